"""Headings with lists below them, in the styles in which people write them."""

import pytest

from tests.commands.reading_room import context, in_words, read

REPORT = "{0}\n- 1\n- product pages\n\n{1}\n- 4\n\n{2}\n- 5\n\n{3}\n- 3: waiting for the logo"
UNDERSTOOD = "done 1; done 2; start 4; blocked 3 ~"
STYLES = [
    ("Done this week:", "In progress:", "Next week:", "Blockers:"),
    ("Done", "WIP", "Next", "Blocked"),
    ("**Done**", "**Doing**", "**To do**", "**Blocked**"),
    ("**Finished this week:**", "**In progress:**", "**Next week:**", "**Blockers:**"),
    ("*Done*", "*In progress*", "*Next*", "*Blocked*"),
    ("__Done__", "__In progress__", "__Next__", "__Blocked__"),
    ("## Done", "## In progress", "## Next", "## Blocked"),
    ("COMPLETED THIS WEEK", "IN PROGRESS", "TO DO", "BLOCKED"),
    ("✅ Done", "🚧 WIP", "🔜 Next", "❌ Blocked"),
    ("What's done:", "Working on:", "What's next:", "Blockers:"),
]


@pytest.mark.parametrize("headings", STYLES, ids=lambda headings: headings[0])
def test_a_list_is_what_its_heading_says(headings: tuple[str, ...]) -> None:
    assert in_words(read(REPORT.format(*headings), context(letter="check_in"))) == UNDERSTOOD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Done - 1, 3\nWIP - 4\nBlocked - 5", "done 1; done 3; start 4; blocked 5"),
        ("Yesterday: 1, 3\nToday: 2\nBlockers: none", "note"),
        ("Yesterday:\n- 1\nToday:\n- 2\nBlockers:\n- none", "note"),
        ("Yesterday: finished 1\nToday: working on 2\nBlockers: none", "done 1; start 2"),
        ("Completed\n- 1\n- 2\nPending\n- 3", "done 1; done 2"),
        ("Done:\n- 1 \u2705\n- 2 \u274c", "done 1; ? unclear"),
        ("Done:\n- 1\n- 2 (except the images)", "done 1; ? unclear"),
        ("Done:\n- 1 tomorrow", "? unclear"),
        ("Done:\n-\nIn progress:\n- 1", "start 1"),
        ("Done by Lee:\n- 1", "? unclear"),
        ("Done \U0001f91e\n- 1", "? unclear"),
        ("Not done:\n- 1", "note"),
        ("1. Homepage design\n\nfinished\n\n2. Product pages\n\n50 percent", "done 1; progress 2 50%"),
        ("- Homepage design\nFinished\n- Product pages\nabout 50%", "done 1; progress 2 50%"),
    ],
)
def test_a_heading_completes_nothing_more(text: str, expected: str) -> None:
    assert in_words(read(text, context(letter="check_in"))) == expected
