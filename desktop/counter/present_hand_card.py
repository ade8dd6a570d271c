"""From a paper card at its first scan to what the panel shows of it: finished texts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import describe
from desktop.counter.present_actions import whole_number
from desktop.operations.recording import Recorded
from loyalty.members import Member
from loyalty.words import Words
from ui.counter.facts import HandCardFacts

if TYPE_CHECKING:
    from desktop.operations.hand_cards import PaperCard

BEARER, PHONE, SEATED = "bearer", "phone", "seated"


@dataclass(frozen=True)
class Asked:
    """A paper card that is asked about: what was typed of its stamps, whose it shall be, and why that cannot be.

    `seated` is the member at the counter when it was scanned; `voiding` while its being declared void was pressed once.
    """

    paper: PaperCard
    owner: str
    seated: Member | None = None
    typed: str = ""
    problem: str = ""
    voiding: bool = False

    @property
    def stamps(self) -> int | None:
        """The stamps on the paper; None while nothing that fits was entered."""
        number = whole_number(self.typed)
        return number if number is not None and 0 <= number <= self.paper.card.circles else None


def facts(asked: Asked, words: Words) -> HandCardFacts:
    """What is asked of a card, and what its answer will do."""
    paper, stamps = asked.paper, asked.stamps
    circles, name = paper.card.circles, paper.programme.name
    is_free = paper.owner is None
    about = words("hand_cards.about", programme=name, count=circles)
    if paper.owner is not None:
        who = describe.member_title(paper.owner.member, words)
        about = words("hand_cards.belongs", programme=name, count=circles, who=who)
    full = stamps == circles
    return HandCardFacts(
        serial=paper.card.serial,
        title=words("hand_cards.title", serial=paper.card.serial),
        about=about,
        circles=circles,
        confirm=_confirm(stamps, words),
        stamps="" if stamps is None else str(stamps),
        stamps_hint=words("hand_cards.hint", limit=circles),
        whose=words("hand_cards.whose") if is_free else "",
        owners=_owners(asked, words) if is_free else (),
        owner=asked.owner,
        has_phone=is_free and asked.owner == PHONE,
        sentence=words("hand_cards.full", reward=paper.programme.terms["reward_title"]) if full else "",
        problem=asked.problem or (number_needed(asked, words) if stamps is None and asked.typed.strip() else ""),
        void=words("hand_cards.void_again" if asked.voiding else "hand_cards.void") if is_free else "",
    )


def number_needed(asked: Asked, words: Words) -> str:
    """Which numbers the card has room for."""
    return words("hand_cards.number_needed", limit=asked.paper.card.circles)


def said(serial: str, stamps: int, done: Recorded, words: Words) -> str:
    """What was taken over, in one sentence."""
    who = describe.member_title(done.member, words)
    key = "hand_cards.taken_over" if stamps else "hand_cards.taken_over_none"
    return words(key, who=who, serial=serial, count=stamps)


def _confirm(stamps: int | None, words: Words) -> str:
    if stamps is None:
        return words("hand_cards.confirm")
    return words("hand_cards.confirm_count", count=stamps) if stamps else words("hand_cards.confirm_none")


def _owners(asked: Asked, words: Words) -> tuple[tuple[str, str], ...]:
    own = [(SEATED, describe.member_title(asked.seated, words))] if asked.seated is not None else []
    return (*own, (BEARER, words("hand_cards.owner_bearer")), (PHONE, words("hand_cards.owner_phone")))
