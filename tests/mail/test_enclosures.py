"""Files as evidence: what is kept, what is named only, and what nobody sent as a file."""

import struct
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.enclosures import Enclosures, enclosures, links
from mailflow.mail.picture_size import is_tiny, measures
from mailflow.mail.read import Limits, read
from tests.mail.letters import mail, multipart
from tests.mail.test_file_types import EXE, PDF

TEXT = "Content-Type: text/plain\n\n3 is done"


def picture(width: int = 800, height: int = 600, fill: bytes = b"x") -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + fill * 1000


def part(content: bytes, name: str = "a.png", cid: str = "", kind: str = "image/png") -> str:
    shown = f"Content-ID: <{cid}>\nContent-Disposition: inline; " if cid else "Content-Disposition: attachment; "
    head = f'Content-Type: {kind}\n{shown}filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
    return head + b64encode(content).decode()


def page(html: str) -> str:
    return f"Content-Type: text/html\n\n{html}"


def found(raw: bytes, limits: Limits | None = None) -> Enclosures:
    return enclosures(read(raw), frozenset(), limits or Limits())


def test_a_file_is_kept_with_its_name_size_hash_and_type() -> None:
    result = found(multipart("mixed", TEXT, part(PDF, "plan.pdf", kind="application/octet-stream")))
    (one,) = result.files
    assert (one.name, one.type, one.size, one.left, one.risk) == ("plan.pdf", "application/pdf", len(PDF), "", "")
    assert result.contents == {one.sha256: PDF}


def test_a_program_is_kept_and_marked() -> None:
    (one,) = found(multipart("mixed", TEXT, part(EXE, "plan.pdf.exe"))).files
    assert (one.name, one.kept, one.risk) == ("plan_pdf.exe", True, "program")


def test_an_attached_mail_is_kept_and_never_passed_on() -> None:
    inner = "Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: hi\n\nhello\n"
    result = found(multipart("mixed", TEXT, inner))
    (one,) = result.files
    assert (one.name, one.kept, one.risk) == ("message.eml", True, "mail")
    assert b"Subject: hi" in result.contents[one.sha256]


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        (Limits(files=1), ["", "many"]),
        (Limits(files_octets=1100), ["", "total"]),
        (Limits(), ["", ""]),
    ],
)
def test_beyond_the_limits_files_are_named_and_not_kept(limits: Limits, left: list[str]) -> None:
    raw = multipart("mixed", TEXT, part(picture()), part(picture(700), "b.png"))
    result = found(raw, limits)
    assert [one.left for one in result.files] == left
    assert len(result.contents) == left.count("")


def test_a_file_that_is_too_large_or_empty_is_named() -> None:
    raw = multipart("mixed", TEXT, part(picture()), part(b"", "b.png"))
    result = enclosures(read(raw, Limits(file_octets=500)), frozenset(), Limits())
    assert [(one.name, one.left) for one in result.files] == [("a.png", "large"), ("b.png", "empty")]


def test_the_same_file_twice_is_one() -> None:
    assert len(found(multipart("mixed", TEXT, part(PDF, "a.pdf"), part(PDF, "b.pdf"))).files) == 1


SIGNED = "<p>3 is done, see below</p><p>{0}</p><p>Best regards,<br>Dana Kim</p><p>Studio Kim<br>{1}</p>"
QUOTED = '<blockquote><p>Hi</p><img src="cid:a"></blockquote>'
SHOWN = {
    "among the words": ('<p>3 is done:</p><p><img src="cid:a"></p><p>Thanks</p>', True),
    "alone": ('<img src="cid:a">', True),
    "above all words": ('<img src="cid:a"><p>3 is done</p>', True),
    "in the signature": ('<p>3 is done</p><p>Best regards,<br>Dana Kim<br><img src="cid:a"></p>', False),
    "below the delimiter": ('<p>3 is done</p>-- <br>Dana Kim<br>Studio<br><img src="cid:a">', False),
    "marked as a signature": ('<p>3 is done</p><div class="gmail_signature"><img src="cid:a"></div>', False),
    "quoted": ('<p>3 is done</p><blockquote type="cite"><p>Hi</p><img src="cid:a"></blockquote>', False),
    "in Gmail's history": (f'<p>3 is done</p><div class="gmail_quote">On Mon, X wrote:<br>{QUOTED}</div>', False),
    "hidden": ('<p>3 is done</p><div style="display:none"><img src="cid:a"></div>', False),
}


