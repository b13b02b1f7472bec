"""format=flowed: soft breaks taken back, quotes and signatures left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.flowed import unflow

CASES = {
    "a \nb\nc": "a b\nc",
    "a\nb": "a\nb",
    "> a \n> b\nc": "> a b\nc",
    "> a \nb": "> a \nb",
    ">> a \n>> b": ">> a b",
    " From here\n": "From here\n",
    "a \n-- \nDana": "a \n-- \nDana",
    "-- \nDana \nKim": "-- \nDana Kim",
    "a \r\nb\r\n": "a b\n",
    "a ": "a ",
    "": "",
}


@pytest.mark.parametrize(("wire", "text"), CASES.items())
def test_soft_breaks_are_taken_back(wire: str, text: str) -> None:
    assert unflow(wire) == text


def test_delsp_takes_the_space_too() -> None:
    assert unflow("完了 \nしました", delsp=True) == "完了しました"


@given(st.text(alphabet="ab> -\n", max_size=80))
def test_no_letter_is_lost(text: str) -> None:
    assert [c for c in unflow(text) if c in "ab"] == [c for c in text if c in "ab"]
