"""The steps of the tour, in the order in which a shop's day brings them."""

from __future__ import annotations

from collections.abc import Callable

from desktop.tour.stage import Stage
from desktop.tour.steps import (
    bad_input,
    benefits,
    finding,
    owner,
    parking,
    printer,
    programmes,
    rehearsal,
    sales,
    selling,
    settings,
    start,
)

Step = Callable[[Stage], None]

STEPS: tuple[Step, ...] = (
    start.three_questions,
    start.empty_counter,
    finding.join_by_phone,
    finding.scan_the_new_card,
    finding.last_three_digits,
    finding.by_name,
    finding.by_initials,
    selling.items_of_the_catalogue,
    selling.amount_and_stamps,
    selling.cash_and_change,
    selling.redeem,
    selling.undo,
    selling.print_again,
    benefits.top_up,
    benefits.code_wallet_and_cash,
    benefits.by_hand,
    parking.park_and_take_up,
    parking.sale_without_member,
    parking.credit_later,
    sales.earlier_sales,
    sales.cancel_one,
    sales.refund_a_part,
    owner.member_list,
    owner.one_member,
    owner.products,
    programmes.add_one,
    programmes.wrong_and_left,
    programmes.plan_one,
    rehearsal.play_stories,
    settings.shop,
    settings.other_language,
    settings.other_theme,
    bad_input.amounts,
    bad_input.scans,
    bad_input.phones,
    printer.set_up_network,
    printer.remove_network,
    printer.set_up_file,
    printer.trouble,
    printer.retry,
)
