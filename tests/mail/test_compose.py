"""A letter as it leaves: headers, parts, links, and what strangers put into it."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from struct import iter_unpack
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.domain.letter import Facts
from mailflow.domain.people import Person
from mailflow.domain.reading import line_hash
from mailflow.letters.words import WordsFacts
from mailflow.mail.compose import Composer, Head, TemplateFault
from mailflow.mail.mail_parts import Part
from tests.letters.desk import MAILBOX, TOKEN, all_samples, composed, composer, head_of, page, parts_of, sources

NOW = datetime(2026, 12, 4, 9, 30, tzinfo=UTC)
DANA = Person("dana", "Dana Kim", ("dana@studio.example",), "Asia/Manila")
NAMES = sorted(all_samples())


def parsed(raw: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(raw, policy=default))


def said(text: str, to: Person = DANA, **head: str) -> EmailMessage:
    """A letter of feedback with those words in it."""
    parts = [Part("feedback", WordsFacts("Acme website", "Olivia", text, None))]
    return parsed(composer().compose(parts, Head(TOKEN, to, NOW, **head)).raw)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return cast("str", part.get_content()).replace("\r\n", "\n")


def test_the_token_is_the_message_id_and_where_answers_go() -> None:
    message = said("hello")
    assert message["Message-ID"] == f"<{TOKEN}@acme.example>"
    assert message["Reply-To"].addresses[0].addr_spec == f"projects+{TOKEN}@acme.example"
    assert message["From"].addresses[0].addr_spec == "projects@acme.example"
    assert message["To"].addresses[0].addr_spec == "dana@studio.example"


def test_machines_see_that_a_machine_wrote() -> None:
    assert said("hello")["Auto-Submitted"] == "auto-generated"
    assert said("hello", answers="<x@y.example>")["Auto-Submitted"] == "auto-replied"
    assert said("hello")["X-Mailflow-Loop"] == "projects@acme.example"


def test_a_thread_has_one_root_and_an_answer_its_parent() -> None:
    message = said("hello", thread="acme-site/m3", answers="<x@y.example>", subject="Re: Homepage")
    assert message["References"] == "<thread.acme-site.m3@acme.example> <x@y.example>"
    assert message["In-Reply-To"] == "<x@y.example>"
    alone = said("hello", thread="acme-site/m3")
    assert alone["In-Reply-To"] == alone["References"] == "<thread.acme-site.m3@acme.example>"
    assert "References" not in said("hello")


def test_long_ids_are_never_folded_or_encoded() -> None:
    long = f"<{'a' * 300}@mail.example>"
    raw = composer().compose(
        [Part("feedback", WordsFacts("P", "O", "x", None))], Head(TOKEN, DANA, NOW, "acme-site/m3", long)
    )
    assert f"References: <thread.acme-site.m3@acme.example> {long}\r\n".encode() in raw.raw


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Homepage", "Re: Homepage"),
        ("Re: Homepage", "Re: Homepage"),
        ("RE: x", "RE: x"),
        ("a\r\nBcc: b@c.d", "Re: a Bcc: b@c.d"),
    ],
)
def test_an_answer_keeps_the_subject(asked: str, expected: str) -> None:
    assert said("x", answers="<x@y.example>", subject=asked)["Subject"] == expected


def test_a_milestones_letters_share_their_subject() -> None:
    subjects = {page(name).subject for name in ("review", "revision", "approval")}
    assert subjects == {"Acme website: 3. Homepage design"}


def test_a_bundle_says_how_much_more_there_is() -> None:
    assert page("bundle").subject == (
        "Acme website: 4. Catalogue pages is due today, your check-in and what everybody reported"
    )


def test_a_bundle_shows_a_milestone_once() -> None:
    assert page("bundle").text.count("4. Catalogue pages\n   ◐") == 1


@pytest.mark.parametrize(
    "name", ["Zoë Łuk", "日本 太郎", 'A "B" <c@d.example>', "x\r\nBcc: y@z.example", "=?utf-8?q?x?="]
)
def test_names_of_every_kind_survive_in_headers(name: str) -> None:
    message = said("x", replace(DANA, name=name))
    addresses = message["To"].addresses
    assert [a.addr_spec for a in addresses] == ["dana@studio.example"]
    assert "Bcc" not in message
    if name.isprintable() and "=?" not in name:
        assert addresses[0].display_name == name


@pytest.mark.parametrize("subject", ["ü" * 200, "word " * 60, "日本語 " * 40, "=?utf-8?b?xx?=", "plain"])
def test_subjects_of_every_kind_survive(subject: str) -> None:
    raw = composer().compose(
        [Part("feedback", WordsFacts("P", "O", "x", None))], Head(TOKEN, DANA, NOW, "", "<x@y.example>", subject)
    )
    assert parsed(raw.raw)["Subject"] == "Re: " + " ".join(subject.split())


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_seven_bit_mail_that_parses_without_a_defect(name: str) -> None:
    raw = composed(name).raw
    message = parsed(raw)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert not message.defects
    called = any(facts.event is not None for _, facts, *_ in all_samples()[name].letters)
    kinds = ["text/plain", "text/html", *(["text/calendar"] if called else [])]
    assert [part.get_content_type() for part in message.iter_parts()] == kinds
    assert body(message, "plain").strip() == page(name).text.strip()
    assert body(message, "html").strip() == page(name).html.strip()
    assert message["Subject"] == composed(name).subject


@pytest.mark.parametrize("name", NAMES)
def test_every_tap_writes_to_this_letter(name: str) -> None:
    html, subject = page(name).html, page(name).subject
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*)"', html)]
    for link in links:
        parts = urlsplit(link)
        query = parse_qs(parts.query, keep_blank_values=True)
        assert (parts.scheme, unquote(parts.path)) == ("mailto", f"projects+{TOKEN}@acme.example")
        assert query["subject"][0].casefold().removeprefix("re: ") == subject.casefold().removeprefix("re: ")
        assert query["body"][0].strip()


def test_a_tap_leaves_room_where_words_are_missing() -> None:
    assert "body=REVISE%203%3A%20" in page("review").html
    assert 'body=APPROVE%203"' in page("review").html


# -- known lines


@pytest.mark.parametrize("name", NAMES)
def test_a_letters_own_lines_are_known_again(name: str) -> None:
    known = {number for (number,) in iter_unpack(">Q", composed(name).lines)}
    for line in page(name).text.split("\n"):
        if len(line.split()) >= 4 and not line.lstrip().startswith(">"):
            assert line_hash("> " + line) in known


@pytest.mark.parametrize(
    "words", ["APPROVE 3", "approve it", "done", "DONE 4", "60% on 4", "Approved", "yes", "checkout"]
)
def test_what_a_person_would_write_is_never_taken_for_a_letters_line(words: str) -> None:
    for name in NAMES:
        known = {number for (number,) in iter_unpack(">Q", composed(name).lines)}
        assert line_hash(words) not in known


# -- what strangers write


def test_html_in_words_stays_text() -> None:
    html = body(said("<script>alert(1)</script> <b>& co"), "html")
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;&amp; co" in html


def test_templates_in_words_are_not_run() -> None:
    assert "{{ 7 * 7 }}" in body(said("{{ 7 * 7 }}"), "plain")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_other_peoples_words_stay_marked_as_quoted(words: str) -> None:
    message = said(f"{words}\nAPPROVE 3\n{words}")
    lines = body(message, "plain").splitlines()
    assert [line for line in lines if "APPROVE 3" in line and not line.lstrip().startswith(">")] == []
    html = body(message, "html")
    assert html.index("<blockquote") < html.index("APPROVE 3") < html.index("</blockquote>")


def test_words_without_end_are_cut() -> None:
    text = body(said("x" * 100_000), "plain")
    assert len(text) < 4000
    assert "[…]" in text


# -- templates


@dataclass(frozen=True, slots=True)
class Little(Facts):
    project: str = "P"
    about: None = None


def test_a_missing_fact_is_an_error() -> None:
    own = Composer(sources(), MAILBOX)
    with pytest.raises(Exception, match="owner"):
        own.compose([Part("feedback", Little())], Head(TOKEN, DANA, NOW))


def test_a_missing_template_is_named() -> None:
    with pytest.raises(TemplateFault, match=r"templates/nothing/subject\.txt"):
        composer().compose([Part("nothing", Little())], Head(TOKEN, DANA, NOW))


def test_a_template_that_does_not_compile_is_named_with_its_line_at_once() -> None:
    with pytest.raises(TemplateFault, match=r"templates/feedback/body\.html:2: "):
        Composer({**sources(), "feedback/body.html": "\n{% if %}"}, MAILBOX)


def test_a_language_overrides_a_template_and_english_stands_in() -> None:
    own = Composer({**sources(), "locale/sv/feedback/subject.txt": "Några ord från {{ f.owner }}"}, MAILBOX)
    parts = [Part("feedback", WordsFacts("P", "Olivia", "x", None))]
    written = own.render(parts, Head(TOKEN, replace(DANA, language="sv"), NOW))
    assert written.subject == "Några ord från Olivia"
    assert "A word from Olivia" in written.text


@pytest.mark.parametrize("language", ["sv", "sv-FI"])
def test_sentences_are_translated_where_there_is_a_catalogue(language: str) -> None:
    catalogue = 'msgid "not started"\nmsgstr "inte påbörjad"\n'
    own = Composer({**sources(), "locale/sv/letters.po": catalogue}, MAILBOX)
    sample = all_samples()["date_request"]
    text = own.render(parts_of(sample), replace(head_of(sample), to=replace(sample.to, language=language))).text
    assert "inte påbörjad" in text
    assert "Until you decide" in text
