"""Catalogues: what is translated is said so, what is not is said in English, and every number has its form."""

from datetime import UTC, date, datetime

import pytest

from mailflow.domain.letter import Phrase, counted
from mailflow.mail.catalogue import Catalogue, CatalogueFault, Catalogues, parsed
from mailflow.mail.wording import Wording

SPACES = str.maketrans("\u00a0\u202f", "  ")
NOW = datetime(2026, 12, 4, 20, 30, tzinfo=UTC)
UKRAINIAN = r"""
msgid ""
msgstr ""
"Language: uk\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "not started"
msgstr "не розпочато"

#, fuzzy
msgid "blocked"
msgstr "блокада"

msgid "finished"
msgstr ""

msgid "due {day}"
msgstr "до {date}"

msgid "It is due {due}."
msgstr "Термін: {due}."

msgid "{count} day late"
msgid_plural "{count} days late"
msgstr[0] "запізнення {count} день"
msgstr[1] "запізнення {count} дні"
msgstr[2] "запізнення {count} днів"
"""


FORMS = [(1, "день"), (3, "дні"), (5, "днів"), (11, "днів"), (21, "день"), (0, "днів")]


def wording(locale: str = "", language: str = "uk") -> Wording:
    return Wording("UTC", NOW, locale, Catalogue(language, parsed(UKRAINIAN, language)))


@pytest.mark.parametrize(
    ("text", "said"),
    [("not started", "не розпочато"), ("blocked", "blocked"), ("finished", "finished"), ("unheard of", "unheard of")],
)
def test_what_is_missing_or_doubtful_is_said_in_english(text: str, said: str) -> None:
    assert wording().say(text) == said


def test_translation_with_a_gap_that_nothing_fills_is_not_used() -> None:
    assert wording().say("due {day}", day="x") == "due x"


@pytest.mark.parametrize(("number", "form"), FORMS)
def test_every_number_has_the_form_of_its_language(number: int, form: str) -> None:
    said = wording().phrase(counted("{count} day late", "{count} days late", number))
    assert said == f"запізнення {number} {form}"
    assert wording().tell("{count} day late", "{count} days late", number) == said


def test_abbreviation_at_the_end_brings_no_second_full_stop() -> None:
    due = Phrase("It is due {due}.", {"due": {"date": "2026-12-04"}})
    assert wording().phrase(due).translate(SPACES) == "Термін: пʼятниця, 4 грудня 2026 р."


@pytest.mark.parametrize(
    ("language", "locale", "day", "full", "clock", "money"),
    [
        ("de", "", "Fr., 4. Dez.", "Freitag, 4. Dezember 2026", "20:30", "1.200 €"),
        ("de", "en-GB", "Fr., 4. Dez.", "Freitag, 4. Dezember 2026", "20:30", "1.200 €"),
        ("es", "", "vie, 4 dic", "viernes, 4 de diciembre de 2026", "20:30", "1.200 €"),
        ("es", "es-MX", "vie 4 de dic", "viernes, 4 de diciembre de 2026", "8:30 p.m.", "€1,200"),
        ("fr", "", "ven. 4 déc.", "vendredi 4 décembre 2026", "20:30", "1 200 €"),
        ("pt", "", "sex., 4 de dez.", "sexta-feira, 4 de dezembro de 2026", "20:30", "€ 1.200"),
        ("uk", "", "пт, 4 груд.", "пʼятниця, 4 грудня 2026 р.", "20:30", "1 200 €"),
    ],
)
def test_days_and_money_are_written_as_the_readers_locale_has_them(
    language: str, locale: str, day: str, full: str, clock: str, money: str
) -> None:
    w = wording(locale, language)
    friday = date(2026, 12, 4)
    assert (w.day(friday), w.full_day(friday).translate(SPACES)) == (day, full)
    assert w.clock(NOW.time()).translate(SPACES) == clock
    assert w.money("1200", "EUR").translate(SPACES) == money


@pytest.mark.parametrize("source", ["msgid", 'msgid "a"\nmsgstr[x] "b"'])
def test_broken_catalogue_is_named(source: str) -> None:
    with pytest.raises(CatalogueFault, match=r"locale/uk/letters\.po"):
        parsed(source, "uk")


def test_catalogue_is_read_when_it_is_first_wanted_and_once() -> None:
    catalogues = Catalogues({"locale/uk/letters.po": UKRAINIAN, "locale/xx/letters.po": "msgid"})
    assert "uk" in catalogues
    assert catalogues.of("uk") is catalogues.of("uk")
    assert catalogues.of("en") is None
