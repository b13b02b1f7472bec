"""Days, titles and greetings as other languages put them, in answer to a letter about one milestone."""

from dataclasses import replace
from datetime import date

import pytest

from mailflow.domain.milestone import Milestone, Task
from mailflow.domain.reading import Context
from tests.commands.reading_room import DANA, context, in_words, project, read

GARDEN = project(
    milestones={
        3: Milestone(3, "Gartenbänke", date(2026, 12, 16), "dana"),
        4: Milestone(4, "Hochbeete", date(2026, 12, 16), "dana"),
        5: Milestone(5, "Rampa załadunkowa", date(2026, 12, 16), "dana", tasks=(Task("Fundament"),)),
    }
)


def writing(language: str, about: int = 3) -> Context:
    person = replace(DANA, language=language)
    return context(person=person, about=about, letter="reminder", snapshots=(GARDEN,))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "No llego al 16. ¿Se puede pasar al 21 de diciembre?"),
        (
            "es",
            "No alcanzo para el 16. El andamio llegó con dos días de retraso. ¿Me dan hasta el 21 de diciembre?",
        ),
        ("fr", "Je ne pourrai pas livrer le 16. Serait-il possible de repousser au 21 décembre ?"),
        ("hi", "क्या मैं 21 दिसंबर तक दे सकती हूँ?"),
    ],
)
def test_the_day_on_which_it_is_due_is_no_milestone_and_another_one_is_asked_for(language: str, text: str) -> None:
    assert in_words(read(text, writing(language))).startswith("date_request 3 2026-12-21")


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("de", "Die Bänke sind bei 80 %.", "progress 3 80%"),
        ("de", "Die Beete sind fertig.", "done 4"),
        ("pl", "Rampę zaczęliśmy dzisiaj.", "start 5"),
        ("pl", "Z rampą jesteśmy na 40%.", "progress 5 40%"),
    ],
)
def test_a_title_is_known_in_other_cases_and_by_the_end_of_a_compound(language: str, text: str, asked: str) -> None:
    assert in_words(read(text, writing(language, 0))).split("; ")[0] == asked


@pytest.mark.parametrize(
    ("language", "greeting"),
    [
        ("en", "Hi Olive, how are things over there?"),
        ("es", "Hola Olive, ¿qué tal todo por allá?"),
        ("de", "Hallo Olive, wie geht es dir?"),
        ("fr", "Bonjour Olive, comment ça va ?"),
        ("pt", "Oi Olive, tudo bem por aí?"),
        ("pl", "Dzień dobry, co słychać u pani?"),
        ("uk", "Добрий день, як справи у вас?"),
        ("tl", "Hello po, kumusta na po kayo?"),
        ("hi", "Namaste, aap kaise hain?"),
    ],
)
def test_who_asks_how_somebody_is_asks_for_nothing(language: str, greeting: str) -> None:
    assert "question" not in in_words(read(greeting, writing(language)))


def test_an_owner_who_asks_how_the_work_goes_without_a_greeting_is_answered() -> None:
    assert "question" in in_words(read("How are we doing?", context("olive", about=3, letter="digest")))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Está pronto. Qualquer ajuste, é só falar."),
        ("es", "Está listo. Cualquier cosa me avisan."),
        ("de", "Ist fertig. Bei Fragen einfach melden."),
    ],
)
def test_who_offers_to_answer_takes_nothing_back(language: str, text: str) -> None:
    assert in_words(read(text, writing(language))) == "done 3"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The benches come at the end of December, as agreed."),
        ("de", "Die Bänke kommen wie besprochen Ende Dezember."),
        ("fr", "Ce sera livré fin décembre comme convenu."),
    ],
)
def test_what_comes_as_agreed_wants_no_other_day(language: str, text: str) -> None:
    assert "date_request" not in in_words(read(text, writing(language)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "3, je m'y mets à mon retour."),
        ("es", "A mi regreso empiezo con el 3."),
        ("de", "Nach meinem Urlaub fange ich mit 3 an."),
        ("pl", "Zaczynam 3 po powrocie."),
    ],
)
def test_what_begins_after_an_absence_has_not_begun(language: str, text: str) -> None:
    assert "start" not in in_words(read(text, writing(language, 0)))
