"""Absences, starts, wishes and completions in the words in which people write them besides."""

from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, context, misread, read


def about(number: int = 0, language: str = "en", who: str = "dana", letter: str = ""):
    return context(who, about=number, letter=letter, person=replace(PEOPLE[who], language=language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I will be on holiday from 21 to 24 December and cannot read mail."),
        ("en", "I am not working 21 22 23 24 december, holiday"),
        ("en", "on leave Dec 21 to 24"),
        ("uk", "з 21 по 24 грудня у відпустці"),
        ("es", "no trabajo del 21 al 24, vacaciones"),
        ("de", "vom 21. bis 24. im Urlaub"),
        ("fr", "du 21 au 24 décembre en congés"),
        ("tl", "naka-leave po ako Dec 21 to 24"),
    ],
)
def test_an_absence_has_its_days_however_they_are_written(language: str, text: str) -> None:
    assert not (wrong := misread({text: "away 2026-12-21 until 2026-12-24"}, about(language=language))), wrong


def test_numbers_beside_an_absence_that_are_milestones_stay_so() -> None:
    said = read("milestone 3 and 4 are on hold while I'm away", about())
    assert [(one.verb, one.milestone) for one in said.asked] == [("blocked", 3), ("blocked", 4)]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("I have started the edit please", "start"),
        ("3 done, 4 sketching now", "start"),
        ("it'll be the 30th of December now sorry", "date_request"),
        ("gimme the weekend, 30 December latest", "date_request"),
        ("Kindly push to 30 December, we have had no power here", "date_request"),
        ("Undo that pls, hit send too early", "undo"),
        ("Can I get a status?", "status"),
        ("Got the quote, thanks, moving again.", "unblocked"),
        ("Thanks for the notes, working on them now.", "start"),
        ("cables in, speakers not yet, call it 50%", "progress"),
        ("whos paying for the extra bags", "question"),
    ],
)
def test_everyday_words_ask_for_what_they_say(text: str, verb: str) -> None:
    said = read(text, about(3))
    assert verb in [one.verb for one in said.asked]
    assert not said.unclear


def test_what_an_owner_is_going_to_do_moves_nothing() -> None:
    assert not (wrong := misread({"I'll ring Dana tomorrow.": "note"}, about(3, who="olive"))), wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Attached please find the logo. With this, milestone 3 is finished."),
        ("pl", "gotowe, faktura w załączniku"),
    ],
)
def test_what_is_sent_beside_a_plain_completion_is_not_asked_about(language: str, text: str) -> None:
    said = read(text, about(3, language))
    assert [(one.verb, one.milestone) for one in said.asked if one.verb != "note"] == [("done", 3)]


def test_a_first_word_that_only_marks_a_question_asks_for_no_fact() -> None:
    said = read("czy mogę dostać czas do 30 grudnia?", about(3, "pl"))
    assert [one.verb for one in said.asked] == ["date_request"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("es", "El 3 está listo para su revisión", "done 3"),
        ("es", "Necesito hasta el viernes 11 para el 3", "date_request 3 2026-12-11"),
        ("fr", "donc je propose le 11 décembre pour 3", "date_request 3 2026-12-11 ~"),
    ],
)
def test_other_languages_say_it_as_plainly(language: str, text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, about(language=language))), wrong
