"""Replies in the languages that have a vocabulary, by table; and what each of them lacks."""

import tomllib
from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, REPLIES, VOCABULARY, context, in_words, read, words

LANGUAGES = ("de", "es", "fr", "hi", "pl", "pt", "tl", "uk")
TABLES = {code: tomllib.loads((REPLIES / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
SOURCES = {code: tomllib.loads((VOCABULARY / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
CASES = [
    pytest.param(code, group["by"], text, expected, id=f"{code}-{group['by']}-{text[:50]}")
    for code, table in TABLES.items()
    for group in table["replies"]
    for text, expected in group["cases"].items()
]
ENGLISH = {
    "3 is done": "done 3",
    "I've finished 3 and started 4": "done 3; start 4",
    "3 is not done yet": "note",
    "60% on 3": "progress 3 60%",
    "BLOCKED 4: waiting for your logo": "blocked 4",
    "NEW DATE 5: next Friday": "date_request 5 2026-12-11 ~",
    "I agree": "agree",
    "STATUS": "status",
    "UNDO": "undo",
}
DENYING = ("negation", "almost", "hedge", "condition", "report", "modal", "future", "except")
NEEDED = {f"words.{tag}" for tag in (*DENYING, "reserve", "wh", "done", "approve", "agree", "paid", "decline")}
LACKING = {
    "heads.broadcast",
    "heads.close_project",
    "heads.feedback",
    "heads.invite",
    "heads.new_project",
    "heads.note",
    "heads.pause_project",
    "heads.resume_project",
    "heads.send",
    "heads.skip",
    "heads.snooze",
    "heads.vision",
    "heads.meet",
    "heads.move_meeting",
    "heads.cancel_meeting",
    "heads.assign",
}


def in_language(code: str, by: str = "dana", about: int = 0):
    return context(by, about=about, person=replace(PEOPLE[by], language=code))


def traps(name: str) -> list[tuple[str, str]]:
    return [(code, text) for code, table in TABLES.items() for text in table[name]]


@pytest.mark.parametrize(("code", "by", "text", "expected"), CASES)
def test_reply_in_ones_own_language_asks_for(code: str, by: str, text: str, expected: str) -> None:
    assert in_words(read(text, in_language(code, by))) == expected


@pytest.mark.parametrize(("code", "text"), traps("never_done"))
@pytest.mark.parametrize("about", [0, 3])
def test_what_is_not_done_is_done_in_no_language(code: str, text: str, about: int) -> None:
    assert not [a for a in read(text, in_language(code, about=about)).asked if a.verb == "done" and a.milestone == 3]


@pytest.mark.parametrize(("code", "text"), traps("never_approved"))
@pytest.mark.parametrize("about", [0, 3])
def test_what_is_not_approved_is_approved_in_no_language(code: str, text: str, about: int) -> None:
    assert not [a for a in read(text, in_language(code, "olive", about)).asked if a.verb == "approve"]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("text", "expected"), ENGLISH.items())
def test_english_works_beside_every_language(code: str, text: str, expected: str) -> None:
    assert in_words(read(text, in_language(code))) == expected


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("by", "verb"), [("dana", "done"), ("olive", "approve")])
def test_word_that_denies_limits_or_doubts_does_so_on_either_side(code: str, by: str, verb: str) -> None:
    said = SOURCES[code]["words"][verb][0]
    against = in_language(code, by)
    only = {*SOURCES[code]["twins"].get("only", ())}
    wrong = [
        text
        for tag in DENYING
        for phrase in SOURCES[code]["words"][tag]
        if phrase not in only
        for text in (f"{phrase} 3 {said}", f"3 {phrase} {said}", f"3 {said}, {phrase}")
        if any(a.verb == verb for a in read(text, against).asked)
    ]
    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("strange", ["xyzzy", "żółćż", "щґєї"])
def test_word_that_a_language_does_not_know_makes_a_completion_a_question(code: str, strange: str) -> None:
    said = SOURCES[code]["words"]["done"][0]
    for text in (f"3 {strange} {said}", f"{strange} 3 {said}", f"3 {said} {strange}", f"3 {said}, {strange} 12 {said}"):
        assert not [a for a in read(text, in_language(code)).asked if a.verb == "done" and a.milestone == 3]


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_language_lacks_is_named_and_nothing_that_keeps_from_harm(code: str) -> None:
    lacking = {name for name in words().lacking(code) if name.startswith(("words.", "heads."))}
    assert not lacking & NEEDED
    commands = {name for name in lacking if name.startswith("heads.")}
    assert commands <= LACKING, f"{code} has no words to begin these commands: {sorted(commands - LACKING)}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_vocabulary_has_no_section_that_nobody_reads(code: str) -> None:
    english = tomllib.loads((VOCABULARY / "en.toml").read_text("utf-8"))
    extra = {"words": {"deadline", "deadline_behind", "question_particle"}, "time": {"behind"}}
    for section in ("words", "time", "sets", "heads"):
        assert set(SOURCES[code].get(section, {})) - set(english[section]) <= extra.get(section, set())


def test_accent_sent_apart_is_read_as_one_letter() -> None:
    assert in_words(read("El 3 esta\u0301 listo", in_language("es"))) == "done 3"
    assert in_words(read("Le 3 est termine\u0301", in_language("fr"))) == "done 3"
