"""Replies in the languages that have a vocabulary, by table; and what each of them lacks."""

import tomllib
from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, REPLIES, VOCABULARY, asking, context, in_words, misread, read, words

LANGUAGES = ("de", "es", "fr", "hi", "pl", "pt", "tl", "uk")
TABLES = {code: tomllib.loads((REPLIES / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
SOURCES = {code: tomllib.loads((VOCABULARY / f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}
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
TRAPS = (
    *DENYING,
    *("reserve", "wh", "ask", "no", "retraction", "wistful", "correction", "meant", "not_done_with"),
    *("second_person", "other_person", "review_request", "need", "late", "blocked", "decline", "revise"),
)
ACTS = (
    "done",
    "approve",
    "agree",
    "accept_date",
    "keep_date",
    "paid",
    "cancel",
    "undo",
    "status",
    "help",
    "back",
    "away",
)
NEEDED = {f"words.{tag}" for tag in (*TRAPS, *ACTS)} | {
    "sets.offer",
    "languages",
    "names",
    "weekdays",
    "months",
    "days",
}
ENGLISH_ALONE = {
    *("sets.not_typos", "sets.clause_break", "sets.except_number", "sets.reason_opener", "sets.turn"),
    *(
        "sets.after_title",
        "sets.suiting",
        "sets.suitable",
        "sets.handing",
        "sets.travelling",
        "sets.evidence",
        "sets.workplaces",
        "sets.stalling",
        "sets.unmissed",
        "sets.taking_off",
        "sets.not_yet",
        "words.holding_back",
    ),
    *("words.assent", "words.going_on", "words.gone"),
    *("words.continuing", "words.vocative", "sets.particles", "words.percent"),
    *("words.bowing_out", "words.hindsight"),
    *("words.all_tasks", "words.beside", "words.checkmark", "words.complete", "words.joiner", "words.language"),
    *("words.plans", "words.tick", "words.timezone", "words.verb"),
}
"""Marks, and words that only the rules for English ask for."""
DONE_WITHOUT = {
    "de": {"sets.and", "sets.ordinal_endings", "sets.range", "time.ago", "time.from_now", "time.in", "words.whole"},
    "es": {"time.from_now", "time.year", "words.circumstance", "words.managed", "words.mark"},
    "fr": {"sets.currencies", "time.ago", "time.from_now", "time.year", "words.circumstance", "words.mark"},
    "pt": {"time.from_now", "time.year", "words.circumstance", "words.mark", "words.ready"},
    "pl": {"time.from_now", "time.year", "words.circumstance", "words.mark", "words.ready", "words.relation"},
    "uk": {"time.from_now", "time.year", "words.circumstance", "words.mark", "words.ready", "words.relation"},
    "tl": {
        *("sets.ordinal_endings", "time.ago", "time.from_now", "time.year"),
        *("words.be_base", "words.benign_condition", "words.circumstance", "words.mark", "words.relation"),
    },
    "hi": {
        *("abbreviations", "sets.ordinal_endings", "sets.time_preposition"),
        *("time.end_of", "time.eoy", "time.in", "time.middle_of", "time.noon", "time.start_of", "time.year"),
        *(
            "words.be_base",
            "words.benign_condition",
            "words.circumstance",
            "words.managed",
            "words.mark",
            "words.ready",
        ),
    },
}
"""What each of them says in other ways, or in English."""


def in_language(code: str, by: str = "dana", about: int = 0):
    return context(by, about=about, person=replace(PEOPLE[by], language=code))


def has(source: dict[str, object], name: str) -> bool:
    section, _, key = name.partition(".")
    found = source.get(section)
    return bool(found.get(key) if key and isinstance(found, dict) else found)


@pytest.mark.parametrize("code", LANGUAGES)
def test_reply_in_ones_own_language_asks_for(code: str) -> None:
    for group in TABLES[code]["replies"]:
        assert not (wrong := misread(group["cases"], in_language(code, group["by"]))), wrong


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("about", [0, 3])
@pytest.mark.parametrize(
    ("trap", "by", "verb"), [("never_done", "dana", "done"), ("never_approved", "olive", "approve")]
)
def test_what_is_not_done_or_approved_is_so_in_no_language(
    code: str, about: int, trap: str, by: str, verb: str
) -> None:
    assert not (wrong := asking(TABLES[code][trap], in_language(code, by, about), {verb}, 3)), wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_english_works_beside_every_language(code: str) -> None:
    assert not (wrong := misread(ENGLISH, in_language(code))), wrong


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
    texts = (f"3 {strange} {said}", f"{strange} 3 {said}", f"3 {said} {strange}", f"3 {said}, {strange} 12 {said}")
    assert not (wrong := asking(texts, in_language(code), {"done"}, 3)), wrong


@pytest.mark.parametrize("code", LANGUAGES)
def test_language_lacks_no_word_that_begins_a_command_and_none_that_keeps_from_harm(code: str) -> None:
    lacking = {name for name in words().lacking(code) if name.startswith("heads.")}
    lacking |= {name for name in NEEDED if not has(SOURCES[code], name)}
    assert lacking == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_else_a_language_lacks_is_named(code: str) -> None:
    assert words().lacking(code) - ENGLISH_ALONE == DONE_WITHOUT[code]


@pytest.mark.parametrize("code", LANGUAGES)
def test_vocabulary_has_no_section_that_nobody_reads(code: str) -> None:
    english = tomllib.loads((VOCABULARY / "en.toml").read_text("utf-8"))
    extra = {
        "words": {"deadline", "deadline_behind", "question_particle"},
        "time": {"behind", "to", "either"},
        "sets": {"offer", "offer_begin", "offer_end", "not_away", "clitics", "thereby", "been", "states"},
    }
    for section in ("words", "time", "sets", "heads"):
        assert set(SOURCES[code].get(section, {})) - set(english[section]) <= extra.get(section, set())


def test_accent_sent_apart_is_read_as_one_letter() -> None:
    assert in_words(read("El 3 esta\u0301 listo", in_language("es"))) == "done 3"
    assert in_words(read("Le 3 est termine\u0301", in_language("fr"))) == "done 3"


@pytest.mark.parametrize(
    ("code", "by", "text", "expected"),
    [
        ("es", "olive", "RESPUESTA Q7: use the blue one", "answer Q7"),
        ("es", "dana", "CAMBIO: net 14 days please", "counter"),
        ("de", "olive", "ANTWORT Q7: use the blue one", "answer Q7"),
        ("de", "dana", "ÄNDERUNG: net 14 days please", "counter"),
        ("fr", "olive", "RÉPONSE Q7: use the blue one", "answer Q7"),
        ("pt", "olive", "RESPOSTA Q7: use the blue one", "answer Q7"),
        ("uk", "olive", "ВІДПОВІДЬ Q7: use the blue one", "answer Q7"),
    ],
)
def test_words_of_a_tapped_button_count_whatever_language_follows(code: str, by: str, text: str, expected: str) -> None:
    assert in_words(read(text, in_language(code, by))) == expected
