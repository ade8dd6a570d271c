"""Paints the counter's busiest moment once where nobody sees it, so that the first customer does not wait for fonts."""

from __future__ import annotations

from loyalty.words import Words
from ui.counter.facts import HistoryLine, MatchRow, MemberPanelFacts, StampCardFacts, TileFacts
from ui.counter.find_column import FindColumn
from ui.counter.member_column import MemberColumn
from ui.facts import ChipFacts

_SIZE = (500, 680)
# Any name in the script that is the dearest to draw.
_NAME = chr(0x738B) + chr(0x5C0F) + chr(0x7F8E)


def warm_counter(words: Words) -> None:
    """Make, fill, paint and drop a member's column and a list of people found; some 60 ms, on the screen's thread."""
    member = MemberColumn(words)
    member.resize(*_SIZE)
    member.show_member(
        MemberPanelFacts(
            member_id=0,
            name=_NAME,
            initial=_NAME[0],
            subtitle="0123456789-*** ・",
            cards=(StampCardFacts("", _NAME, _NAME, have=4, pending=1, needed=10, rewards_waiting=1),),
            tiles=(TileFacts("star", _NAME, "1,234,567,890"), TileFacts("trending-up", _NAME, "NT$ 0")),
            tags=(ChipFacts(_NAME, "danger"), ChipFacts(_NAME)),
            history=(HistoryLine("11/22", _NAME, "NT$ 320"),),
        )
    )
    found = FindColumn(words)
    found.resize(*_SIZE)
    found.show_matches([MatchRow(0, _NAME, _NAME[0], "0912-***-678", ((0, 4),), stamps=7, needed=10)], "1", "0912")
    for column in (member, found):
        column.grab()
        column.deleteLater()
