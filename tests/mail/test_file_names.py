"""Names of files from strangers: safe to show, to store and to save under."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.file_names import LONGEST_NAME, ending, safe_name

NAMES = {
    "report.pdf": "report.pdf",
    "Bericht 1.12.2026.pdf": "Bericht 1.12.2026.pdf",
    "Größe (2).png": "Größe (2).png",
    "a__b.txt": "a__b.txt",
    "../../etc/passwd": "_._etc_passwd",
    "C:\\temp\\a.exe": "C_temp_a.exe",
    "plan.pdf.exe": "plan_pdf.exe",
    "photo.jpg          .scr": "photo_jpg.scr",
    "a.tar.gz": "a.tar.gz",
    "app.min.js": "app.min.js",
    "mail.pdf.tar.gz": "mail_pdf.tar.gz",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "Lpt1 .pdf": "_Lpt1.pdf",
    "com¹.txt": "_com1.txt",
    "console.txt": "console.txt",
    "-rf": "_-rf",
    "~root": "_~root",
    "a\nb\r\x1b[2J.txt": "a_b_[2J.txt",
    "fdp\u202egpj.exe": "fdp_gpj.exe",
    "ｅｖｉｌ．ｐｄｆ．ｅｘｅ": "evil_pdf.exe",
    "a\u2044b\u2215c.txt": "a_b_c.txt",
    "x.txt. . .": "x.txt",
    ".htaccess": "htaccess",
    "a.txt:stream": "a.txt_stream",
    "": "otherwise",
    " . . ": "otherwise",
    "///": "otherwise",
    "\u200b\u200b": "otherwise",
}


@pytest.mark.parametrize(("given", "safe"), NAMES.items())
def test_a_name_is_made_safe(given: str, safe: str) -> None:
    assert safe_name(given, "otherwise") == safe


@given(st.text(max_size=400))
def test_whatever_a_name_holds_the_safe_one_is_one_short_visible_plain_name(name: str) -> None:
    safe = safe_name(name, "file")
    assert 0 < len(safe) <= LONGEST_NAME + 1
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('/\\:*?"<>|`')
    assert all(unicodedata.category(letter)[0] not in "CZ" or letter == " " for letter in safe)
    assert safe == safe.strip(" .")
    assert not safe.startswith(("-", "~", "."))


@given(st.text(max_size=60))
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    safe = safe_name(name, "file")
    assert safe_name(safe, "file") == safe


def test_a_long_name_keeps_its_ending() -> None:
    assert ending(safe_name("x" * 300 + ".pdf", "file")) == "pdf"
    assert ending(safe_name("ж" * 300 + ".pdf", "file")) == "pdf"
