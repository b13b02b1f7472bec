"""Every letter has its templates, a sample and a golden, and says the same in text and in HTML."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from mailflow.commands.grammar import grammar
from mailflow.commands.words import Words
from mailflow.domain.reading import Context, ReplyText
from mailflow.letters import BY_NAME, LETTERS
from mailflow.letters.sample_project import NOW, sample
from mailflow.letters.samples import LINK
from mailflow.mail.known_lines import html_lines
from tests.letters.desk import GOLDEN, TEMPLATES, all_samples, composer, head_of, page, parts_of

VOCABULARY = Path(__file__).parents[2] / "mailflow" / "commands" / "vocabulary"
NAMES = sorted(all_samples())
WORD = re.compile(r"[^\W_]+(?:[.'’@-][^\W_]+)*", re.UNICODE)
ONLY_IN_BUTTONS = {"tap", "or"}


@pytest.mark.parametrize("letter", [letter.name for letter in LETTERS])
def test_each_letter_has_its_three_templates(letter: str) -> None:
    assert {path.name for path in (TEMPLATES / letter).iterdir()} == {"subject.txt", "body.txt", "body.html"}


def test_each_template_folder_belongs_to_a_letter() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders - {"_layout", "_board", "locale"} == set(BY_NAME)


def test_each_letter_has_a_sample() -> None:
    assert {letter for sample in all_samples().values() for letter, *_ in sample.letters} == set(BY_NAME)


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(LETTERS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["txt", "html"])
def test_golden(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    """``pytest tests/letters --golden`` writes them anew."""
    written = page(name)
    text = f"Subject: {written.subject}\n\n{written.text}" if kind == "txt" else written.html
    path = GOLDEN / f"{name}.{kind}"
    if request.config.getoption("--golden", default=False):
        path.write_text(text)
    assert text == path.read_text()


def test_no_golden_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(NAMES)


def words(lines: Iterator[str] | list[str]) -> set[str]:
    return {word.casefold() for line in lines for word in WORD.findall(line)}


@pytest.mark.parametrize("name", NAMES)
def test_text_and_html_say_the_same(name: str) -> None:
    written = page(name)
    in_text, in_html = words(written.text.split("\n")), words(html_lines(written.html))
    assert in_html - ONLY_IN_BUTTONS == in_text - ONLY_IN_BUTTONS


@pytest.mark.parametrize("name", NAMES)
def test_works_without_images_scripts_and_links_that_act(name: str) -> None:
    html = page(name).html.replace(LINK, "their words")
    assert not re.search(r"<img|<script|<form|<link|https?:|url\(|javascript:", html)


@pytest.mark.parametrize("name", NAMES)
def test_fits_a_narrow_screen_and_both_colour_schemes(name: str) -> None:
    html = page(name).html
    fixed = [int(width) for width in re.findall(r'(?:(?<!-)width: |width=")(\d+)(?:px|")', html)]
    assert all(width == 600 for width in fixed)
    assert "max-width: 600px" in html
    assert "prefers-color-scheme: dark" in html


@pytest.mark.parametrize("name", NAMES)
def test_words_to_type_never_stand_alone(name: str) -> None:
    """A line that offers words reads as an offer as a whole, whoever quotes it."""
    written = page(name)
    offered = [line for line in written.text.split("\n") if "reply:" in line]
    shown = [line for line in html_lines(written.html) if "reply:" in line]
    for line in (*offered, *shown):
        lead = line.partition("reply:")[0].strip()
        assert re.match(r"(?:to|if|once|or|for example|you can|and \d+ more)\b", lead, re.I), line


@pytest.mark.parametrize("name", NAMES)
def test_an_offer_that_comes_back_unmarked_asks_for_nothing(name: str) -> None:
    written = page(name)
    context = Context(now=NOW, person=all_samples()[name].to, snapshots=(sample(),))
    for line in (*written.text.split("\n"), *html_lines(written.html)):
        if "reply:" in line:
            assert grammar(ReplyText(line), context, vocabularies()).asked == (), line


@cache
@cache
def vocabularies() -> Words:
    return Words.from_toml({path.stem: path.read_text() for path in VOCABULARY.glob("*.toml")})


@pytest.mark.parametrize("name", NAMES)
def test_each_tap_says_what_to_type_beside_it(name: str) -> None:
    html = page(name).html
    for label in re.findall(r'<a class="(?:tap|cell)[^>]*>(.*?)</a>', html, re.DOTALL):
        assert "or reply:" in label


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_short_enough_to_be_quoted_whole(name: str) -> None:
    for line in page(name).text.split("\n"):
        assert len(line) <= 70 or "reply:" in line or "responde:" in line
        assert line == line.rstrip()


def test_a_letter_costs_little() -> None:
    """Templates are compiled and styled once: nothing of them is parsed again."""
    sample = all_samples()["receipt"]
    compiled = dict(composer()._compiled)
    composer().compose(parts_of(sample), head_of(sample))
    assert composer()._compiled == compiled
    assert "<style>" in page("receipt").html
    assert page("receipt").html.count('style="') > 20
