"""Where a mail is cut at its boundaries at sight, the tree is the standard library's."""

from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailflow.mail import mime_tree as module
from mailflow.mail.mime_tree import head_alone, mime_tree

PIECES = [
    b"\r\n",
    b"\n",
    b"\r",
    b" ",
    b"x",
    b"--",
    b"--a",
    b"\n--a\n",
    b"\r\n--a\r\n",
    b"\n--a--\n",
    b"\n--ab\n",
    b"\n--ab-- \n",
    b"A: b",
    b"\nFrom x\n",
    b"Content-Type: text/plain\n\n",
    b"Content-Type: text/html; charset=x\r\n\r\n",
    b"Content-Type: multipart/mixed; boundary=a\n\n",
    b'Content-Type: multipart/alternative; boundary="ab"\n\n',
    b"Content-Type: multipart/digest; boundary=a\n\n",
    b"Content-Type: message/rfc822\n\n",
    b"\xff",
]
WELL_FORMED = (
    b"Subject: x\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n--a\r\n"
    b"Content-Type: multipart/alternative; boundary=ab\r\n\r\n--ab\r\n\r\nfirst\r\n\r\n--ab \r\n"
    b"Content-Type: text/html\r\n\r\n<p>--a\r\n--abc\r\n--ab--\r\n\r\n--a\r\n\r\nlast\r\n--a--\r\nepilogue"
)


def shape(part: Message) -> tuple:
    content = part.get_payload()
    inside = [shape(one) for one in content] if isinstance(content, list) else content
    return list(part.raw_items()), part.get_content_type(), inside


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
@example(WELL_FORMED)
@example(b"\n\n\r\n")
@example(b"A: b\n\n\r\n")
def test_the_tree_is_the_one_that_the_library_finds(raw):
    assert shape(mime_tree(raw)) == shape(message_from_bytes(raw))


@pytest.mark.parametrize("raw", [WELL_FORMED, WELL_FORMED.replace(b"\r\n", b"\n"), b"A: b\n\ntext"])
def test_a_well_formed_mail_does_without_the_library(raw, monkeypatch):
    monkeypatch.setattr(module, "message_from_bytes", None)
    assert mime_tree(raw).keys()


@given(
    st.lists(st.sampled_from([b for b in PIECES if b"\n\n" not in b and b"\r\n\r\n" not in b]), max_size=20).map(
        b"".join
    )
)
@example(b"Subject: x\r\n y\r\nFrom: a@b")
@example(b"A: b ")
def test_a_header_section_is_read_as_the_library_reads_it(head):
    found, theirs = head_alone(head), BytesHeaderParser().parsebytes(head)
    assert list(found.raw_items()) == list(theirs.raw_items())
