"""Replies as people write them, and what has to be understood.

``python -m bench.understanding --failures`` names each that is not.
"""

from collections.abc import Iterator
from functools import cache

import pytest

from tests.corpus.scoring import REPLIES, Figures, Verdict, by_group, verdicts

CASES = sorted(path.relative_to(REPLIES).with_suffix("").as_posix() for path in REPLIES.glob("[0-9]*/*.json"))


@cache
def judged() -> dict[str, Verdict]:
    return {one.path.relative_to(REPLIES).with_suffix("").as_posix(): one for one in verdicts()}


@cache
def figures() -> Figures:
    return by_group(list(judged().values()))["all"]


@pytest.fixture(scope="module", autouse=True)
def report(request: pytest.FixtureRequest) -> Iterator[None]:
    """The figures of each folder, after the tests."""
    yield
    write = request.config.get_terminal_writer().line
    write()
    for name, of in by_group(list(judged().values())).items():
        write(of.row(name))


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_completed_or_decided_that_nobody_said(case: str) -> None:
    assert not judged()[case].outcome.startswith("false"), judged()[case]


@pytest.mark.parametrize("case", CASES)
def test_nothing_that_others_wrote_is_read_as_the_reply(case: str) -> None:
    assert not judged()[case].leak, judged()[case]


def test_commands_are_understood() -> None:
    assert figures().right >= 0.92


def test_reply_texts_are_whole() -> None:
    assert figures().exact >= 0.97
    assert figures().losses <= 0.01 * len(CASES)


def test_automatic_mail_is_recognised() -> None:
    assert figures().automatic >= 0.99


def test_no_person_is_taken_for_a_machine() -> None:
    assert figures().taken_for_machines == 0
