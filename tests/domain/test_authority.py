from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from mailflow.domain.authority import (
    RIGHTS,
    Aligned,
    Evidence,
    Trust,
    enough,
    is_alive,
    is_fresh,
    may,
    needed,
    proven,
    risks,
)
from mailflow.domain.people import Role

NOW = datetime(2026, 11, 23, tzinfo=UTC)
OWNERS = {name for name, right in RIGHTS.items() if right.roles == frozenset({Role.OWNER})}


@pytest.mark.parametrize(
    ("verb", "contractor", "owner", "observer"),
    [
        ("done", True, False, False),
        ("progress", True, False, False),
        ("date_request", True, False, False),
        ("agree", True, False, False),
        ("question", True, True, False),
        ("away", True, True, False),
        ("undo", True, True, False),
        ("status", True, True, True),
        ("help", True, True, True),
        ("pause", True, True, True),
        ("note", True, True, True),
        ("approve", False, True, False),
        ("paid", False, True, False),
        ("digest", False, True, False),
        ("no_such_thing", False, False, False),
    ],
)
def test_a_role_allows_what_the_table_says(verb: str, contractor: bool, owner: bool, observer: bool) -> None:
    assert may(Role.CONTRACTOR, verb) is contractor
    assert may(Role.OWNER, verb) is owner
    assert may(Role.OBSERVER, verb) is observer


@pytest.mark.parametrize("verb", sorted(RIGHTS))
def test_nobody_on_no_project_may_anything(verb: str) -> None:
    assert not may(None, verb)


@pytest.mark.parametrize("verb", sorted(OWNERS))
def test_an_owners_decision_never_comes_from_a_contractor(verb: str) -> None:
    assert not may(Role.CONTRACTOR, verb)
    assert RIGHTS[verb].level >= 2


@pytest.mark.parametrize(
    ("verbs", "level"),
    [
        (("done", "progress", "blocked", "question", "note", "away", "status", "pause", "snooze"), 1),
        (("agree", "counter", "date_request", "decline", "answer", "feedback", "thank", "digest"), 2),
        (("approve", "revise", "accept_date", "keep_date", "move", "assign", "add", "cancel", "close_project"), 3),
        (("paid",), 4),
    ],
)
def test_each_command_takes_its_level_of_proof(verbs: tuple[str, ...], level: int) -> None:
    assert {RIGHTS[verb].level for verb in verbs} == {level}


@pytest.mark.parametrize(
    ("token", "fresh", "aligned", "level"),
    [
        (False, False, Aligned.UNKNOWN, 0),
        (False, False, Aligned.NO, 0),
        (False, True, Aligned.UNKNOWN, 0),
        (True, True, Aligned.UNKNOWN, 1),
        (True, False, Aligned.UNKNOWN, 1),
        (True, True, Aligned.NO, 0),
        (False, False, Aligned.YES, 1),
        (True, False, Aligned.YES, 2),
        (True, True, Aligned.YES, 3),
    ],
)
def test_a_senders_name_proves_nothing_and_both_proofs_carry_a_decision(
    token: bool, fresh: bool, aligned: Aligned, level: int
) -> None:
    assert proven(Evidence(token=token, fresh=fresh, aligned=aligned), Trust()) == level


@pytest.mark.parametrize(
    ("token_alone", "fresh", "level"), [(3, True, 3), (3, False, 2), (2, True, 2), (0, True, 1), (9, True, 3)]
)
def test_an_installation_may_trust_a_token_more_but_never_with_money(token_alone: int, fresh: bool, level: int) -> None:
    assert proven(Evidence(token=True, fresh=fresh), Trust(token_alone=token_alone)) == level


def test_where_the_border_says_forged_a_trusted_token_is_not_enough() -> None:
    evidence = Evidence(token=True, fresh=True, aligned=Aligned.NO)
    assert proven(evidence, Trust(token_alone=3)) == 0


@pytest.mark.parametrize(
    ("verb", "undoes", "level"),
    [("undo", (), 1), ("undo", ("done",), 1), ("undo", ("done", "approve"), 3), ("approve", (), 3), ("what", (), 0)],
)
def test_an_undo_takes_the_proof_of_what_it_undoes(verb: str, undoes: tuple[str, ...], level: int) -> None:
    assert needed(verb, undoes) == level


@pytest.mark.parametrize(
    ("sent", "fresh"),
    [(None, False), (NOW, True), (NOW - timedelta(days=30), True), (NOW - timedelta(days=30, seconds=1), False)],
)
def test_a_letter_is_fresh_for_thirty_days(sent: datetime | None, fresh: bool) -> None:
    assert is_fresh(sent, NOW) is fresh


