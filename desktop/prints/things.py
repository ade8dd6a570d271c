"""What can be printed when it is wanted, what keeps it from being printed, and its document. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.operations import hand_cards, slips
from desktop.operations.context import ShopContext
from desktop.till import TillSettings
from loyalty.coupons import BATCH_MAX
from loyalty.hand_cards import MOST_AT_ONCE
from loyalty.programmes import Programme
from loyalty.words import Words
from printing.document import Document
from ui.facts import MessageFacts
from ui.prints.facts import THINGS, PrintNowFacts, PrintNowWish

# Where what is missing is set up: two sections of the settings, and a screen.
SLIPS, PRINTER, PROGRAMMES = "slips", "printer", "programmes"

_POSTERS_MOST = 20
_MESSAGE = "SMSTO"
# As long as a code, and nobody's: a preview puts out nothing.
_NO_COUPON = "2345678923"
_NO_CARD = bytes(10)


def facts(context: ShopContext, till: TillSettings, words: Words, today: date) -> PrintNowFacts:
    """Everything that the screen shows; `today` is the business day."""
    notes = {"stamp_card": words("prints.cards_note"), "coupon": words("prints.coupons_note")}
    kind, _, rest = slips.join_link(context.shop, context.words).partition(":")
    if kind == _MESSAGE:
        notes["poster"] = words("prints.link_message", phone=rest.partition(":")[0])
    elif kind:
        notes["poster"] = words("prints.link_is", link=context.shop.slips.join_link)
    return PrintNowFacts(
        stamp_cards=_named(_stamp_cards(context)),
        coupons=_named(_coupons(context)),
        today=today.isoformat(),
        most={"poster": _POSTERS_MOST, "stamp_card": MOST_AT_ONCE, "coupon": BATCH_MAX},
        notes=notes,
        troubles=_troubles(context, till, words, bool(kind)),
    )


def document_of(context: ShopContext, wish: PrintNowWish, today: date) -> Document | None:
    """How a poster, a paper card or a coupon looks; None where there is nothing to print."""
    if wish.thing == "poster":
        link = slips.join_link(context.shop, context.words)
        return slips.poster_document(context, link, wish.sentence) if link else None
    programme = next((each for each in _running(context) if each.id == wish.programme_id), None)
    if programme is None:
        return None
    if wish.thing == "stamp_card":
        return hand_cards.documents(context, programme, (_NO_CARD,))[0]
    until = today + timedelta(days=int(str(programme.terms["valid_days"])))
    return slips.coupon_document(context, programme, _NO_COUPON, until)


def _troubles(context: ShopContext, till: TillSettings, words: Words, has_link: bool) -> dict[str, MessageFacts]:
    if not till.prints:
        return dict.fromkeys(THINGS, _trouble("no_printer", PRINTER, words))
    found = {}
    if not has_link:
        found["poster"] = _trouble("no_link", SLIPS, words)
    if not _stamp_cards(context):
        found["stamp_card"] = _trouble("no_stamp_card", PROGRAMMES, words)
    if not _coupons(context):
        found["coupon"] = _trouble("no_coupon", PROGRAMMES, words)
    return found


def _trouble(why: str, where: str, words: Words) -> MessageFacts:
    return MessageFacts(words(f"prints.{why}"), "warn", words(f"prints.go_{where}"), where)


def _running(context: ShopContext) -> tuple[Programme, ...]:
    return tuple(each for each in context.programmes if not each.stopped)


def _stamp_cards(context: ShopContext) -> tuple[Programme, ...]:
    return tuple(each for each in _running(context) if each.kind == "stamp_card")


def _coupons(context: ShopContext) -> tuple[Programme, ...]:
    return tuple(each for each in _running(context) if each.kind == "coupon" and each.terms.get("way") == "issued")


def _named(programmes: tuple[Programme, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((each.id, each.name) for each in programmes)
