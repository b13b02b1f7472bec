"""Feasts by their names, as days of a wish for another date."""

from dataclasses import replace

import pytest

from mailflow.commands.reading.feasts import easter
from tests.commands.reading_room import DANA, context, in_words, read


@pytest.mark.parametrize(
    "day", ["1961-04-02", "2024-03-31", "2025-04-20", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19"]
)
def test_easter_is_when_the_calendar_says(day: str) -> None:
    assert easter(int(day[:4])).isoformat() == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can we move 5 to Christmas Eve?", "date_request 5 2026-12-24"),
        ("NEW DATE 5: Boxing Day", "date_request 5 2026-12-26"),
        ("NEW DATE 5: Easter Monday", "date_request 5 2027-03-29"),
        ("NEW DATE 5: before Christmas", "? unclear"),
        ("3 is done. Merry Christmas!", "done 3"),
    ],
)
def test_a_feast_is_a_day_where_one_is_wished_for(text: str, expected: str) -> None:
    assert in_words(read(text)) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Können wir 5 auf Ostermontag verschieben?", "date_request 5 2027-03-29"),
        ("de", "3 ist fertig. Frohe Weihnachten!", "done 3"),
        ("es", "¿Podemos mover el 5 al Viernes Santo?", "date_request 5 2027-03-26"),
        ("fr", "NOUVELLE DATE 5: Noël", "date_request 5 2026-12-25"),
        ("pt", "NOVA DATA 5: Natal", "date_request 5 2026-12-25"),
        ("pl", "NOWY TERMIN 5: Wigilia", "date_request 5 2026-12-24"),
        ("uk", "НОВА ДАТА 5: Різдво", "date_request 5 2026-12-25"),
        ("tl", "BAGONG PETSA 5: Pasko", "date_request 5 2026-12-25"),
        ("hi", "नई तारीख 5: क्रिसमस", "date_request 5 2026-12-25"),
    ],
)
def test_a_feast_is_a_day_in_every_language(language: str, text: str, expected: str) -> None:
    assert in_words(read(text, context(person=replace(DANA, language=language)))) == expected


@pytest.mark.parametrize(
    ("text", "letter", "expected"),
    [
        ("2 70", "check_in", "progress 2 70% ~"),
        ("2: 70", "check_in", "progress 2 70% ~"),
        ("2 - 70", "reminder", "progress 2 70% ~"),
        ("1 100, 2 70", "check_in", "progress 1 100% ~; progress 2 70% ~"),
        ("2 70", "invitation", "note"),
        ("2 3", "check_in", "note"),
    ],
)
def test_a_lone_number_is_a_percentage_where_one_was_asked_for(text: str, letter: str, expected: str) -> None:
    assert in_words(read(text, context(letter=letter))) == expected
