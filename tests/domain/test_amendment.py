"""What a proposal makes of an agreement's text."""

import pytest

from mailflow.domain.amendment import amended, changed_parts, part_of
from mailflow.domain.project import Agreement

OLD = Agreement(1, scope="A shop.", conditions="It works at 320 px.", payment="Net 30 days.")


@pytest.mark.parametrize(
    ("proposal", "part", "text"),
    [
        ("net 14 instead of net 30", "payment", "Net 14 days."),
        ("Net 14 days rather than net 30 days.", "payment", "Net 14 days."),
        ("please change 320 px to 360 px", "conditions", "It works at 360 px."),
        ("replace a shop with a catalogue", "scope", "A catalogue."),
    ],
)
def test_words_that_stand_once_are_replaced(proposal: str, part: str, text: str) -> None:
    new = amended(OLD, proposal)
    assert (getattr(new, part), changed_parts(OLD, new), new.version) == (text, (part,), 2)


@pytest.mark.parametrize(
    ("proposal", "part"),
    [
        ("half of it paid in advance", "payment"),
        ("the texts are not included", "scope"),
        ("I keep the source until the end", "conditions"),
        ("net 7 instead of net 21", "payment"),
    ],
)
def test_everything_else_becomes_a_clause_that_goes_before_the_rest(proposal: str, part: str) -> None:
    new = amended(OLD, proposal)
    assert changed_parts(OLD, new) == (part,)
    assert getattr(new, part) == f"{getattr(OLD, part)}\n\nIn place of whatever above says otherwise: {proposal}."


def test_words_that_stand_twice_are_left_alone() -> None:
    twice = Agreement(1, conditions="Net 30.", payment="Net 30.")
    assert amended(twice, "net 14 instead of net 30").payment.startswith("Net 30.\n\n")


def test_part_of_a_word_is_not_that_word() -> None:
    assert amended(Agreement(1, payment="Net 300 days."), "net 14 instead of net 30").payment.startswith(
        "Net 300 days."
    )


def test_an_empty_part_becomes_the_proposal_alone() -> None:
    assert amended(Agreement(1), "net 14").payment == "net 14."


def test_what_mentions_no_money_and_no_scope_is_a_condition() -> None:
    assert part_of("the source stays with me") == "conditions"
