"""What of a letter is recognised as ours when it comes back."""

from mailflow.domain.reading import line_hash
from mailflow.mail.known_lines import known_lines
from mailflow.mail.quotes import Part, divide

RECEIPT = """Acme website

Hello Dana,

Thank you, noted

> DONE 1
> and can we move milestone 2 to the
> eleventh of December?

Milestone 1 (Homepage design) is submitted. Thank you.
"""


def unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(int.from_bytes(packed[i : i + 8], "big") for i in range(0, len(packed), 8))


KNOWN = unpacked(known_lines(RECEIPT, ""))


def own(text: str) -> list[str]:
    lines = text.splitlines()
    return [
        line for line, part in zip(lines, divide(lines, KNOWN).parts, strict=True) if line.strip() and part is Part.OWN
    ]


def test_a_line_of_ours_is_known() -> None:
    assert line_hash("Milestone 1 (Homepage design) is submitted. Thank you.") in KNOWN


def test_what_somebody_wrote_and_our_receipt_quoted_may_be_written_again() -> None:
    assert own("DONE 1") == ["DONE 1"]
    again = "and can we move milestone 2 to the eleventh of December?"
    assert own(again) == [again]


def test_the_same_words_within_our_letter_quoted_bare_are_not_theirs() -> None:
    bare = RECEIPT.replace("> ", "").partition("\n\n")[2].partition("\n\n")[2]
    assert own(f"Thanks!\n\n{bare}") == ["Thanks!"]
