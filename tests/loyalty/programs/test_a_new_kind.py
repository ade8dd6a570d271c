"""The kind that docs/a-new-kind.md writes works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loyalty import programs
from loyalty.money import TWD
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.till import Till, amount

_DOCS = Path(__file__).parents[3] / "docs" / "a-new-kind.md"


def test_the_smallest_kind_of_the_docs_works(monkeypatch: pytest.MonkeyPatch) -> None:
    code, words = re.findall(r"```python\n(.*?)```", _DOCS.read_text(encoding="utf-8"), re.DOTALL)
    written: dict[str, object] = {}
    exec(code, written)
    spoken: dict[str, dict[str, str]] = {}
    exec(words, spoken)
    kind = written["Cookie"]()  # type: ignore[operator]
    monkeypatch.setitem(programs._BY_NAME, "cookie", kind)
    terms = programs.read_terms("cookie", {"minimum_amount": 500, "reward_title": "餅乾"}, "terms")
    assert not isinstance(terms, Refusal)
    programme = Programme("cookie", 1, "cookie", "餅乾", terms)
    till = Till([programme])
    (small,) = till.quote(amount(499)).offers
    assert small.why_not == Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": 1, "minimum": 500})
    large = till.quote(amount(500))
    assert [(line.line.name, line.net) for line in large.lines] == [("", 500), ("餅乾", 0)]
    sentences = Words("zh_tw")
    monkeypatch.setattr(
        sentences, "_catalogue", {f"cookie.{key}": sentence for key, sentence in spoken["WORDS"].items()}
    )
    assert kind.sentence(programme, TWD, sentences) == "消費滿 NT$ 500 送餅乾。"
