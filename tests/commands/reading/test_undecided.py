"""Owners who answer a letter that wants a decision in words that make none, and verbs around their target."""

from dataclasses import replace

import pytest

from mailflow.domain.reading import Confidence
from tests.commands.reading_room import PEOPLE, context, in_words, read


@pytest.mark.parametrize(
    ("letter", "by", "text", "choices"),
    [
        ("review", "olive", "Lighter blue please", ("APPROVE 3", "REVISE 3: what to change")),
        ("review", "olive", "No. Too dark.", ("APPROVE 3", "REVISE 3: what to change")),
        ("date_request", "olive", "27 December at the latest", ("ACCEPT DATE 3", "KEEP DATE 3", "MOVE 3 to date")),
        ("invitation", "dana", "ok for me", ("AGREE", "CHANGE: what to change")),
    ],
)
def test_a_reply_that_speaks_of_a_decision_and_makes_none_is_asked(
    letter: str, by: str, text: str, choices: tuple[str, ...]
) -> None:
    said = read(text, context(by, about=3, letter=letter))
    assert said.unclear[-1].choices == choices
    assert {one.verb for one in said.asked} <= {"note"}


@pytest.mark.parametrize(
    ("letter", "text"),
    [
        ("review", "There is a gap between the pictures."),
        ("review", "The colours are lovely. Could you make the letters a little larger?"),
        ("review", "Lovely colours, Dana. Row 4 has a loose button, could you fix it before we sign off?"),
        ("date_request", "We can live with that."),
        ("date_request", "The printer closes on the 20th."),
    ],
)
def test_remarks_that_may_be_a_decision_are_asked_about(letter: str, text: str) -> None:
    said = read(text, context("olive", about=3, letter=letter))
    assert said.unclear
    assert {one.verb for one in said.asked} <= {"note", "question"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Bild hat unten eine Falte."),
        ("es", "Hay que repasar las esquinas."),
        ("fr", "Il faut reprendre les angles."),
        ("pt", "Faz muito barulho e pinga na entrada."),
        ("pl", "Trzeba wymienić numery."),
        ("uk", "Потрібно виправити тайминг."),
        ("tl", "Medyo malakas yung music, pakibabaan."),
        ("hi", "Gate wala wire dikh raha hai, usko chhupana hai."),
    ],
)
def test_remarks_on_what_is_reviewed_are_asked_about_in_every_language(language: str, text: str) -> None:
    owner = replace(PEOPLE["olive"], language=language)
    said = read(text, context("olive", person=owner, about=3, letter="review"))
    assert [one.choices for one in said.unclear] == [("APPROVE 3", "REVISE 3: what to change")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Kannst du das bis Freitag nachbessern?"),
        ("es", "¿Puedes arreglar la esquina antes del viernes?"),
        ("fr", "Pourrais-tu agrandir le titre ?"),
        ("pt", "Podes corrigir isso até sexta?"),
        ("pl", "Czy może Pani to poprawić do piątku?"),
        ("uk", "Можете виправити до п'ятниці?"),
    ],
)
def test_work_asked_for_kindly_in_answer_to_a_review_moves_no_date_and_is_asked_about(language: str, text: str) -> None:
    owner = replace(PEOPLE["olive"], language=language)
    said = read(text, context("olive", person=owner, about=3, letter="review"))
    assert {one.verb for one in said.asked} <= {"question", "note"}
    assert [one.choices for one in said.unclear] == [("APPROVE 3", "REVISE 3: what to change")]


def test_points_of_a_list_in_answer_to_a_review_send_the_work_back_with_those_points() -> None:
    text = "Thanks Dana. These need another go:\n\n1. The footer overlaps.\n2. No map.\n\nCan we have it by Friday?"
    revised = next(one for one in read(text, context("olive", about=3, letter="review")).asked if one.verb == "revise")
    assert revised.corrections == ("The footer overlaps", "No map")
    assert revised.confidence is Confidence.PROBABLE


@pytest.mark.parametrize("text", ["1. lovely\n2. great colours", "1. Approve 3\n2. The footer overlaps"])
def test_a_list_that_praises_or_decides_sends_nothing_back(text: str) -> None:
    assert not [one for one in read(text, context("olive", about=3, letter="review")).asked if one.verb == "revise"]


@pytest.mark.parametrize("text", ["Thanks, I'll look at it on Monday", "Why is the logo blue?"])
def test_a_reply_that_speaks_of_no_decision_is_not_asked(text: str) -> None:
    assert not read(text, context("olive", about=3, letter="review")).unclear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("send 4 back: logo too dark", "revise 4"),
        ("put 5 off to 18 December", "move 5 2026-12-18"),
        ("keep 5 on the 6th", "keep_date 5"),
        ("tell Dana the sketch is lovely", "feedback"),
        ("it's approved", "answer"),
    ],
)
def test_verbs_are_read_around_what_they_are_about(text: str, expected: str) -> None:
    against = context("olive", letter="question") if expected == "answer" else context("olive")
    assert in_words(read(text, against)).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "What does Dana need the extra week for?",
        "I need until Friday to look at it",
        "I have not opened it yet, so give me until tomorrow",
        "We need another week to decide",
    ],
)
def test_time_that_owners_want_for_themselves_moves_no_date(text: str) -> None:
    assert not [one for one in read(text, context("olive", about=5, letter="date_request")).asked if one.verb == "move"]


@pytest.mark.parametrize("text", ["Give her until Friday", "5 needs until Friday", "You have until Friday for 5"])
def test_time_that_owners_give_moves_the_date(text: str) -> None:
    assert in_words(read(text, context("olive", about=5))) == "move 5 2026-12-04"
