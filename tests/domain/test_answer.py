from datetime import UTC, datetime

import pytest

from mailflow.domain.answer import OPENINGS, Item, answer
from mailflow.domain.disposition import REASONS
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked, Confidence, Unclear
from mailflow.domain.record import Change

DANA = Person("dana", "Dana Kim", ("dana@studio.example",))
ACT = Act(DANA, Role.CONTRACTOR, datetime(2026, 11, 23, tzinfo=UTC), 12, "<m12@studio.example>")
DONE = Change("done", Ref("acme", "milestone", 3), "dana")


def item(verb: str = "done", *, asked: dict[str, object] | None = None, **outcome: object) -> Item:
    words = Asked(verb, f"{verb} 3", project="acme", **(asked or {}))  # type: ignore[arg-type]
    return Item(words, Outcome(Phrase("Milestone {number} is submitted.", {"number": 3}), **outcome))  # type: ignore[arg-type]


APPLIED = item(changes=(DONE,))
REFUSED = item(refused="not_assignee", choices=("done 1",))
STATUS = item("status", attach="status")
LIST = item("list", attach="list")
HELP = item("help", attach="help", facts={"help": [{"verb": "done"}], "topic": "done"})
ACKNOWLEDGED = item()
UNCLEAR = Unclear("hm", ("done 3", "60% on 3"))


def given(*items: Item, unclear: tuple[Unclear, ...] = (), act: Act = ACT, **more: object) -> Intent:
    return answer(items, unclear, act, "acme", "Re: Homepage", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("items", "unclear", "letter"),
    [
        ([APPLIED], (), "receipt"),
        ([APPLIED, REFUSED], (UNCLEAR,), "receipt"),
        ([ACKNOWLEDGED], (), "receipt"),
        ([item(person=DANA)], (), "receipt"),
        ([REFUSED], (), "clarification"),
        ([], (UNCLEAR,), "clarification"),
        ([STATUS], (UNCLEAR,), "clarification"),
        ([STATUS], (), "status"),
        ([STATUS, HELP], (), "status"),
        ([LIST], (), "status"),
        ([HELP], (), "help"),
        ([HELP, APPLIED], (), "receipt"),
        ([ACKNOWLEDGED, STATUS], (), "receipt"),
        ([], (), "receipt"),
    ],
)
def test_the_answer_is_named_for_what_it_is(items: list[Item], unclear: tuple[Unclear, ...], letter: str) -> None:
    assert given(*items, unclear=unclear).letter == letter


def test_a_message_has_one_answer_and_it_threads_with_the_message() -> None:
    intent = given(APPLIED)
    assert intent.occasion == "receipt/m12/dana"
    assert (intent.to, intent.answers, intent.subject, intent.cause) == ("dana", ACT.message_id, "Re: Homepage", 12)
    assert (intent.about.project, intent.urgent) == ("acme", True)


def test_every_line_is_quoted_with_what_came_of_it() -> None:
    facts = given(item(changes=(DONE,), next=Phrase("Due {due}.", {"due": {"date": "2026-12-04"}})), REFUSED).facts
    first, second = facts["items"]  # type: ignore[misc]
    assert (first["line"], first["text"]) == ("done 3", "Milestone {number} is submitted.")  # type: ignore[index]
    assert first["next_values"] == {"due": {"date": "2026-12-04"}}  # type: ignore[index]
    assert (second["refused"], second["choices"]) == ("not_assignee", ["done 1"])  # type: ignore[index]


def test_what_was_not_understood_is_quoted_with_its_choices() -> None:
    facts = given(APPLIED, unclear=(UNCLEAR,)).facts
    assert facts["unclear"] == [
        {"line": "hm", "reason": "unclear", "choices": ["done 3", "60% on 3"], "project": None}
        | {"titles": [], "why": ""}
    ]


@pytest.mark.parametrize(
    ("one", "probable"),
    [
        (item(changes=(DONE,), asked={"confidence": Confidence.PROBABLE}), True),
        (item(changes=(DONE,)), False),
        (item(refused="unclear", asked={"confidence": Confidence.PROBABLE}), False),
    ],
)
def test_only_what_was_applied_from_a_probable_reading_says_so(one: Item, probable: bool) -> None:
    assert given(one).facts["items"][0]["probable"] is probable  # type: ignore[index,call-overload]


@pytest.mark.parametrize(
    ("items", "undo"),
    [([APPLIED], True), ([REFUSED], False), ([STATUS], False), ([item("undo", changes=(DONE,))], False)],
)
def test_undo_is_offered_where_there_is_something_to_take_back(items: list[Item], undo: bool) -> None:
    assert given(*items).facts["undo"] is undo


def test_sections_come_once_and_in_their_order() -> None:
    intent = given(LIST, STATUS, STATUS, attach=("help",))
    assert intent.facts["attach"] == ["help", "status", "list"]
    assert given(HELP).facts["help"] == [{"verb": "done"}]


@pytest.mark.parametrize(("wrote", "remarked"), [(4, True), (3, False), (5, False), (None, False)])
def test_what_was_written_beats_the_letter_and_the_receipt_says_so(wrote: int | None, remarked: bool) -> None:
    letter = Answered("reminder", "dana", Ref("acme", "milestone", 3), "<x>", items=(Ref("acme", "milestone", 5),))
    act = Act(DANA, Role.CONTRACTOR, ACT.now, 12, answered=letter)
    one = item(changes=(DONE,), asked={"milestone": wrote})
    remark = given(one, act=act).facts["items"][0]["remark"]  # type: ignore[index,call-overload]
    assert bool(remark) is remarked


@pytest.mark.parametrize("reason", sorted(OPENINGS))
def test_a_message_that_could_not_be_used_is_explained(reason: str) -> None:
    intent = given(reason=reason)
    only = intent.facts["items"][0]  # type: ignore[index,call-overload]
    assert (intent.letter, only["line"], only["text"]) == ("clarification", "", OPENINGS[reason])
    assert only["refused"] == reason


def test_every_reason_that_is_answered_without_commands_is_explained() -> None:
    elsewhere = {"ok", "unclear", "note", "unproven", "confirmed", "no_project", "not_by_mail"}
    assert {reason.name for reason in REASONS if reason.answered} - elsewhere == set(OPENINGS)


def test_lines_that_were_applied_need_no_explanation_of_the_message() -> None:
    assert len(given(APPLIED, reason="closed").facts["items"]) == 1  # type: ignore[arg-type]


def test_somebody_on_no_project_is_answered_too() -> None:
    assert answer([], [UNCLEAR], ACT, None, "hello").about == Ref("")
