"""What people wrote is found in the mail that the usual programs send, in the languages people use."""

from collections import defaultdict

import pytest

from mailflow.mail.read import read
from mailflow.mail.reply_text import reply_text
from tests.corpus.clients.cases import GROUPS, Reply, replies

CASES: dict[str, list[Reply]] = defaultdict(list)
for _reply in replies():
    CASES[_reply.group].append(_reply)


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("group", GROUPS)
def test_each_program_gives_what_its_sender_wrote(group: str) -> None:
    wrong = {}
    for reply in CASES[group]:
        found = reply_text(read(reply.raw)).text
        if _squeezed(found) != _squeezed(reply.expect):
            wrong[reply.name] = found
    assert wrong == {}


@pytest.mark.parametrize("group", GROUPS)
def test_both_parts_of_a_mail_are_read_alike(group: str) -> None:
    differ = [reply.name for reply in CASES[group] if reply_text(read(reply.raw)).alternative is not None]
    assert differ == []


def test_there_are_replies_of_every_group() -> None:
    assert set(CASES) == set(GROUPS)
    assert sum(map(len, CASES.values())) > 1900
