"""Replies as people write them, and what has to be understood.

``python -m bench.understanding --failures`` names each that is not.
"""

from functools import cache

import pytest

from tests.corpus.scoring import Figures, Verdict, by_group, verdicts

pytestmark = pytest.mark.xdist_group("replies")


@cache
def judged() -> list[Verdict]:
    return verdicts()


@cache
def figures() -> Figures:
    return by_group(judged())["all"]


def test_nothing_is_completed_or_decided_that_nobody_said() -> None:
    wrong = [str(one) for one in judged() if one.outcome.startswith("false")]
    assert not wrong, "\n".join(wrong)


def test_nothing_that_others_wrote_is_read_as_the_reply() -> None:
    wrong = [str(one) for one in judged() if one.leak]
    assert not wrong, "\n".join(wrong)


def test_commands_are_understood() -> None:
    assert figures().right >= 0.92


def test_english_is_understood() -> None:
    assert Figures([one for one in judged() if "languages" not in one.path.parent.name]).right >= 0.97


def test_reply_texts_are_whole() -> None:
    assert figures().exact >= 0.97
    assert figures().losses <= 0.01 * len(judged())


def test_automatic_mail_is_recognised() -> None:
    assert figures().automatic >= 0.99


def test_no_person_is_taken_for_a_machine() -> None:
    assert figures().taken_for_machines == 0
