"""Absences, returns and wishes for fewer mails, in the words in which people tell of them."""

from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, asking, context, misread


def about(language: str = "en", number: int = 0):
    return context("dana", about=number, person=replace(PEOPLE["dana"], language=language))


SPANS = {
    "en": (
        "taking PTO December 7-11",
        "PTO December 7 through December 11",
        "from 7 to 11 December I am at a conference in Brno and will not read mail",
        "I'll be in Yosemite without any signal from December 7 through December 11.",
        "I can't be reached between December 7 and December 11",
        "no laptop from December 7 to December 11",
        "we're moving house from December 7 to December 11",
    ),
    "de": (
        "Vom 7. bis 11. Dezember bin ich auf einer Konferenz in Brünn",
        "Vom 7.12. bis 11.12. ohne Empfang in den Bergen",
    ),
    "es": (
        "Del 7 al 11 de diciembre estoy en un congreso en Cali",
        "Estaré sin señal del 7 de diciembre al 11 de diciembre",
    ),
    "fr": ("Du 7 au 11 décembre je suis à une conférence à Brno",),
    "pt": ("Vou estar de férias de 07/12 a 11/12", "férias do dia 07/12 ao dia 11/12"),
    "pl": ("Od 7 do 11 grudnia jestem na konferencji w Brnie", "Od 7 grudnia do 11 grudnia bez zasięgu"),
    "uk": ("З 7 по 11 грудня я на конференції в Брно", "З 7 грудня до 11 грудня без зв'язку"),
    "tl": ("Nasa conference po ako December 7 to 11", "Wala po akong signal from December 7 to December 11"),
    "hi": ("main 7 December se 11 December tak chhutti par hoon",),
}


@pytest.mark.parametrize("language", SPANS)
def test_whoever_is_elsewhere_or_cannot_be_reached_for_some_days_is_away(language: str) -> None:
    wanted = dict.fromkeys(SPANS[language], "away 2026-12-07 until 2026-12-11")
    assert not (wrong := misread(wanted, about(language))), wrong


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("gone fishing from thursday, back monday", "away 2026-12-03 until 2026-12-06"),
        ("Crook as a dog this week, doc says stay in bed til Friday.", "away 2026-12-01 until 2026-12-04"),
        ("down with flu until Friday", "away 2026-12-01 until 2026-12-04"),
    ],
)
def test_the_days_of_an_absence_are_those_of_leaving_and_coming_back(text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, about())), wrong


def test_who_is_back_from_somewhere_is_back() -> None:
    said = {
        "en": "I am back from travel.",
        "pt": "voltei de viagem",
        "pl": "Wróciłam z urlopu",
        "fr": "de retour de voyage",
    }
    for language, text in said.items():
        assert not (wrong := misread({text: "back"}, about(language))), wrong


NOBODY_IS_AWAY = (
    "The conference is from 7 to 9 December",
    "I'm working on 3 from December 7 to December 9",
    "If I take PTO December 7-11, who covers for me?",
    "My colleague is on PTO December 7-11",
    "Tom is in hospital until Friday",
    "I won't be taking PTO December 7-11",
    "I might take PTO December 7-11",
    "The server has no signal from December 7 to December 11",
    "Please no mails until Monday.",
    "I need to move the date for 4 to 18 December because my daughter is sick.",
    "The parts are back from the printer",
    "I'm back on 3",
)


def test_absences_of_others_and_those_that_are_not_sure_are_nobodys() -> None:
    assert not (wrong := asking(NOBODY_IS_AWAY, about(), {"away", "back"})), wrong


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("please stop the reminders for now", "no reminders for now please", "Please pause the reminders"), "pause"),
        (("could you stop the reminders for the time being?",), "pause"),
        (("you can start sending reminders again", "turn the reminders back on please"), "resume"),
        (("give me a break from the reminders until Friday",), "snooze until 2026-12-04"),
        (("Take that back, I got the wrong milestone", "I take it back, I mixed up the milestones"), "undo"),
    ],
)
def test_how_many_mails_somebody_wants_is_said_in_many_ways(texts: tuple[str, ...], wanted: str) -> None:
    assert not (wrong := misread(dict.fromkeys(texts, wanted), about())), wrong


def test_reminders_that_are_spoken_of_stop_no_mails() -> None:
    texts = ("I'll stop the reminders in the app", "don't stop the reminders", "Should I stop the reminders?")
    assert not (wrong := asking(texts, about(), {"pause", "snooze", "resume"})), wrong
