"""Pages of the board in each reader's language."""

import re
from dataclasses import replace
from functools import cache

import pytest
from lxml import html

from mailflow.board.pages import Pages
from mailflow.domain.people import Person
from mailflow.domain.project import ProjectState, Ref
from mailflow.domain.record import Record
from mailflow.letters.board import BoardFacts, board
from mailflow.letters.history import SENTENCES
from mailflow.letters.sample_project import CODE, DANA, NOW, OLIVIA, sample
from mailflow.shipped import SOURCES, catalogues, shipped
from tests.languages import catalogues as known

LANGUAGES = known.languages()
WORD = re.compile(r"[^\W\d_]{2,}")
NUMBER = re.compile(r"^[\d.]+ ")


@cache
def pages() -> Pages:
    folder = shipped("templates") / "_board"
    found = {one.name: one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(SOURCES)}
    return Pages(found, catalogues())


def facts(reader: Person) -> BoardFacts:
    """A project in which everything has happened that the record can tell."""
    data = {"percent": 40, "task": 1, "person": "lee", "date": "2026-12-18"}
    records = [Record(n, NOW, kind, Ref(CODE, "milestone", 3), "olivia", 1, data=data) for n, kind in told()]
    return board(replace(sample(), state=ProjectState.PAUSED), records, reader.id, NOW)


def told() -> list[tuple[int, str]]:
    return list(enumerate(SENTENCES, 1))


def texts(page: str) -> set[str]:
    """What a reader sees or hears, piece by piece."""
    tree = html.fromstring(page)
    found = tree.xpath("//title/text() | //body//text() | //@aria-label")
    return {" ".join(str(one).split()) for one in found if WORD.search(str(one))}


def shown(reader: Person, language: str) -> set[str]:
    to, seen = replace(reader, language=language, locale="en-GB"), facts(reader)
    return (
        texts(pages().project(seen, to, NOW))
        | texts(pages().index((seen,), to, NOW))
        | texts(pages().index((), to, NOW))
    )


def theirs() -> set[str]:
    """What people wrote, which is in no reader's language."""
    quoted = re.findall(r"'([^']*)'|\"([^\"]*)\"", repr(sample()))
    return {" ".join(one.replace("\\n", " ").split()) for pair in quoted for one in pair}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reader", [OLIVIA, DANA], ids=lambda one: one.id)
def test_no_sentence_of_a_page_stays_in_english(reader: Person, language: str) -> None:
    same = shown(reader, "en") & shown(reader, language)
    assert {NUMBER.sub("", one) for one in same} - theirs() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_language_it_is_in(language: str) -> None:
    to = replace(OLIVIA, language=f"{language}-XX")
    assert html.fromstring(pages().project(facts(OLIVIA), to, NOW)).get("lang") == language


def test_a_language_without_a_catalogue_reads_english() -> None:
    page = pages().index((), replace(DANA, language="tl"), NOW)
    assert html.fromstring(page).get("lang") == "en"
    assert "Hello Dana" in page
