"""Bytes to text, where the charset that a message claims is often not the one it uses."""

import codecs
import re
from functools import lru_cache

# What mailers write, and the superset that they mean.
_MEANT = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "unicode": "utf-16",
}
_NOT_FOR_MAIL = frozenset({"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"})
_ONE_BYTE = re.compile(r"cp125\d|cp874|iso8859|koi8|mac|latin")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@lru_cache(maxsize=256)
def codec_named(charset: str) -> str | None:
    """Python's name of the text codec that `charset` stands for, or None."""
    name = charset.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_MEANT.get(name, name))
    except (LookupError, ValueError, UnicodeError):
        return None
    text = getattr(found, "_is_text_encoding", True)
    return found.name if text and found.name.replace("-", "_") not in _NOT_FOR_MAIL else None


def decode(octets: bytes, charset: str = "") -> str:
    """`octets` as text, whatever they are: by `charset` where that is true, else by what they look like.

    Never raises; holds no NUL and no lone surrogate.
    """
    if octets.isascii() and not charset[:3].lower().startswith(("utf", "iso", "hz")):
        return clean(octets.decode("ascii"))
    codec = codec_named(charset) if charset else None
    return clean(_decoded(octets, codec))


def _decoded(octets: bytes, codec: str | None) -> str:
    # Nearly everything is valid in a one-byte charset; hardly anything but UTF-8 is valid UTF-8.
    guess = codec is None or _ONE_BYTE.match(codec)
    tries = ("utf-8", codec or "cp1252") if guess else (codec or "", "utf-8")
    for name in tries:
        try:
            return octets.decode(name)
        except (UnicodeError, ValueError):
            continue
    return octets.decode(_least_bad(octets, codec), "replace")


def _least_bad(octets: bytes, codec: str | None) -> str:
    """The codec for octets that no charset fits: the claimed one where few are wrong, else Western."""
    if codec is None or codec == "undefined":
        return "cp1252"
    broken = octets.decode(codec, "replace").count("\ufffd")
    return codec if broken * 10 < len(octets) else "cp1252"


def clean(text: str) -> str:
    """`text` without what databases and terminals choke on: NUL goes, lone surrogates become U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def printable(text: str) -> str:
    """`text` on one line, without control characters."""
    text = text if text.isprintable() else _CONTROL.sub("", clean(text))
    return " ".join(text.split())
