"""Replies in eight languages, written by somebody who had not seen how replies are read."""

import pytest

from tests.corpus.fourth.mails import LANGUAGES, verdicts
from tests.corpus.texts import figures


@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_are_understood_and_nothing_is_done_that_nobody_said(language: str) -> None:
    judged = verdicts(language)
    wrong = [str(verdict) for verdict in judged if verdict.outcome == "FALSE" or verdict.put_away]
    assert not wrong, "\n".join(wrong)
    counts = figures(list(judged))
    assert counts["right"] / counts["cases"] >= 0.92
    assert counts["wrong"] / counts["cases"] <= 0.02
