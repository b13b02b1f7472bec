"""A second corpus, written by somebody who had not seen how replies are read."""

import pytest

from tests.corpus.second.mails import Verdict, figures, verdicts


def named(verdict: Verdict) -> str:
    return verdict.case.name


@pytest.mark.parametrize("verdict", verdicts(), ids=named)
def test_nothing_is_completed_or_decided_that_nobody_said(verdict: Verdict) -> None:
    assert verdict.outcome != "FALSE", verdict


@pytest.mark.parametrize("verdict", verdicts(), ids=named)
def test_no_history_is_read_and_no_word_is_lost(verdict: Verdict) -> None:
    assert (verdict.leak, verdict.loss, verdict.put_away) == (False, False, False), verdict


def test_replies_are_understood() -> None:
    counts = figures(verdicts())
    assert counts["right"] / counts["cases"] >= 0.92
    assert counts["wrong"] / counts["cases"] <= 0.01