@pytest.mark.parametrize(
    ("evidence", "word"),
    [
        (Evidence(), "from"),
        (Evidence(token=True, fresh=True), "token"),
        (Evidence(token=True), "old token"),
        (Evidence(aligned=Aligned.YES), "aligned"),
        (Evidence(aligned=Aligned.NO), "from (dmarc=fail)"),
        (Evidence(token=True, fresh=True, aligned=Aligned.YES), "token+aligned"),
        (Evidence(token=True, fresh=True, aligned=Aligned.YES, by="dkim a.example"), "token+aligned (dkim a.example)"),
    ],
)
def test_the_ledger_keeps_a_few_words_for_each_proof(evidence: Evidence, word: str) -> None:
    assert evidence.brief() == word


BOTH = Evidence(token=True, fresh=True, aligned=Aligned.YES, covers=frozenset({"acme-site"}))


@pytest.mark.parametrize(("project", "level"), [("acme-site", 3), ("other", 2), (None, 3)])
def test_a_decision_takes_a_token_of_the_very_project(project: str | None, level: int) -> None:
    assert proven(BOTH, Trust(), project) == level


def test_a_token_that_is_trusted_alone_decides_in_its_own_project_only() -> None:
    alone = Evidence(token=True, fresh=True, covers=frozenset({"acme-site"}))
    assert proven(alone, Trust(token_alone=3), "acme-site") == 3
    assert proven(alone, Trust(token_alone=3), "other") == 2


@pytest.mark.parametrize("verb", sorted(RIGHTS))
@pytest.mark.parametrize("token_alone", [1, 2, 3])
def test_nothing_is_carried_out_for_a_from_line_alone(verb: str, token_alone: int) -> None:
    trust = Trust(token_alone=token_alone)
    assert not enough(Evidence("dana@studio.example"), trust, verb, "acme-site")
    assert not enough(Evidence("dana@studio.example", aligned=Aligned.NO), trust, verb, "acme-site")


@pytest.mark.parametrize("verb", [verb for verb, right in RIGHTS.items() if right.level == 4])
def test_money_never_moves_on_what_comes_with_a_message(verb: str) -> None:
    assert not enough(BOTH, Trust(token_alone=3, payments=True), verb, "acme-site")


@pytest.mark.parametrize(
    ("verb", "carried_out"), [("pause", True), ("snooze", True), ("resume", False), ("done", False)]
)
def test_fewer_letters_may_be_asked_for_with_a_token_though_the_border_says_forged(
    verb: str, carried_out: bool
) -> None:
    assert enough(Evidence(token=True, aligned=Aligned.NO), Trust(), verb, "acme-site") is carried_out


def test_an_undo_of_a_decision_takes_what_the_decision_took() -> None:
    alone = Evidence(token=True, fresh=True, covers=frozenset({"acme-site"}))
    assert enough(alone, Trust(), "undo", "acme-site", {"done"})
    assert not enough(alone, Trust(), "undo", "acme-site", {"approve"})
    assert enough(BOTH, Trust(), "undo", "acme-site", {"approve"})


@pytest.mark.parametrize(
    ("closed", "alive"),
    [(None, True), (NOW, True), (NOW - timedelta(days=90), True), (NOW - timedelta(days=90, seconds=1), False)],
)
def test_tokens_outlive_their_project_by_90_days(closed: datetime | None, alive: bool) -> None:
    assert is_alive(closed, NOW) is alive


# -- what a policy risks

TOKEN_2 = (
    "token_alone = 2: whoever gets hold of a letter (forwarded, in a shared mailbox) can agree and ask for dates in "
    "its reader's name"
)
TOKEN_3 = (
    "token_alone = 3: whoever gets hold of a letter (forwarded, in a shared mailbox) can decide as an owner in its "
    "reader's name"
)
PAYMENTS = "payments = true: who has an owner's mailbox can record payments"
ONE_OWNER = "no second_owner_over: one owner's mailbox is enough for a payment of any size"
SHORT = "a hold of less than five minutes: another owner hardly has the time to stop a payment"
PAID_BY_TOKEN = (
    "token_alone = 3 with payments = true: whoever gets hold of one letter to an owner can ask for a payment, and "
    "needs only a YES to the question"
)


@pytest.mark.parametrize(
    ("trust", "told"),
    [
        (Trust(), []),
        (Trust(token_alone=2), [TOKEN_2]),
        (Trust(token_alone=3), [TOKEN_3]),
        (Trust(payments=True), [PAYMENTS, ONE_OWNER]),
        (Trust(payments=True, second_owner_over=Decimal(500)), [PAYMENTS]),
        (Trust(payments=True, second_owner_over=Decimal(0), hold=timedelta(minutes=4)), [PAYMENTS, SHORT]),
        (Trust(payments=True, hold=timedelta(minutes=5)), [PAYMENTS, ONE_OWNER]),
        (Trust(token_alone=2, payments=True), [TOKEN_2, PAYMENTS, ONE_OWNER]),
        (Trust(token_alone=3, payments=True), [TOKEN_3, PAYMENTS, PAID_BY_TOKEN, ONE_OWNER]),
        (Trust(hold=timedelta(0), second_owner_over=None), []),
    ],
)
def test_each_choice_of_the_policy_says_in_so_many_words_what_it_risks(trust: Trust, told: list[str]) -> None:
    assert risks(trust) == told
