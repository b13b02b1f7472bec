"""Corpora written by people who had not seen how replies are read."""

import pytest

from tests.corpus.texts import CORPORA, Corpus, Verdict, figures

MOST_WRONG = {"sixth": 0.016}
VERDICTS = [
    pytest.param(verdict, id=f"{corpus.name}/{verdict.case.name}") for corpus in CORPORA for verdict in corpus.verdicts
]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_nothing_is_completed_or_decided_that_nobody_said(verdict: Verdict) -> None:
    assert verdict.outcome != "FALSE", verdict


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_history_is_read_and_no_word_is_lost(verdict: Verdict) -> None:
    assert (verdict.leak, verdict.loss, verdict.put_away) == (False, False, False), verdict


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_replies_are_understood(corpus: Corpus) -> None:
    counts = figures(corpus.verdicts)
    assert counts["right"] / counts["cases"] >= 0.92
    assert counts["wrong"] / counts["cases"] <= MOST_WRONG.get(corpus.name, 0.01)
