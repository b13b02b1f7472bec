"""The plain text of a letter."""

from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.paragraphs import WIDTH, excerpt, tidy, without_controls

WORDS = st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20)


@given(st.lists(WORDS, max_size=60), st.sampled_from(["", "   ", "- ", "> ", "   > ", "  ◐ "]))
def test_wrapping_loses_no_word_and_keeps_to_the_width(words: list[str], start: str) -> None:
    lines = tidy(start + " ".join(words)).split("\n")
    assert all(len(line) <= WIDTH for line in lines) or any("reply:" in word for word in words)
    marks = {"-", ">", "◐"} if start.strip() else set()
    kept = [word for line in lines for word in line.split()]
    assert [w for w in kept if w not in marks] == [w for w in " ".join(words).split() if w not in marks]


def test_no_word_or_two_stand_alone_on_the_last_line() -> None:
    text = "These are words enough for one line of seventy characters or so, and paid"
    assert tidy(text) == "These are words enough for one line of seventy characters or\nso, and paid\n"


def test_line_that_offers_words_is_not_broken_in_any_language() -> None:
    line = "Um einen anderen Termin zu erbitten, antworten Sie: NEUER TERMIN 4: der Tag, an dem es geht"
    assert tidy(line, "antworten Sie:") == line + "\n"


def test_quoted_words_stay_quoted_when_they_are_wrapped() -> None:
    assert all(line.startswith("   > ") for line in tidy("   > " + "word " * 40).strip("\n").split("\n"))


def test_an_offer_is_never_broken() -> None:
    line = "To ask for something that takes a good many words to be described here, reply: APPROVE 3"
    assert tidy(line) == line + "\n"


def test_never_two_blank_lines() -> None:
    assert tidy("\n\na\n\n\n\nb \n\n") == "a\n\nb\n"


def test_an_excerpt_knows_every_line_break_and_says_where_it_was_cut() -> None:
    assert excerpt("a\r\nb\u2028c\x0bd", 100) == ["a", "b", "c", "d"]
    assert excerpt("abc def", 3) == ["abc […]"]
    assert excerpt("  ", 3) == [""]


def test_controls_are_left_out() -> None:
    assert without_controls("a\x00b\x1b[31m\tc\nd") == "ab[31m\tc\nd"