@pytest.mark.parametrize(("html", "kept"), SHOWN.values(), ids=SHOWN)
def test_a_picture_is_kept_where_it_stands_among_the_senders_own_words(html: str, kept: bool) -> None:
    (one,) = found(multipart("related", page(html), part(picture(), cid="a"))).files
    assert (one.left == "") is kept
    assert one.inline


def test_a_screenshot_stays_and_the_logo_in_the_same_mail_goes() -> None:
    html = SIGNED.format('<img src="cid:shot@x">', '<img width=200 src="cid:logo@x">')
    raw = multipart(
        "related", page(html), part(picture(), "shot.png", "shot@x"), part(picture(300, 90), "logo.png", "logo@x")
    )
    assert [(one.name, one.left) for one in found(raw).files] == [("shot.png", ""), ("logo.png", "picture")]


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 800), (24, 24), (600, 3)])
def test_an_inline_picture_that_is_tiny_is_left_out(width: int, height: int) -> None:
    raw = multipart("related", page('<p>3 is done <img src="cid:a"></p>'), part(picture(width, height), cid="a"))
    assert [one.left for one in found(raw).files] == ["picture"]


def test_an_attached_picture_is_kept_however_small() -> None:
    assert found(multipart("mixed", TEXT, part(picture(16, 16)))).files[0].kept


def test_pictures_that_are_left_out_do_not_count_against_the_limit() -> None:
    html = '<p>3 is done</p><div class="gmail_signature"><img src="cid:a"></div>'
    raw = multipart("related", page(html), part(picture(), cid="a"), part(PDF, "plan.pdf"))
    assert [one.left for one in found(raw, Limits(files=1)).files] == ["picture", ""]


MEASURES = {
    "png": (picture(640, 480), (640, 480)),
    "gif": (b"GIF89a" + struct.pack("<HH", 30, 20) + b"\0" * 500, (30, 20)),
    "bmp": (b"BM" + b"\0" * 16 + struct.pack("<ii", 64, -32) + b"\0" * 500, (64, 32)),
    "jpeg": (b"\xff\xd8\xff\xe0\0\4\0\0\xff\xc0\0\x11\x08" + struct.pack(">HH", 90, 120) + b"\0" * 500, (120, 90)),
    "webp": (
        b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0" + b"\x63\0\0\x31\0\0",
        (100, 50),
    ),
    "lossless webp": (b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0/" + struct.pack("<I", 99 | 49 << 14), (100, 50)),
    "lossy webp": (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 100, 50), (100, 50)),
    "none": (b"hello", None),
    "cut": (b"\x89PNG\r\n\x1a\n\0\0", None),
}


@pytest.mark.parametrize(("content", "size"), MEASURES.values(), ids=MEASURES)
def test_a_picture_is_measured_by_its_head(content: bytes, size: tuple[int, int] | None) -> None:
    assert measures(content) == size


@given(st.sampled_from([b"", b"\xff\xd8", b"RIFF\0\0\0\0WEBP", b"BM", b"GIF89a"]), st.binary(max_size=60))
def test_any_bytes_can_be_measured(head: bytes, rest: bytes) -> None:
    measures(head + rest)
    assert is_tiny(head + rest)


LINKS = {
    "Files are at https://files.example/a?b=c.": ("https://files.example/a?b=c",),
    "(http://x.example/a) and <https://y.example>, http://x.example/a": ("http://x.example/a", "https://y.example"),
    "ftp://x.example javascript:alert(1) file:///etc/passwd": (),
    "https://": (),
    "see https://x.example/\u202egpj.exe": (),
}


@pytest.mark.parametrize(("text", "expected"), LINKS.items())
def test_links_are_found_in_the_text(text: str, expected: tuple[str, ...]) -> None:
    assert links(text) == expected


def test_a_message_without_files_has_none() -> None:
    assert found(mail()) == Enclosures()
