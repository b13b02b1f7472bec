"""Who reports when, who reads along, who is called together: each from the first mail to the last."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from mailflow.demo.clients import Correspondent
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.milestone import State
from mailflow.domain.people import Role
from mailflow.domain.project import AppreciationMode, MeetingRule, ProjectState
from tests.routes.company import CAST, CODE, PEOPLE, SITE, with_milestones
from tests.routes.conftest import Opener
from tests.routes.route import Route, words
from tests.servers.postfix import UNKNOWN
from tests.stories.telling import approve, begin, deliver, review, the_end

ONE = with_milestones(SITE.milestones[0])
DANAS = with_milestones(*SITE.milestones[:2])
TWO = with_milestones(SITE.milestones[0], SITE.milestones[2])


def calling(weeks: int) -> Definition:
    rule = MeetingRule(weeks=weeks, on=1, at=time(10), link="https://meet.example/acme")
    return replace(TWO, routines=replace(SITE.routines, meeting=rule))


def test_a_regular_call_takes_place_twice_and_ends_with_the_project(open_route: Opener) -> None:
    story = open_route(calling(1))
    begin(story)
    for day in ("2026-11-10", "2026-11-17"):
        story.await_letter("dana", "meeting")
        assert story.snapshot().calls()[-1].starts.date().isoformat() == day
        story.rsvps("dana", "ACCEPTED")
        story.rsvps("lee", "TENTATIVE")
        story.await_letter("olivia", "minutes_request")
        story.says("olivia", "minutes_request", f"Agreed on {day}: the colours stay.")
        story.await_letter("lee", "minutes")
        assert "the colours stay" in story.text("lee", "minutes")
    deliver(story, "dana", 1)
    deliver(story, "lee", 3)
    the_end(story)
    before = len(story.letters("dana", "meeting"))
    story.wait(days=14)
    assert len(story.letters("dana", "meeting")) == before


def test_a_late_answer_to_a_check_in_is_in_the_next_round_up(open_route: Opener) -> None:
    story = open_route(TWO)
    begin(story)
    story.await_letter("dana", "check_in")
    story.says("dana", "check_in", "1 is at 40 %")
    story.await_letter("olivia", "round_up")
    assert "From Lee Wong nothing has come" in story.text("olivia", "round_up")
    story.says("lee", "check_in", "half of 3 is written, the rest by Friday")
    assert "Lee" in story.text("dana", "round_up")
    story.await_letter("dana", "check_in")
    story.says("dana", "check_in", "1 is at 90 %")
    story.await_letter("olivia", "round_up")
    assert "half of 3 is written" in story.text("olivia", "round_up")
    deliver(story, "dana", 1, answers="check_in")
    deliver(story, "lee", 3, answers="check_in")
    the_end(story)


def test_a_firm_works_from_all_its_addresses_and_stays_one(open_route: Opener) -> None:
    story = open_route(DANAS)
    begin(story, "lee")
    letter = story.letter("dana", "invitation")
    story.answer_from("dana", letter, "We agree", "dana@home.example")
    assert story.snapshot().has_agreed("dana")
    story.answer_from("dana", letter, "1 is finished", "DANA@Studio.example")
    story.answer_from("dana", letter, "2.1 done", "dana@home.example")
    approve(story, "dana", 1)
    deliver(story, "dana", 2)
    the_end(story)
    senders = [row.sender for row in story.messages() if row.sender.startswith("dana@")]
    assert senders[:3] == ["dana@home.example", "dana@studio.example", "dana@home.example"]
    assert {one.person for one in story.store.projects.ledger(CODE) if one.kind == "done"} == {"dana"}
    assert not story.letters("dana@home.example")


@pytest.fixture
def mo(monkeypatch: pytest.MonkeyPatch) -> Participant:
    monkeypatch.setitem(CAST, "mo", Correspondent("Mo Farouk", "mo@farouk.example", "plain"))
    return Participant("mo", "Mo Farouk", ("mo@farouk.example",), Role.OBSERVER, "Africa/Cairo")


def test_an_observer_reads_along_and_changes_nothing(open_route: Opener, mo: Participant) -> None:
    story = open_route(replace(TWO, people=(*PEOPLE, mo)))
    begin(story)
    story.await_letter("dana", "check_in")
    story.says("dana", "check_in", "1 is at 40 %, the header was hard")
    story.await_letter("mo", "round_up")
    story.await_letter("mo", "digest")
    assert "1,200" not in " ".join(words(one.raw) for one in story.letters("mo"))
    story.says("mo", "digest", "APPROVE 1. DONE 3")
    assert not {"approve", "done"} & set(story.kinds())
    story.says("mo", "digest", "STATUS")
    assert "Homepage design" in story.text("mo", "status")
    assert not {"check_in", "reminder", "review"} & {one.occasions[0].partition("/")[0] for one in story.letters("mo")}
    deliver(story, "dana", 1)
    deliver(story, "lee", 3)
    the_end(story, "olivia", "dana", "lee", "mo")


def row_of(count: int) -> Definition:
    """That many milestones of Dana's, a week apart, and one of Lee's that is due with the first."""
    work = [Promise(n, f"Page {n}", date(2026, 11, 6 + 7 * n), assignee="dana") for n in range(1, count + 1)]
    return with_milestones(*work, Promise(9, "Product texts", date(2026, 11, 13), assignee="lee"))


def test_who_keeps_date_after_date_is_praised_for_it_and_the_crew_as_well(open_route: Opener) -> None:
    story = open_route(row_of(3))
    begin(story)
    story.await_letter("dana", "check_in")
    deliver(story, "dana", 1, answers="check_in")
    assert "your first delivery on Acme website" in story.text("dana", "approval")
    deliver(story, "lee", 9, answers="reminder")
    story.await_letter("lee", "round_up")
    told = story.text("lee", "round_up")
    assert "Two milestones were approved since the last round-up" in told
    assert "Page 1 (Dana)" in told
    assert "Product texts (Lee)" in told
    deliver(story, "dana", 2, answers="check_in")
    assert "in a row" not in story.text("dana", "approval")
    deliver(story, "dana", 3, answers="check_in")
    the_end(story)
    assert "three milestones in a row on time" in story.text("dana", "completion") + story.text("dana", "approval")


def test_a_project_is_closed_early_and_everybody_is_let_go(open_route: Opener) -> None:
    story = open_route(TWO)
    begin(story)
    deliver(story, "dana", 1)
    story.says("olivia", "receipt", "CLOSE project")
    assert story.snapshot().state is ProjectState.CLOSED
    story.wait(hours=1)
    for who in ("dana", "lee"):
        assert "closed" in story.text(who, "notice")
    assert story.says("lee", "invitation", "3 is done").reason == "closed"
    assert story.milestone(3).state is State.PLANNED
    assert "closed" in words(story.letters("lee")[-1].raw)
    before = len(story.letters())
    story.wait(days=21)
    assert len(story.letters()) == before, story.told()


def test_an_address_that_fails_is_told_to_the_owner_who_mends_it(open_route: Opener) -> None:
    lee = replace(PEOPLE[2], addresses=(UNKNOWN,))
    story = open_route(replace(TWO, people=(*PEOPLE[:2], lee)))
    story.stage.mail.refuse(UNKNOWN)  # type: ignore[attr-defined]
    story.await_letter("dana", "invitation")
    story.says("dana", "invitation", "I agree")
    assert UNKNOWN in story.text("olivia", "undeliverable")
    assert len(story.letters("olivia", "undeliverable")) == 1
    story.says("olivia", "undeliverable", "ASSIGN 3 to dana")
    story.await_letter("dana", "assignment")
    deliver(story, "dana", 1)
    deliver(story, "dana", 3, answers="assignment")
    story.wait(days=1)
    assert story.snapshot().complete()
    assert len(story.letters("dana", "completion")) == len(story.letters("olivia", "completion")) == 1
    assert not story.letters(UNKNOWN)


# -- in every language

LANGUAGES = {
    "de": ("Einverstanden", "Meilenstein 1 ist fertig", "GENEHMIGT 1", "pünktlich"),
    "es": ("De acuerdo", "El hito 1 está terminado", "APROBADO 1", "a tiempo"),
    "fr": ("J'accepte", "Le jalon 1 est terminé", "APPROUVÉ 1", "à temps"),
    "pt": ("Concordo", "O marco 1 está pronto", "APROVADO 1", "na data"),
    "uk": ("Погоджуюся", "Етап 1 готово", "ЗАТВЕРДЖЕНО 1", "вчасно"),
}


def everything_in(story: Route, language: str) -> None:
    """From the invitation to the last thanks, said and answered in that language."""
    agree, done, approved, on_time = LANGUAGES[language]
    story.await_letter("dana", "invitation")
    story.says("dana", "invitation", agree)
    assert story.snapshot().has_agreed("dana")
    story.await_letter("dana", "check_in")
    story.until(datetime(2026, 11, 13, 7, tzinfo=UTC))
    story.says("dana", "check_in", done)
    review(story, 1)
    story.says("olivia", "review", approved, milestone=1)
    story.await_letter("dana", "approval")
    story.says("olivia", "appreciation_draft", "SEND")
    story.await_letter("dana", "thanks")
    assert on_time in story.text("dana", "thanks")
    the_end(story, "olivia", "dana")
    english = ("reply to this mail", "Thank you", "Where it stands", "is approved", "Milestone 1", "check-in")
    for letter in story.letters():
        assert not [one for one in english if one in words(letter.raw)], (letter.occasions, words(letter.raw))


def speaking(language: str) -> Definition:
    people = tuple(replace(one, language=language, locale=None) for one in PEOPLE[:2])
    return replace(ONE, people=people, routines=replace(SITE.routines, appreciation=AppreciationMode.DRAFT))


@pytest.mark.parametrize("language", sorted(LANGUAGES)[:-1])
def test_a_project_runs_in_one_language_from_end_to_end(open_route: Opener, language: str) -> None:
    everything_in(open_route(speaking(language)), language)


def test_a_project_runs_in_another_script_on_any_server(open_anywhere: Opener) -> None:
    everything_in(open_anywhere(speaking("uk")), "uk")
