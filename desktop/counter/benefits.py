"""The benefits of the sale at the counter: rewards, codes, wallets and plans, used and taken away again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.counter import draft as drafts
from desktop.counter import offered
from desktop.counter.draft import Asking
from desktop.counter.offered import WHICH_TOP_UP
from desktop.counter.sale import SaleDesk
from desktop.operations.coupons import with_codes
from desktop.operations.members import MemberFile, look_up
from desktop.services import Services
from desktop.threads import not_now
from loyalty.codes import plain_code
from loyalty.errors import KnownError
from loyalty.ledger import Standing
from loyalty.outcome import Offer
from loyalty.plans import Plan, round_up
from loyalty.refusals import Refusal
from ui.counter.view import CounterView


class BenefitsDesk(QObject):
    """Turns the wishes of the benefits' part of the screen into changes of the sale being typed.

    `refused` carries a Refusal, `failed` a KnownError.
    """

    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, view: CounterView, services: Services, sale: SaleDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._sale = sale
        when_free = sale.turn.when_free
        view.reward_wished.connect(lambda offer_id: when_free(partial(self.use, offer_id)))
        view.banner_wished.connect(lambda offer_id: when_free(partial(self.use, offer_id)))
        view.reward_dropped.connect(lambda offer_id: when_free(partial(self.take_away, offer_id)))
        view.code_wished.connect(self.enter_code)
        view.code_dropped.connect(lambda code: self._sale.change(drafts.without_code(self._sale.draft, code)))
        view.wallet_wished.connect(lambda offer_id: when_free(partial(self.pay_with, offer_id)))
        view.plan_wished.connect(lambda plan_id: when_free(partial(self.buy, plan_id)))
        sale.begun.connect(self._read_again)
        sale.refused.connect(lambda _: self._read_again())
        sale.option_typed.connect(self._answer_by_number)
        view.answered.connect(lambda option: when_free(partial(self.answer, option)))
        view.question_left.connect(lambda: self._sale.change(drafts.closed(self._sale.draft)))

    def use(self, offer_id: str) -> None:
        """One more use of this offer, or none again after the most; what applies by itself is declined and taken
        again. A reason or a product that must be chosen is asked for first.
        """
        offer = self._offer(offer_id)
        if offer is None:
            return
        draft = self._sale.draft
        if offered.held_back(offer, draft.rewards):
            # The sentence above the button says already why the sale cannot be recorded.
            QApplication.beep()
        elif offer.automatic:
            self._sale.change(drafts.declined(draft, offer_id))
        elif offer.why_not is not None and not offer.chosen:
            self.refused.emit(offer.why_not)
        elif self._asks(offer):
            self._sale.change(replace(drafts.closed(draft), question=offer_id))
        else:
            self._sale.change(drafts.with_reward(drafts.closed(draft), offer_id, offer.most))

    def take_away(self, offer_id: str) -> None:
        """No use of this offer any more."""
        offer = self._offer(offer_id)
        if offer is not None and offer.automatic:
            self._sale.change(replace(self._sale.draft, rewards={**self._sale.draft.rewards, offer_id: 0}))
        else:
            self._sale.change(drafts.without_reward(self._sale.draft, offer_id))

    def answer(self, option: str) -> None:
        """What was asked is answered: the reason, the product, or the plan."""
        draft = drafts.closed(self._sale.draft)
        if self._sale.draft.question == WHICH_TOP_UP:
            self._sale.change(draft)
            self.buy(option)
            return
        offer = self._offer(self._sale.draft.question)
        if offer is None:
            return
        chosen = drafts.with_reward(draft, offer.id, max(offer.most, 1))
        if self._reasons(offer):
            self._sale.change(replace(chosen, notes={**chosen.notes, offer.id: option}))
        else:
            self._sale.change(replace(chosen, items={**chosen.items, offer.id: option}))

    def _answer_by_number(self, digits: str) -> None:
        """The options are numbered from 1, so that nobody needs a mouse."""
        found = offered.options(self._sale.draft.question, self._sale.outcome, self._services.state.context.programmes)
        if 1 <= int(digits) <= len(found):
            self.answer(found[int(digits) - 1])

    def pay_with_number(self, place: int) -> None:
        """As a press on the wallet that stands at this place, from 0."""
        shown = offered.wallets(self._sale.outcome)
        if place < len(shown):
            self._sale.turn.when_free(partial(self.pay_with, shown[place].id))

    def pay_with(self, offer_id: str) -> None:
        """As much as the wallet gives, then a part of it, then nothing."""
        offer = self._offer(offer_id)
        if offer is None:
            return
        if offer.why_not is not None and not offer.chosen and offer_id not in self._sale.draft.wallets:
            self.refused.emit(offer.why_not)
        else:
            self._sale.change(drafts.with_wallet(self._sale.draft, offer_id, offer.title))

    def buy(self, plan_id: str) -> None:
        """One more of a plan; an open one asks what it is bought for, a donation rounds the bill up."""
        plan = next((each for each in self._sale.outcome.plans if each.id == plan_id), None)
        if plan is None:
            return
        if plan.why_not is not None:
            self.refused.emit(plan.why_not)
            return
        draft = drafts.closed(self._sale.draft)
        if not plan.is_open:
            self._sale.change(drafts.with_plan(draft, plan, plan.price))
        elif plan.round_to:
            self._round_up(plan)
        else:
            self._sale.change(replace(draft, asking=Asking(plan.id, plan.title, is_plan=True)))

    def top_up(self) -> None:
        """The plan of stored value, or the question which one."""
        plans = offered.top_ups(self._sale.outcome, self._services.state.context.programmes)
        if len(plans) == 1:
            self.buy(plans[0].id)
        elif plans:
            self._sale.change(replace(drafts.closed(self._sale.draft), question=WHICH_TOP_UP))

    def is_code(self, text: str) -> bool:
        """Whether a scanned text is a coupon's code and no card."""
        return offered.is_coupon_code(text, self._services.state.context.programmes)

    def enter_code(self, text: str) -> None:
        """Typed or scanned: what the shop knows of the code is read first, then it counts for this sale."""
        if plain_code(text):
            self._sale.turn.when_free(partial(self._read, plain_code(text)))

    def _read(self, code: str) -> None:
        self._sale.turn.begin()
        codes = (*self._sale.draft.codes, code)
        work = partial(with_codes, self._services.store, codes)
        self._services.reader.ask(work, partial(self._known, code), self._not_read)

    def _known(self, code: str, shops: Standing) -> None:
        self._sale.turn.free()
        self._sale.shops = shops
        self._sale.change(drafts.with_code(self._sale.draft, code))
        if code in self._sale.quoted.dropped:
            # Its chip and the line above the button say why; whoever looks at the scanner hears it.
            QApplication.beep()
        self._sale.turn.go_on(stored=True)

    def _read_again(self) -> None:
        """Another sale began, or what another till did refused this one: what is held is read anew."""
        services, sale = self._services, self._sale
        work = partial(_held_now, services, sale.member, sale.draft.codes, services.clock.now_ms())
        # What the shop itself holds is looked at again when the sale is recorded.
        services.reader.ask(work, self._known_again, not_now, newest_of="shops")

    def _known_again(self, held: tuple[MemberFile | Refusal | None, Standing]) -> None:
        file, shops = held
        changed, self._sale.shops = shops != self._sale.shops, shops
        seated = self._sale.member
        if isinstance(file, MemberFile) and seated is not None and seated.member.id == file.member.id:
            self._sale.seat(file)
        elif changed and not self._sale.empty:
            self._sale.change(self._sale.draft)

    def _not_read(self, error: KnownError) -> None:
        self._sale.turn.free()
        self.failed.emit(error)
        self._sale.turn.go_on(stored=False)

    def _round_up(self, plan: Plan) -> None:
        """What is missing to the next full step of what is to pay in money without it; once more takes it away."""
        draft = drafts.closed(self._sale.draft)
        others = tuple(line for line in draft.lines if line.plan != plan.id)
        given = sum(line.unit_price for line in draft.lines if line.plan == plan.id)
        missing = round_up(plan, self._sale.outcome.to_pay - given)
        if len(others) < len(draft.lines) or not missing:
            self._sale.change(replace(draft, lines=others))
        else:
            self._sale.change(drafts.with_plan(draft, plan, missing))

    def _asks(self, offer: Offer) -> bool:
        """Whether something must be chosen before the first use."""
        return not offer.chosen and (bool(self._reasons(offer)) or len(offer.choice) > 1)

    def _reasons(self, offer: Offer) -> tuple[str, ...]:
        return offered.reasons_for(offer, self._services.state.context.programmes)

    def _offer(self, offer_id: str) -> Offer | None:
        return next((each for each in self._sale.outcome.offers if each.id == offer_id), None)


def _held_now(
    services: Services, seated: MemberFile | None, codes: tuple[str, ...], now_ms: int
) -> tuple[MemberFile | Refusal | None, Standing]:
    """Who is at the counter and what the shop itself holds, as the disk knows them now."""
    store, context = services.store, services.state.context
    file = None if seated is None else look_up(store, context, seated.member.id, now_ms)
    return file, with_codes(store, codes)
