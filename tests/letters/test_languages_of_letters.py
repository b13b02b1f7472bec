"""Letters in other languages: each button is understood, and a letter that is quoted back asks for nothing."""

import re
from dataclasses import replace
from functools import cache
from html import unescape
from urllib.parse import unquote

import pytest

from mailflow.demo.clients import Correspondent, reply
from mailflow.domain.reading import Context
from mailflow.flows.understand import Understood, understand
from mailflow.letters.choice import OWN_WORDS
from mailflow.letters.samples import Sample
from mailflow.mail.compose import Composed, Page
from mailflow.store.contexts import unpack_lines
from tests.languages import catalogues
from tests.letters.desk import GOLDEN, all_samples, composer, head_of, parts_of
from tests.letters.test_letters import vocabularies
from tests.letters.test_quoted_back import LAYOUTS, TYPED, answered, commands, projects_of

LANGUAGES = catalogues.languages()
NAMES = sorted(name for name in all_samples() if name != "operator_alarm" and not name.startswith("help"))
MAIN = ("bundle", "check_in", "digest", "invitation", "receipt", "receipt-mixed", "reminder", "review", "completion")
ADDED = {
    "date_request": "2026-12-18",
    "move": "2026-12-18",
    "move_meeting": "2026-12-18 10:00",
    "meet": "2026-12-18 10:00",
    "paid": "4711",
    "assign": "Lee",
}
ANYTHING = {
    "en": "the logo on the second page",
    "de": "das Logo auf der zweiten Seite",
    "es": "el logo de la segunda página",
    "fr": "le logo de la deuxième page",
    "pt": "o logo da segunda página",
    "uk": "логотип на другій сторінці",
}
FRAGMENT = re.compile(r"\{\w*\}|\.\.(?!\.)|  ")


@cache
def sample_in(name: str, language: str) -> Sample:
    sample = all_samples()[name]
    return replace(sample, to=replace(sample.to, language=language))


@cache
def page_in(name: str, language: str) -> Page:
    sample = sample_in(name, language)
    return composer().render(parts_of(sample), head_of(sample))


@cache
def letter_in(name: str, language: str) -> Composed:
    sample = sample_in(name, language)
    return composer().compose(parts_of(sample), head_of(sample))


def taps(page: Page) -> list[str]:
    """What the buttons write, in the order in which they stand."""
    return [unquote(unescape(body)) for body in re.findall(r'href="mailto:[^"]*?&amp;body=([^"]*)"', page.html)]


def read_in(name: str, language: str, text: str, layout: str = "iphone", *, known: bool = False) -> Understood:
    sample, letter = sample_in(name, language), letter_in(name, language)
    mail = reply(letter.raw, Correspondent(sample.to.name, sample.to.addresses[0], layout), text, sample.now, LAYOUTS)
    lines = unpack_lines(letter.lines) if known else frozenset()
    context = Context(sample.now, sample.to, projects_of(sample), answered(sample), known=lines)
    return understand(mail, context, vocabularies())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_each_button_is_read_as_the_command_that_the_english_one_stands_for(name: str, language: str) -> None:
    wrong = []
    for english, own in zip(taps(page_in(name, "en")), taps(page_in(name, language)), strict=True):
        open_ended = english.endswith((": ", " to ", " ref ", f" {english.split()[-1]} ")) or own.endswith(" ")
        verb = next((a.verb for a in read_in(name, "en", english + "2026-12-18 10:00").asked), "") if open_ended else ""
        added = {code: ADDED.get(verb, ANYTHING[code]) if open_ended else "" for code in ("en", language)}
        meant, said = (read_in(name, code, words + added[code]) for code, words in (("en", english), (language, own)))
        both = [
            [(a.verb, a.milestone, a.question, a.day, a.at, a.percent) for a in each.asked] for each in (meant, said)
        ]
        if both[0] != both[1] or len(both[1]) != 1 or said.unclear:
            wrong.append((own + added[language], *both))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("known", [True, False])
def test_a_letter_quoted_back_asks_for_nothing_in_any_language(name: str, language: str, known: bool) -> None:
    layouts = [each for each in sorted(LAYOUTS) if known or not each.startswith("bare")]
    asked = {layout: commands(read_in(name, language, TYPED, layout, known=known)) for layout in layouts}
    assert {layout: found for layout, found in asked.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_has_a_gap_left_a_doubled_stop_or_a_doubled_blank(name: str, language: str) -> None:
    page = page_in(name, language)
    said = [page.subject, *(line.strip() for line in page.text.split("\n") if not line.lstrip().startswith(">"))]
    assert [line for line in said if FRAGMENT.search(line)] == []
    assert f'<html lang="{language}">' in page.html


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MAIN)
def test_golden_in_other_languages(name: str, language: str, request: pytest.FixtureRequest) -> None:
    """``pytest tests/letters --golden`` writes them anew."""
    page = page_in(name, language)
    path, text = (
        GOLDEN.parent / "golden_in_languages" / language / f"{name}.txt",
        f"Subject: {page.subject}\n\n{page.text}",
    )
    if request.config.getoption("--golden", default=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert text == path.read_text()


@pytest.mark.parametrize("language", ["pl", "tl", "sv"])
def test_language_without_a_catalogue_gets_english(language: str) -> None:
    assert page_in("review", language).text == page_in("review", "en").text


@pytest.mark.parametrize("name", NAMES)
def test_samples_say_what_letters_say(name: str) -> None:
    """So that a translation is looked at where it stands."""
    for _, facts, *_ in all_samples()[name].letters:
        texts = [each for one in getattr(facts, "done", ()) for each in (one.text, one.next, one.remark) if each]
        assert {phrase.text for phrase in texts if any(c.isalpha() for c in phrase.text)} <= told()


@cache
def told() -> set[str]:
    return {message.id if isinstance(message.id, str) else message.id[0] for message in catalogues.said() if message.id}


OWNERS_WORDS = ("APPROVE", "REVISE", "ACCEPT", "KEEP", "MOVE", "ANSWER", "CANCEL")


def read_choice(text: str, words: str, language: str) -> list[tuple[object, ...]]:
    """What an English choice asks for in the words of that language, with what belongs after them."""
    dated = text.startswith(("NEW DATE", "MOVE"))
    added = " 2026-12-18 10:00" if dated else f" {ANYTHING[language]}" if text.endswith(":") else ""
    letter = "digest" if text.startswith(OWNERS_WORDS) else "clarification"
    asked = read_in(letter, language, words.format(number=4, percent=60) + added).asked
    return [(one.verb, one.milestone, one.question, one.percent, one.day) for one in asked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_choice_are_read_as_the_english_ones(language: str) -> None:
    catalogue = catalogues.read(language)
    wrong = []
    for _, text in OWN_WORDS:
        message = catalogue.get(text)
        own = str(message.string) if message is not None else ""
        english, theirs = read_choice(text, text, "en"), read_choice(text, own, language)
        if english != theirs or len(english) != 1:
            wrong.append((own, english, theirs))
    assert wrong == []
