"""Corpora written by people who had not seen how replies are read."""

import pytest

from tests.corpus.texts import CORPORA, Corpus, figures

LEAST_RIGHT = {"seventh": 0.975, "eighth": 0.955, "ninth": 0.96, "tenth": 0.95, "eleventh": 0.97, "twelfth": 0.85}
MOST_WRONG = {"sixth": 0.013, "twelfth": 0.03}
COURTESY = 6
"""No more words than these may be courtesy alone."""
EACH = pytest.mark.parametrize(
    "corpus", [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(f"corpus-{one.name}")) for one in CORPORA]
)


@EACH
def test_nothing_is_completed_or_decided_that_nobody_said(corpus: Corpus) -> None:
    false = [verdict for verdict in corpus.verdicts if verdict.outcome == "FALSE"]
    wrong = [str(verdict) for verdict in false if corpus.known.get(verdict.case.name) != "FALSE"]
    assert not wrong, "\n".join(wrong)


@EACH
def test_what_is_known_to_be_read_falsely_still_is(corpus: Corpus) -> None:
    false = {verdict.case.name for verdict in corpus.verdicts if verdict.outcome == "FALSE"}
    mended = [name for name, outcome in corpus.known.items() if outcome == "FALSE" and name not in false]
    assert not mended, "take off the corpus' known.list:\n" + "\n".join(mended)


@EACH
def test_whatever_is_known_to_be_misread_is_a_case_of_its_corpus(corpus: Corpus) -> None:
    assert set(corpus.known) <= {case.name for case in corpus.cases()}


@EACH
def test_no_history_is_read_and_no_word_is_lost(corpus: Corpus) -> None:
    away = {name for name, outcome in corpus.known.items() if outcome == "AWAY"}
    wrong = [
        str(verdict)
        for verdict in corpus.verdicts
        if verdict.leak or verdict.loss or (verdict.put_away and verdict.case.name not in away)
    ]
    assert not wrong, "\n".join(wrong)


@EACH
def test_replies_are_understood(corpus: Corpus) -> None:
    counts = figures(corpus.verdicts)
    assert counts["right"] / counts["cases"] >= LEAST_RIGHT.get(corpus.name, 0.92)
    assert counts["wrong"] / counts["cases"] <= MOST_WRONG.get(corpus.name, 0.01)


@EACH
def test_whatever_says_something_is_kept(corpus: Corpus) -> None:
    """As a command, a question or a note, or it is asked about; thanks and other courtesy are none of these."""
    read = [one.found for one in corpus.verdicts if one.found["disposition"] in {"noted", "handled"}]
    lost = [one["reply_text"] for one in read if not (one["commands"] or one["unclear"])]
    assert not [text for text in lost if len(text.split()) > COURTESY]
