"""The right column: the amount, stamps and rewards, the slip as it will print, how it is paid, and the one button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.counter.benefits_pad import BenefitsPad
from ui.counter.facts import ProductButton, RewardKey, SaleFacts
from ui.counter.lines_list import LinesList
from ui.counter.products_pad import ProductsPad
from ui.counter.reward_button import RewardButton
from ui.counter.sale_parts import AmountBox, StampStepper
from ui.counter.wallet_row import WalletRow
from ui.widgets.buttons import Button, PrimaryButton
from ui.widgets.keypad import Keypad
from ui.widgets.paper_view import PaperView
from ui.widgets.segments import LinedSegments, Segments
from ui.widgets.text import label

_LEAST_BELOW = 28


def _keys_height(low: bool) -> int:
    """Four rows of keys."""
    return 4 * (theme.TARGET_KEY_LOW if low else theme.TARGET_KEY) + 3 * theme.SPACE


class RewardColumn(QWidget):
    """The stepper and the rewards under it, always in sight; more than three scroll."""

    reward_wished = Signal(str)
    reward_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.stepper = StampStepper()
        self.buttons: list[RewardButton] = []
        self._key_height = theme.TARGET_KEY
        self._none = label(role="hint", wrap=True)
        keys = QWidget()
        keys.setProperty("role", "scrolled")
        self._keys = QVBoxLayout(keys)
        self._keys.setContentsMargins(0, 0, 0, 0)
        self._keys.setSpacing(theme.SPACE)
        self._keys.addWidget(self._none)
        self._keys.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.stepper)
        column.addWidget(scroll, 1)

    def set_low(self, low: bool) -> None:
        """Lower keys for a low screen, or whole ones again."""
        self._key_height = theme.TARGET if low else theme.TARGET_KEY
        self.stepper.set_low(low)
        for key in self.buttons:
            key.setFixedHeight(self._key_height)

    def relabel(self, words: Words) -> None:
        """Say the names in another language."""
        self.stepper.relabel(words)
        self._none.setText(words("counter.no_rewards"))

    def show_rewards(self, rewards: Sequence[RewardKey]) -> None:
        """Show each on its key, in the order given."""
        while len(self.buttons) < len(rewards):
            button = RewardButton(self._key_height)
            button.wished.connect(self.reward_wished)
            button.dropped.connect(self.reward_dropped)
            self.buttons.append(button)
            self._keys.insertWidget(self._keys.count() - 1, button)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(rewards))
            if number < len(rewards):
                button.show_reward(rewards[number])
        self._none.setVisible(not rewards)


class TenderRow(QWidget):
    """How it is paid: the shop's tenders, and what was received in cash."""

    tender_wished = Signal(str)
    tendering_wished = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.tenders = LinedSegments()
        self.received = Button("", "filter")
        self.received.setCheckable(True)
        self.received.clicked.connect(self._on_received)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        row.addWidget(self.tenders, 1)
        row.addWidget(self.received, 0, Qt.AlignmentFlag.AlignTop)
        self.tenders.chosen.connect(self.tender_wished)

    def show_tender(self, facts: SaleFacts, words: Words) -> None:
        """Show the tenders with the chosen one; the button for the cash received only where it is asked for."""
        tender = facts.tender
        self.setVisible(bool(tender.names))
        self.tenders.setAccessibleName(words("counter.tender"))
        self.tenders.name_more(words("counter.more"), words("counter.more_tenders"))
        self.tenders.show_choices(tender.names, tender.chosen)
        if not (facts.primary_enabled or facts.can_park):
            # Nobody is there: the next customer finds the usual ways to pay, whatever was looked for last.
            self.tenders.turn_back()
        self.received.setVisible(tender.takes_tendered)
        self.received.setChecked(tender.entering)
        if tender.change:
            self.received.setText(words("counter.change", amount=tender.change))
        else:
            self.received.setText(words("counter.tendered"))
        self.received.setAccessibleName(words("counter.tendered"))

    def _on_received(self) -> None:
        self.tendering_wished.emit(self.received.isChecked())


