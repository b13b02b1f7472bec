"""Tables that somebody fills in by hand, with bars between the cells."""

import pytest

from tests.commands.reading_room import context, in_words, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 | done | sent the files\n2 | 60% | photos missing", "done 1; progress 2 60%"),
        (
            "| # | Status | Notes |\n|---|---|---|\n| 1 | done | in the folder |\n| 2 | 60% | |",
            "done 1; progress 2 60%",
        ),
        ("| # | Milestone | Status |\n|--|--|--|\n| 1 | Homepage design | done |", "done 1"),
        ("| Item | Status |\n| Product pages | 90% |", "progress 2 90%"),
        ("| 1 | done | no |", "? unclear"),
        ("| 1 | done | not tested |", "? unclear"),
        ("| # | Plan |\n|---|---|\n| 1 | done |", "? unclear"),
        ("| Milestone | Planned | Done |\n| 1 | 100% | 60% |", "? unclear"),
        ("1 | done | open | blocked", "blocked 1; ? unclear"),
    ],
)
def test_a_row_says_what_its_cells_say(text: str, expected: str) -> None:
    assert in_words(read(text, context(letter="check_in"))) == expected


def test_a_row_is_kept_as_it_was_written() -> None:
    assert read("| 1 | done | in the folder |").asked[0].line == "| 1 | done | in the folder |"
