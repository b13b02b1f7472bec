"""A letter as bytes: headers that never fold an id, its parts in 7-bit, and the files that go with it.

Written out by hand, since `EmailMessage` costs 2 ms a letter and encodes long References.
"""

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.header import Header
from email.utils import format_datetime, formataddr
from urllib.parse import quote

_BREAKS = re.compile(r"[\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_SPACES = re.compile(r"\s+")
_TYPE = re.compile(r"[a-z]+/[a-zA-Z0-9][a-zA-Z0-9.+-]{0,100}")
_PLAIN = re.compile(r"[A-Za-z0-9 ()+,._=@#&!-]+")
_NOT_AS_SAID = ("message/", "multipart/", "text/")
_MIME = b"MIME-Version: 1.0\r\n"
_UNBROKEN = re.compile(r"\S{900}")
_ID = re.compile(r"<[!-;=?-~]{1,800}>")
LONGEST_LINE, LONGEST_NAME = 76, 100
"""RFC 5322, 2.1.1: no line has more than 998 characters."""
UNKNOWN = "application/octet-stream"


def one_line(text: str) -> str:
    """The text in one line, without control characters and marks that turn its direction, single spaces in it."""
    return _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip()


def words(name: str, text: str) -> str:
    """The value of an unstructured header such as Subject, encoded and folded where it has to be."""
    clean = one_line(text)
    plain = clean.isascii() and "=?" not in clean and _UNBROKEN.search(clean) is None
    if plain and len(name) + len(clean) + 2 <= LONGEST_LINE:
        return clean
    return Header(clean, "us-ascii" if plain else "utf-8", header_name=name).encode(linesep="\r\n")


def mailbox(name: str, address: str) -> str:
    """``"Dana Kim" <dana@studio.example>``. Of a name longer than anybody's, the beginning."""
    clean, plain = one_line(name)[:LONGEST_NAME], _BREAKS.sub("", address)
    if "=?" in clean:
        return f"{Header(clean, 'utf-8').encode(maxlinelen=0)} <{plain}>"
    return formataddr((clean, plain), "utf-8")


def ids(message_ids: Iterable[str]) -> str:
    """Message-IDs as one unfolded header value; anything that is no id (RFC 5322, 3.6.4), or too long, is left out."""
    clean = (_BREAKS.sub("", i).strip() for i in message_ids)
    return " ".join(i for i in clean if _ID.fullmatch(i))


def alternative(
    headers: Iterable[tuple[str, str]], text: str, html: str, boundary: str, calendar: tuple[str, bytes] | None = None
) -> bytes:
    """A multipart/alternative message. Header values have to be final; empty ones are left out.

    `calendar` is an iCalendar object with its method: the last and so the preferred alternative (RFC 6047).
    """
    head = "".join(f"{name}: {value}\r\n" for name, value in headers if value)
    mime = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    mark = f"--{boundary}\r\n".encode()
    return b"".join(
        (
            (head + mime).encode("ascii"),
            *(mark, _part("plain", text), mark, _part("html", html)),
            *((mark, _calendar(*calendar)) if calendar else ()),
            f"--{boundary}--\r\n".encode(),
        )
    )


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter; its name is safe already."""

    name: str
    type: str
    content: bytes = field(repr=False)


def with_files(letter: bytes, files: Sequence[Enclosure]) -> bytes:
    """A letter that `alternative` wrote, with files beside it (multipart/mixed). The same for the same files."""
    if not files:
        return letter
    head, mime, entity = letter.partition(_MIME)
    inner, _, rest = entity.partition(b"\r\n\r\n")
    boundary = b"=f" + inner.partition(b'boundary="=')[2].removesuffix(b'"')
    mark = b"\r\n--" + boundary
    first = mark.removeprefix(b"\r\n") + b"\r\n" + inner + b"\r\n\r\n" + rest.removesuffix(b"\r\n")
    parts = (mark + b"\r\n" + _file(one) for one in files)
    kind = b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
    return b"".join((head, mime, kind, first, *parts, mark, b"--\r\n"))


def _file(one: Enclosure) -> bytes:
    """A part for a file: always base64, its name as RFC 2231 has it where it is not plain ASCII."""
    kind = one.type if _TYPE.fullmatch(one.type) and not one.type.startswith(_NOT_AS_SAID) else UNKNOWN
    named = f'filename="{one.name}"' if _PLAIN.fullmatch(one.name) else f"filename*=utf-8''{quote(one.name, safe='')}"
    head = f"Content-Type: {kind}\r\nContent-Disposition: attachment;\r\n {named}\r\n"
    coded = encodebytes(one.content).replace(b"\n", b"\r\n").removesuffix(b"\r\n")
    return head.encode("ascii") + b"Content-Transfer-Encoding: base64\r\n\r\n" + coded


def _part(subtype: str, text: str) -> bytes:
    encoded = b2a_qp(text.encode("utf-8", "replace"), istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + encoded + (b"" if encoded.endswith(b"\r\n") else b"\r\n")


def _calendar(method: str, octets: bytes) -> bytes:
    """In base64: lines of an iCalendar object may end in spaces, and clients that unfold them count octets."""
    head = f"Content-Type: text/calendar; charset=utf-8; method={method}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + encodebytes(octets).replace(b"\n", b"\r\n")


__all__ = ["Enclosure", "alternative", "format_datetime", "ids", "mailbox", "one_line", "with_files", "words"]
