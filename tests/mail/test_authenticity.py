"""Evidence: a From line proves nothing; the answer to a letter of ours proves that its reader wrote."""

from datetime import UTC, datetime, timedelta

from mailflow.domain.authority import Aligned
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Context
from mailflow.mail.authenticity import weigh
from mailflow.mail.read import read
from tests.mail.letters import mail

NOW = datetime(2026, 12, 7, tzinfo=UTC)
DANA = Person("dana", "Dana Kim", ("dana@studio.example",))


def context(days: int = 1, to: str = "dana") -> Context:
    sent_at = NOW - timedelta(days=days)
    return Context(NOW, DANA, letter=Answered("check_in", to, Ref("acme-site"), "<a@acme.example>", sent_at))


def test_a_from_alone_proves_nothing() -> None:
    evidence = weigh(read(mail()), Context(NOW, DANA))
    assert (evidence.sender, evidence.token, evidence.fresh) == ("dana@studio.example", False, False)
    assert evidence.brief() == "from"


def test_an_answer_to_a_letter_to_this_person_carries_its_token() -> None:
    evidence = weigh(read(mail()), context())
    assert (evidence.token, evidence.fresh, evidence.aligned) == (True, True, Aligned.UNKNOWN)
    assert evidence.brief() == "token"


def test_a_token_is_fresh_for_30_days() -> None:
    assert weigh(read(mail()), context(days=30)).fresh
    old = weigh(read(mail()), context(days=31))
    assert (old.token, old.fresh) == (True, False)


def test_an_answer_to_somebody_elses_letter_proves_nothing() -> None:
    assert not weigh(read(mail()), context(to="lee")).token


def test_a_stranger_proves_nothing() -> None:
    assert not weigh(read(mail()), Context(NOW)).token