class SaleColumn(QFrame):
    """Shows the sale and its result before it is committed. Its parts keep their own signals."""

    preview_opened = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._facts = SaleFacts()
        self._products: tuple[ProductButton, ...] = ()
        self._mode = "amount"
        self._below = "preview"
        self.amount = AmountBox()
        self.keypad = Keypad()
        self.pad = ProductsPad()
        self._benefits: BenefitsPad | None = None
        self._low = False
        self.when_benefits_made: Callable[[BenefitsPad], None] = lambda _: None
        self.wallets = WalletRow()
        self.rewards = RewardColumn()
        self.tender = TenderRow()
        self.below_switch = Segments()
        self._below_title = label(role="hint")
        self._below_width = label(role="hint")
        self.preview = PaperView()
        self.lines = LinesList()
        self._dropped = label(role="notice", wrap=True)
        self._refusal = label(role="refusal", wrap=True)
        self.primary = PrimaryButton("printer", "F12")
        self._build()
        self.amount.mode_wished.connect(self.show_mode)
        self.below_switch.chosen.connect(self._show_below)
        self.preview.opened.connect(self.preview_opened)
        self.relabel(words)

    def show_sale(self, facts: SaleFacts) -> None:
        """Show the sale as it stands."""
        more_lines = len(facts.lines) > len(self._facts.lines)
        self._facts = facts
        self.amount.show_sale(facts, self._words)
        self._show_keys()
        self.rewards.stepper.setVisible(bool(facts.stamps))
        self.rewards.stepper.show_stamps(facts.stamps, less=facts.stamps_less, more=facts.stamps_more)
        self.rewards.show_rewards(facts.rewards)
        self.wallets.show_wallets(facts.wallets, self._words("benefits.wallets"))
        self.tender.show_tender(facts, self._words)
        self.preview.show_picture(facts.preview, self._words("counter.preview_empty"))
        self.lines.show_lines(facts.lines, self._words)
        self._show_below("lines" if more_lines else self._below if facts.lines else "preview")
        self._dropped.setText(facts.dropped)
        self._dropped.setVisible(bool(facts.dropped) and not facts.refusal)
        self._refusal.setText(facts.refusal)
        self._refusal.setVisible(bool(facts.refusal))
        self.primary.show_button(facts.primary, facts.primary_amount, facts.primary_enabled)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Qt's hook: a sentence that was just shown says only at the next layout how high it is."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def show_products(self, products: Sequence[ProductButton]) -> None:
        """Show the shop's products, or only the keypad when there are none."""
        self._products = tuple(products)
        if not products and self._mode == "products":
            self._mode = "amount"
        self.pad.show_products(self._products, self._words("counter.others"))
        self.show_mode(self._mode)

    def show_mode(self, mode: str) -> None:
        """Type an amount ("amount"), choose products ("products"), or use what there is to use ("benefits")."""
        self._mode = mode
        self.amount.show_modes(self._words, mode, bool(self._products))
        self._show_keys()

    @property
    def benefits(self) -> BenefitsPad:
        """The pad of the benefits; made when it is first wanted, since the window is painted without it."""
        if self._benefits is None:
            self._benefits = made = BenefitsPad()
            made.setFixedHeight(_keys_height(self._low))
            made.relabel(self._words)
            made.hide()
            self._column.insertWidget(self._column.indexOf(self._beside_keys) + 1, made)
            self.when_benefits_made(made)
        return self._benefits

    def mode(self) -> str:
        """What the switch stands on."""
        return self._mode

    def relabel(self, words: Words) -> None:
        """Say everything in another language."""
        self._words = words
        self.keypad.relabel(words("counter.erase"))
        self.rewards.relabel(words)
        if self._benefits is not None:
            self._benefits.relabel(words)
        self.preview.setAccessibleName(words("counter.preview_open"))
        self.preview.setToolTip(words("counter.preview_open"))
        self.pad.show_products(self._products, words("counter.others"))
        self.lines.show_lines(self._facts.lines, words, anew=True)
        self.show_mode(self._mode)
        self.show_sale(self._facts)

    def _build(self) -> None:
        left = self._left = QWidget()
        self._keys = QStackedLayout(left)
        self._keys.addWidget(self.keypad)
        self._keys.addWidget(self.pad)
        keys = QHBoxLayout()
        keys.setContentsMargins(0, 0, 0, 0)
        keys.setSpacing(theme.GAP)
        keys.addWidget(left, 58)
        keys.addWidget(self.rewards, 42)
        self._beside_keys = QWidget()
        self._beside_keys.setLayout(keys)
        for part in (left, self.rewards, self._beside_keys):
            part.setFixedHeight(_keys_height(low=False))
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._below_title, 1)
        head.addWidget(self.below_switch, 1)
        head.addWidget(self._below_width)
        below = QWidget()
        # What is to pay and how is never squeezed out by the slip, which scrolls and opens whole.
        below.setMinimumHeight(_LEAST_BELOW)
        self._below_stack = QStackedLayout(below)
        self._below_stack.addWidget(self.preview)
        self._below_stack.addWidget(self.lines)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        column.addWidget(self.amount)
        column.addWidget(self._beside_keys)
        column.addWidget(self._head)
        column.addWidget(below, 1)
        column.addWidget(self.wallets)
        column.addWidget(self.tender)
        column.addWidget(self._dropped)
        column.addWidget(self._refusal)
        column.addWidget(self.primary)

    def _fit(self) -> None:
        """Where a bar of trouble leaves too little height, the keys become lower, then the switch above the slip goes.
        Nothing may lie over a key: a zero under the slip could not be touched.
        """
        missing = self._least_height() - self.height()
        self._set_low(missing > 0)
        saved = _keys_height(low=False) - _keys_height(low=True)
        if self._head.isHidden() != (missing > saved):
            self._head.setVisible(missing <= saved)
            self._show_below(self._below)

    def _least_height(self) -> int:
        """What the parts that are shown need with whole keys and the switch above the slip."""
        margins, width = self._column.contentsMargins(), self._column.contentsRect().width()
        heights = [_keys_height(low=False), self._head.minimumSizeHint().height(), _LEAST_BELOW]
        fixed = (self.amount, self.wallets, self.tender, self.primary)
        heights += [max(part.sizeHint().height(), part.minimumHeight()) for part in fixed if not part.isHidden()]
        heights += [part.heightForWidth(width) for part in (self._dropped, self._refusal) if not part.isHidden()]
        return sum(heights) + (len(heights) - 1) * self._column.spacing() + margins.top() + margins.bottom()

    def _set_low(self, low: bool) -> None:
        if low == self._low:
            return
        self._low = low
        self.keypad.set_low(low)
        self.rewards.set_low(low)
        for part in (self._left, self.rewards, self._beside_keys, self._benefits):
            if part is not None:
                part.setFixedHeight(_keys_height(low))

    def _show_keys(self) -> None:
        facts = self._facts
        elsewhere = facts.tender.entering or bool(facts.asking)
        asked = facts.benefits.question is not None
        benefits = asked or (self._mode == "benefits" and not elsewhere)
        self._beside_keys.setVisible(not benefits)
        if benefits or self._benefits is not None:
            self.benefits.setVisible(benefits)
        if benefits:
            self.benefits.show_benefits(facts.benefits, self._words)
        self._keys.setCurrentIndex(1 if self._mode == "products" and not elsewhere else 0)

    def _show_below(self, name: str) -> None:
        self._below = name
        has_lines = bool(self._facts.lines)
        lines_word = self._words("counter.lines", count=len(self._facts.lines))
        self.below_switch.show_choices((("preview", self._words("counter.preview")), ("lines", lines_word)), name)
        self.below_switch.setVisible(has_lines)
        self._below_title.setVisible(not has_lines)
        title = "counter.just_printed" if self._facts.just_printed else "counter.preview"
        self._below_title.setText(self._words(title))
        lines_shown = has_lines and (name == "lines" or self._head.isHidden())
        self._below_width.setText(self._facts.preview_width)
        self._below_width.setVisible(not lines_shown)
        self._below_stack.setCurrentIndex(1 if lines_shown else 0)
