"""Header values, unfolded and decoded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.headers import as_text, decoded, message_ids

DECODED = {
    "plain": "plain",
    "folded\r\n  line": "folded line",
    "=?utf-8?q?Gr=C3=B6=C3=9Fe?=": "Größe",
    "=?utf-8?B?R3LDtsOfZQ==?=": "Größe",
    "=?UTF-8?B?R3LDtsOfZQ?=": "Größe",
    "=?utf-8?q?a?= =?utf-8?q?b?=": "ab",
    "=?utf-8?q?a?=\r\n =?utf-8?q?b?=": "ab",
    "=?utf-8?q?a?= c =?utf-8?q?b?=": "a c b",
    "Re: =?utf-8?B?ww==?= =?utf-8?B?tg==?=": "Re: ö",
    "=?utf-8?q?Gr=C3?= =?utf-8?q?=B6=C3=9Fe?=": "Größe",
    "=?gb2312?B?zeqzycHL?=": "完成了",
    "=?utf-8*de?q?Gr=C3=B6=C3=9Fe?=": "Größe",
    "=?no-such?q?abc?=": "abc",
    "=?utf-8?q?a=0D=0ABcc:_x?=": "a Bcc: x",
    "=?utf-8?q?unfinished": "=?utf-8?q?unfinished",
    "a_b=c": "a_b=c",
}


@pytest.mark.parametrize(("wire", "text"), DECODED.items())
def test_values_are_decoded_for_people(wire: str, text: str) -> None:
    assert decoded(wire) == text


def test_raw_octets_are_read_as_utf8_or_western() -> None:
    for octets in ("Größe".encode(), "Größe".encode("latin-1")):
        assert decoded(octets.decode("ascii", "surrogateescape")) == "Größe"


@given(st.text(max_size=100))
def test_no_value_keeps_a_line_break_or_a_surrogate(wire: str) -> None:
    assert not set("\r\n\x00\x1b") & set(decoded(wire))
    decoded(wire).encode("utf-8")


@given(st.text(alphabet="=?utf-8qb_ \r\nAZ09+/", max_size=80))
def test_broken_encoded_words_are_no_trouble(wire: str) -> None:
    assert "\n" not in decoded(wire)


def test_unfolding_keeps_what_was_folded() -> None:
    assert as_text("a\r\n\tb") == "a\tb"


def test_message_ids_are_found_in_their_order() -> None:
    assert message_ids(["<a@x> <b@y>\t<c@z>", "no id", "<d@w>"]) == ("<a@x>", "<b@y>", "<c@z>", "<d@w>")


def test_of_endless_references_the_last_ones_are_kept() -> None:
    found = message_ids([" ".join(f"<{n}@x>" for n in range(1000))])
    assert len(found) == 200
    assert found[-1] == "<999@x>"
