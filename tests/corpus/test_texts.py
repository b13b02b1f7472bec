"""Corpora written by people who had not seen how replies are read."""

import pytest

from tests.corpus.texts import CORPORA, Corpus, Verdict, figures

LEAST_RIGHT = {"sixth": 0.91}
MOST_WRONG = {"sixth": 0.016}
KNOWN_FALSE = {
    "sixth/longtraps/grace-quotes-walt",
    "sixth/owners/grace-ironic",
    "sixth/traps/hedged-free: social templates done... just kidding :D",
    "sixth/traps/one-1: done!! ... with my coffee, now I start",
    "sixth/traps/review-9: Subject to Walt's ears, approved",
}
NAMED = [(f"{corpus.name}/{verdict.case.name}", verdict) for corpus in CORPORA for verdict in corpus.verdicts]
VERDICTS = [pytest.param(verdict, id=name) for name, verdict in NAMED]
# Strict: what is mended has to leave the list.
MENDED_OR_KNOWN = [
    pytest.param(verdict, id=name, marks=[pytest.mark.xfail(strict=True)] if name in KNOWN_FALSE else [])
    for name, verdict in NAMED
]


@pytest.mark.parametrize("verdict", MENDED_OR_KNOWN)
def test_nothing_is_completed_or_decided_that_nobody_said(verdict: Verdict) -> None:
    assert verdict.outcome != "FALSE", verdict


@pytest.mark.parametrize("verdict", VERDICTS)
def test_no_history_is_read_and_no_word_is_lost(verdict: Verdict) -> None:
    assert (verdict.leak, verdict.loss, verdict.put_away) == (False, False, False), verdict


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_replies_are_understood(corpus: Corpus) -> None:
    counts = figures(corpus.verdicts)
    assert counts["right"] / counts["cases"] >= LEAST_RIGHT.get(corpus.name, 0.92)
    assert counts["wrong"] / counts["cases"] <= MOST_WRONG.get(corpus.name, 0.01)
