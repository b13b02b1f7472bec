"""Every reason is named once, explained, and stands in the operator's list as the program has it."""

from pathlib import Path

from mailflow.domain.disposition import EXPLAINED, REASONS, WAITING, Disposition

PAGE = Path(__file__).parents[2] / "docs/reasons.md"


def rows() -> list[str]:
    """The table as the page has to have it."""
    ended = [(one.name, str(one.disposition), one.meaning, one.remedy, one.answered, one.releasable) for one in REASONS]
    waiting = [(one.name, "waits", one.meaning, one.remedy, False, False) for one in WAITING]
    yes = {True: "yes", False: ""}
    return [
        f"| `{name}` | {end} | {meaning} | {remedy} | {yes[told]} | {yes[free]} |"
        for name, end, meaning, remedy, told, free in (*ended, *waiting)
    ]


def test_the_page_of_reasons_is_what_the_program_does() -> None:
    written = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert written == rows(), "docs/reasons.md: its table should be\n" + "\n".join(rows())


def test_there_are_thirty_reasons_or_more_and_each_name_stands_for_one() -> None:
    assert len(EXPLAINED) == len(REASONS) + len(WAITING) >= 30


def test_each_says_what_it_means_and_what_to_do_in_whole_sentences() -> None:
    for one in EXPLAINED.values():
        assert one.meaning.endswith("."), one.name
        assert one.remedy.endswith("."), one.name


def test_what_was_dealt_with_is_not_released() -> None:
    dealt_with = {Disposition.HANDLED, Disposition.NOTED}
    assert [one.name for one in REASONS if one.releasable and one.disposition in dealt_with] == []
