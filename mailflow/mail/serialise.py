"""A letter as bytes: headers that never fold an id, and two parts in 7-bit.

Written out by hand, since `EmailMessage` costs 2 ms a letter and encodes long References.
"""

import re
from binascii import b2a_qp
from collections.abc import Iterable
from email.header import Header
from email.utils import format_datetime, formataddr

_BREAKS = re.compile(r"[\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_SPACES = re.compile(r"\s+")
LONGEST_LINE = 76


def one_line(text: str) -> str:
    """The text without line breaks and control characters, single spaces between words."""
    return _SPACES.sub(" ", _BREAKS.sub(" ", text)).strip()


def words(name: str, text: str) -> str:
    """The value of an unstructured header such as Subject, encoded and folded where it has to be."""
    clean = one_line(text)
    if clean.isascii() and len(name) + len(clean) + 2 <= LONGEST_LINE and "=?" not in clean:
        return clean
    charset = "us-ascii" if clean.isascii() and "=?" not in clean else "utf-8"
    return Header(clean, charset, header_name=name).encode(linesep="\r\n")


def mailbox(name: str, address: str) -> str:
    """``"Dana Kim" <dana@studio.example>``."""
    return formataddr((one_line(name), _BREAKS.sub("", address)), "utf-8")


def ids(message_ids: Iterable[str]) -> str:
    """Message-IDs as one unfolded header value; anything that is no id is left out."""
    clean = (_BREAKS.sub("", i).strip() for i in message_ids)
    return " ".join(i for i in clean if i.startswith("<") and i.endswith(">") and " " not in i)


def alternative(headers: Iterable[tuple[str, str]], text: str, html: str, boundary: str) -> bytes:
    """A multipart/alternative message. Header values have to be final; empty ones are left out."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers if value)
    mime = f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    mark = f"--{boundary}\r\n".encode()
    return b"".join(
        (
            (head + mime).encode("ascii"),
            *(mark, _part("plain", text), mark, _part("html", html)),
            f"--{boundary}--\r\n".encode(),
        )
    )


def _part(subtype: str, text: str) -> bytes:
    encoded = b2a_qp(text.encode("utf-8", "replace"), istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + encoded + (b"" if encoded.endswith(b"\r\n") else b"\r\n")


__all__ = ["alternative", "format_datetime", "ids", "mailbox", "one_line", "words"]
