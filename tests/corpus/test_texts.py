"""Corpora written by people who had not seen how replies are read."""

import pytest

from tests.corpus.texts import CORPORA, Corpus, figures

MOST_WRONG = {"sixth": 0.016}
EACH = pytest.mark.parametrize(
    "corpus", [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(f"corpus-{one.name}")) for one in CORPORA]
)


@EACH
def test_nothing_is_completed_or_decided_that_nobody_said(corpus: Corpus) -> None:
    wrong = [str(verdict) for verdict in corpus.verdicts if verdict.outcome == "FALSE"]
    assert not wrong, "\n".join(wrong)


@EACH
def test_no_history_is_read_and_no_word_is_lost(corpus: Corpus) -> None:
    wrong = [str(verdict) for verdict in corpus.verdicts if verdict.leak or verdict.loss or verdict.put_away]
    assert not wrong, "\n".join(wrong)


@EACH
def test_replies_are_understood(corpus: Corpus) -> None:
    counts = figures(corpus.verdicts)
    assert counts["right"] / counts["cases"] >= 0.92
    assert counts["wrong"] / counts["cases"] <= MOST_WRONG.get(corpus.name, 0.01)
