"""Files beside a letter: any program finds them, and the same letter is the same bytes."""

from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.file_names import safe_name
from mailflow.mail.read import read
from mailflow.mail.serialise import Enclosure, alternative, with_files
from tests.mail.test_file_types import PDF, PNG

HEADERS = [("From", "projects@acme.example"), ("Subject", "Homepage")]
LETTER = alternative(HEADERS, "Hello\n\nText\n", "<p>Hello</p>\n", "=_abc")


def test_a_letter_without_files_stays_as_it_is() -> None:
    assert with_files(LETTER, []) == LETTER


def test_files_stand_beside_both_readings() -> None:
    files = [Enclosure("plan.pdf", "application/pdf", PDF), Enclosure("a.png", "image/png", PNG)]
    message = message_from_bytes(with_files(LETTER, files), policy=policy.default)
    assert message.get_content_type() == "multipart/mixed"
    inner, *attached = message.iter_parts()
    assert [part.get_content_type() for part in inner.iter_parts()] == ["text/plain", "text/html"]
    assert inner.get_body(("plain",)).get_content() == "Hello\r\n\r\nText"
    assert [(part.get_filename(), part.get_content_type(), part.get_content()) for part in attached] == [
        ("plan.pdf", "application/pdf", PDF),
        ("a.png", "image/png", PNG),
    ]
    assert message["Subject"] == "Homepage"
    assert [part for part in message.walk() if part.defects] == []


def test_the_bytes_are_always_the_same() -> None:
    files = [Enclosure("plan.pdf", "application/pdf", PDF)]
    assert with_files(LETTER, files) == with_files(LETTER, list(files))
    assert with_files(LETTER, files).count(b"MIME-Version") == 1


@pytest.mark.parametrize("kind", ["text/html", "message/rfc822", "multipart/mixed", "x\r\nBcc: y", "", "text/x-script"])
def test_a_type_that_programs_would_open_is_not_passed_on(kind: str) -> None:
    message = message_from_bytes(with_files(LETTER, [Enclosure("a", kind, b"x")]))
    assert message.get_payload()[1].get_content_type() == "application/octet-stream"  # type: ignore[union-attr]


def test_lines_are_short_and_end_as_mail_wants_them() -> None:
    raw = with_files(LETTER, [Enclosure("ж" * 60 + ".pdf", "application/pdf", PDF * 50)])
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in lines)
    assert raw.isascii()


@given(st.text(max_size=60), st.binary(max_size=200))
def test_any_file_comes_through_whole(name: str, content: bytes) -> None:
    safe = safe_name(name, "file")
    message = read(with_files(LETTER, [Enclosure(safe, "application/pdf", content)]))
    assert (message.text, message.html) == ("Hello\n\nText", "<p>Hello</p>")
    (found,) = message.attachments
    assert (found.name, found.content) == (safe, content)
