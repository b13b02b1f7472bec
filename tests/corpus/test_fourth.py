"""Replies in eight languages, written by somebody who had not seen how replies are read."""

import pytest

from tests.corpus.fourth.mails import LANGUAGES, verdicts
from tests.corpus.texts import Verdict, figures

JUDGED = [verdict for language in LANGUAGES for verdict in verdicts(language)]


def named(verdict: Verdict) -> str:
    return verdict.case.name


@pytest.mark.parametrize("verdict", JUDGED, ids=named)
def test_nothing_is_completed_or_decided_that_nobody_said(verdict: Verdict) -> None:
    assert verdict.outcome != "FALSE", verdict
    assert not verdict.put_away, verdict


@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_are_understood(language: str) -> None:
    counts = figures(list(verdicts(language)))
    assert counts["right"] / counts["cases"] >= 0.92
    assert counts["wrong"] / counts["cases"] <= 0.02
