"""The one check."""

from __future__ import annotations

import pytest

from loyalty.explain import explain_refusal
from loyalty.limits import OWNER, Action, Person, check
from loyalty.words import LANGUAGES, Words


@pytest.mark.parametrize("action", Action)
def test_the_owner_may_do_everything(action: Action) -> None:
    assert check(OWNER, action, {"amount": 10**9}) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", Action)
def test_somebody_else_is_refused_in_words(action: Action, language: str) -> None:
    refusal = check(Person("p1", "小華"), action, {})
    assert refusal is not None
    assert explain_refusal(refusal, Words(language))
