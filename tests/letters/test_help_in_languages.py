"""HELP in one's language: all that it promises is understood from somebody who writes that language."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from mailflow.commands import COMMANDS
from mailflow.commands.grammar import grammar
from mailflow.commands.help import help_on
from mailflow.domain.authority import may
from mailflow.domain.people import Role
from mailflow.domain.reading import Asked, ReplyText
from mailflow.letters.receipt import ReceiptFacts, Usage
from mailflow.mail.compose import Page
from mailflow.mail.mail_parts import Part
from tests.commands.reading_room import PEOPLE, context, in_words, words
from tests.commands.scene import DANA, Scene
from tests.letters.desk import TEMPLATES, all_samples, composer, head_of

LANGUAGES = sorted(path.name for path in (TEMPLATES / "locale").iterdir())
ROLES = {"dana": Role.CONTRACTOR, "olive": Role.OWNER, "iris": Role.OBSERVER}
CALLS = (
    *(("AYUDA", "es"), ("Hilfe!", "de"), ("aide", "fr"), ("Ajuda", "pt"), ("допомога", "uk"), ("POMOC", "pl")),
    *(("tulong", "tl"), ("madad", "hi"), ("मदद", "hi"), ("HELP es", "es"), ("help deutsch", "de")),
)
OPEN = "…"


def helped(by: str, language: str, asked_in: str = "") -> Page:
    rows = tuple(Usage(c.verb, c.usage, c.example) for c in COMMANDS if may(ROLES[by], c.verb))
    facts = ReceiptFacts(project="Acme website", done=(), unclear=(), help=rows, language=asked_in)
    head = head_of(all_samples()["help"])
    return composer().render([Part("help", facts)], replace(head, to=replace(head.to, language=language)))


def promised(by: str, language: str) -> list[tuple[str, str]]:
    """What the letter says can be written, each with its command; what ends openly is left out."""
    verbs = [command.verb for command in COMMANDS if may(ROLES[by], command.verb)]
    offers = words().lexicon(language).set("offer")
    lines = re.findall(r'<p class="(?:title|meta)"[^>]*>([^<]*)</p>', helped(by, language).html)
    parted = [unescape(line).partition(": ") for line in lines]
    said = [what for lead, _, what in parted if lead.lower() in offers]
    assert len(said) == 2 * len(verbs)
    both = [(verbs[place // 2], what) for place, what in enumerate(said)]
    return [(verb, what) for verb, what in both if OPEN not in what and not (verb == "help" and "," in what)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by", ROLES)
def test_every_example_of_the_help_is_understood_as_the_command_it_explains(language: str, by: str) -> None:
    wrong = []
    for verb, what in promised(by, language):
        letter = "appreciation_draft" if verb in {"send", "skip"} else ""
        said = grammar(ReplyText(what), context(by, letter=letter, person=person(by, language)), words())
        if (verb != "note" or "note" in in_words(said)) and ({a.verb for a in said.asked} != {verb} or said.unclear):
            wrong.append((verb, what, in_words(said)))
    assert wrong == []


def person(by: str, language: str):
    return replace(PEOPLE[by], language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_explains_every_command_in_its_language(language: str) -> None:
    explained = composer()._environment.get_template(f"locale/{language}/help/words.txt").module.rows
    assert set(explained) == {command.verb for command in COMMANDS}
    assert all(usage and example for usage, example in explained.values())


@pytest.mark.parametrize("language", sorted({*words().languages} - {"en"}))
def test_language_that_is_understood_has_its_help(language: str) -> None:
    folder: Path = TEMPLATES / "locale" / language
    found = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    parts = {f"help/{name}" for name in ("subject.txt", "body.txt", "body.html", "words.txt")}
    assert {*parts, "_layout/words.txt"} <= found


@pytest.mark.parametrize(("written", "language"), CALLS)
def test_who_asks_for_help_in_a_language_gets_it_in_that(written: str, language: str) -> None:
    said = grammar(ReplyText(written), context("dana"), words())
    assert [(a.verb, a.text) for a in said.asked] == [("help", language)]
    outcome = help_on(COMMANDS).apply(Asked("help", written, text=language), Scene().snapshot, Scene().act(DANA))
    assert outcome.facts["language"] == language
    assert helped("dana", "en", language).text == helped("dana", language).text


@pytest.mark.parametrize("asked_in", ["", "xx"])
def test_help_in_a_language_without_one_is_in_the_readers(asked_in: str) -> None:
    assert helped("dana", "es", asked_in).text == helped("dana", "es").text
    assert "You can reply" in helped("dana", "sv", asked_in).text


def test_reader_of_another_language_can_have_the_help_in_english() -> None:
    assert helped("dana", "es", "en").text == helped("dana", "en").text


@pytest.mark.parametrize(
    ("language", "written", "topic"), [("es", "AYUDA listo", "done"), ("de", "Hilfe frage", "question")]
)
def test_help_on_a_command_is_asked_for_in_its_own_words(language: str, written: str, topic: str) -> None:
    said = grammar(ReplyText(written), context("dana", person=person("dana", language)), words())
    assert [(a.verb, a.text) for a in said.asked] == [("help", topic)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_says_in_which_language_it_is_written(language: str) -> None:
    assert f'<html lang="{language}">' in helped("dana", language).html
    head = head_of(all_samples()["status"])
    sample = all_samples()["status"]
    page = composer().render([Part(*sample.letters[0])], replace(head, to=replace(head.to, language=language)))
    translated = (TEMPLATES / "locale" / language / "letters.po").exists()
    assert f'<html lang="{language if translated else "en"}">' in page.html
