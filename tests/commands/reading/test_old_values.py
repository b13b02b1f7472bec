"""What was so before beside what is so now, who asks, and where one thing ends and the next begins."""

import pytest

from tests.commands.reading_room import in_words, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 - 70% (was 40%)", "progress 3 70"),
        ("2 is at 70%, previously 40%", "progress 2 70"),
        ("5 on 17 December instead of 6 December?", "date_request 5 2026-12-17"),
        ("new date 5: 17 December (was 6 December)", "date_request 5 2026-12-17"),
    ],
)
def test_what_was_so_before_is_not_what_is_so_now(text: str, expected: str) -> None:
    assert in_words(read(text)).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Whether 3 is done depends on you",
        'You asked "is 3 done?" - no',
        "What a day.",
        "I went on with 3, which is slow",
    ],
)
def test_what_only_looks_like_a_question_is_none(text: str) -> None:
    assert "question" not in in_words(read(text))


@pytest.mark.parametrize(
    "text", ["Whether to show kg or lbs, please advise.", "dont know if you want a map, please let me know"]
)
def test_what_wants_an_answer_is_a_question(text: str) -> None:
    assert in_words(read(text)) == "question"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 ✔️ 2 ⏳", "done 1"),
        ("hero image is finished, footer is missing", "task_done 1.1"),
        ("3 is done you can check it", "done 3"),
        ("waitng for the API keys for 3", "blocked 3"),
    ],
)
def test_what_is_said_of_one_is_not_said_of_the_next(text: str, expected: str) -> None:
    assert in_words(read(text)).startswith(expected)


@pytest.mark.parametrize("text", ["I finished everything except 3", "everything done except 3"])
def test_all_but_one_is_asked(text: str) -> None:
    assert in_words(read(text)) == "? unclear"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 to the 17th please", "date_request 5 2026-12-17"),
        ("Would the 17th be ok for 5?", "date_request 5 2026-12-17"),
        ("new date 5: friday week", "date_request 5 2026-12-11"),
        ("Thanks for the extra days!", "note"),
        ("3 is 100% my responsibility", "note"),
        ("unless 3 is done today we are late", "note"),
    ],
)
def test_dates_and_shares_in_passing(text: str, expected: str) -> None:
    assert in_words(read(text)).startswith(expected)
