"""Text comes out right although charsets lie, and nothing that databases choke on gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.charset import codec_named, decode, printable

HONEST = [
    ("größer als nötig", "utf-8", "utf-8"),
    ("größer als nötig", "iso-8859-1", "iso-8859-1"),
    ("готово", "koi8-r", "koi8-r"),
    ("готово", "windows-1251", "windows-1251"),
    ("完了しました", "iso-2022-jp", "iso-2022-jp"),
    ("完了しました", "shift_jis", "shift_jis"),
    ("完成了", "gb18030", "gb2312"),
    ("完成了", "big5", "big5"),
    ("완료했습니다", "cp949", "ks_c_5601-1987"),
    ("tamamlandı ğüş", "iso-8859-9", "iso-8859-9"),
    ("text", "utf-16", "utf-16"),
    ("Größe", "utf-7", "utf-7"),
]

LYING = [
    ("größer".encode(), "iso-8859-1", "größer"),
    ("größer".encode(), "us-ascii", "größer"),
    ("größer".encode(), "", "größer"),
    ("größer".encode("cp1252"), "utf-8", "größer"),
    ("größer".encode("cp1252"), "us-ascii", "größer"),
    ("größer".encode("cp1252"), "no-such-charset", "größer"),
    ("größer".encode("cp1252"), "x\x00y", "größer"),
    ("“3 is done”".encode("cp1252"), "iso-8859-1", "“3 is done”"),
    ("镕基".encode("gb18030"), "gb2312", "镕基"),
    (b"3 is done", "rot13", "3 is done"),
    (b"3 is done", "unicode_escape", "3 is done"),
    (b"3 is done", "base64", "3 is done"),
    (b"3\x00 is done", "utf-8", "3 is done"),
]


@pytest.mark.parametrize(("text", "used", "claimed"), HONEST)
def test_what_is_claimed_truly_is_decoded(text: str, used: str, claimed: str) -> None:
    assert decode(text.encode(used), claimed) == text


@pytest.mark.parametrize(("octets", "claimed", "text"), LYING)
def test_what_is_claimed_falsely_is_decoded_all_the_same(octets: bytes, claimed: str, text: str) -> None:
    assert decode(octets, claimed) == text


def test_a_few_wrong_octets_cost_no_more_than_themselves() -> None:
    text = "完成了这个里程碑的所有工作" * 4
    assert decode(text.encode() + b"\xff", "utf-8").startswith(text)


@given(st.binary(max_size=200), st.one_of(st.text(max_size=20), st.sampled_from([claimed for *_, claimed in HONEST])))
def test_anything_decodes_to_text_that_can_be_stored(octets: bytes, charset: str) -> None:
    text = decode(octets, charset)
    text.encode("utf-8")
    assert "\x00" not in text


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "zip", "hex", "raw_unicode_escape"])
def test_codecs_that_are_no_charsets_are_not_used(name: str) -> None:
    assert codec_named(name) is None


def test_printable_text_is_one_line_without_control_characters() -> None:
    assert printable("a\r\nb\x1b[31m\tc\x00\ud800") == "a b[31m c\ufffd"
