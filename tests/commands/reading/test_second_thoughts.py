"""What is taken back, denied in short, or said of one and not of another in the same mail."""

import pytest

from tests.commands.reading_room import context, in_words, read


@pytest.mark.parametrize(
    "label", ["EDIT: no it's not, build failed", "Edit: no, it isn't", "Wait, no", "Hold on, it's not, sorry"]
)
def test_a_denial_under_a_label_puts_all_that_was_said_in_doubt(label: str) -> None:
    said = read(f"3 is done.\n\n2 at 40%\n\n{label}")
    assert "done" not in [one.verb for one in said.asked]
    assert "unclear" in [one.reason for one in said.unclear]


def test_an_approval_taken_back_in_short_is_asked() -> None:
    said = read("Approve 3\n\nEDIT: no, it's not", context("olive"))
    assert "approve" not in [one.verb for one in said.asked]


@pytest.mark.parametrize(
    "denial",
    [
        "Don't approve 3, I have only just heard that it stops at noon.",
        "But not 3.",
        "Actually don't approve it.",
        "3 is not approved.",
        "I can't approve 3.",
    ],
)
@pytest.mark.parametrize("between", [" ", "\n", "\n\n"])
def test_an_approval_that_another_sentence_denies_is_asked(denial: str, between: str) -> None:
    said = read(f"Approve 3.{between}{denial}", context("olive"))
    assert "approve" not in [one.verb for one in said.asked]
    assert "contradiction" in [one.reason for one in said.unclear]


def test_a_completion_beside_a_part_that_is_not_is_asked() -> None:
    assert in_words(read("3 is done.\n3.1 is done. 3.2 is not done.")) == "task_done 3.1; ? contradiction"


def test_a_denial_that_names_one_leaves_the_others() -> None:
    assert in_words(read("1 is done.\n2 is done.\n\nEDIT: 1 is not, build failed")) == "done 2; note; ? contradiction"


@pytest.mark.parametrize("text", ["3 is not.", "3 not yet", "but 3 is not, the build failed"])
def test_a_short_denial_contradicts_what_was_claimed(text: str) -> None:
    said = read(f"3 is done.\n{text}")
    assert "done" not in [one.verb for one in said.asked]
    assert said.unclear


def test_what_one_is_not_another_is() -> None:
    assert in_words(read("3 isn't ready. 4 is.")) == "done 4"
    assert in_words(read("Neither 1 nor 2 is done but 3 is.")) == "done 3"


@pytest.mark.parametrize("text", ["3 will be done tomorrow, 4 is", "Is 3 done? 4 is", "once 3 is done, 4 is", "4 is"])
def test_nothing_is_done_because_another_may_be(text: str) -> None:
    assert "done" not in [one.verb for one in read(text).asked]


def test_all_but_one_is_asked_without_that_one() -> None:
    said = read("everything done except 3")
    assert in_words(said) == "? unclear"
    assert said.unclear[0].choices == ("DONE 1, 2, 4, 5, 7",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("approve 1 but not 2", "approve 1"), ("approve 1, but not if it rains", "? unclear")],
)
def test_an_approval_that_spares_another_is_one(text: str, expected: str) -> None:
    assert in_words(read(text, context("olive"))) == expected


def test_a_correction_of_a_receipt_is_asked_with_undo() -> None:
    said = read("Sorry, I meant 2", context(about=3, letter="receipt"))
    assert said.asked == ()
    assert said.unclear[0].choices == ("UNDO", "UNDO, then DONE 2")


def test_a_corrected_date_is_the_date() -> None:
    assert in_words(read("New date for 5 is 21 December. Correction: 22 December.")) == "date_request 5 2026-12-22"


def test_words_in_quotation_marks_are_a_command_only_as_a_letter_offers_them() -> None:
    assert in_words(read("“done 3”")) == "done 3"
    assert "done" not in in_words(read("“3 is done”"))
    assert "done" not in in_words(read("Lee wrote:\n“done 3”"))


def test_a_heading_without_a_colon_ends_with_its_list() -> None:
    assert in_words(read("Completed\n- 1\n- 2\nPending\n- 3")).startswith("done 1; done 2")
    assert "done 3" not in in_words(read("Completed\n1\n2\nPending\n3"))


def test_a_share_of_something_else_is_no_progress() -> None:
    assert in_words(read("I used 80% of the budget of 2")) == "note"


def test_marks_that_were_spoken_are_marks() -> None:
    assert in_words(read("Milestone 3 done comma 4 started full stop")) == "done 3; start 4"
    assert in_words(read("The trial period of 3 is at 50%, comma missing")) != ""


@pytest.mark.parametrize(
    "text", ["done 3, sorry, not 3, 4", "3 done, no, 4", "3 is done - sorry, 4", "done 3, sorry, 4"]
)
def test_a_sentence_that_corrects_itself_is_about_the_other_one(text: str) -> None:
    assert in_words(read(text)) == "done 4"


@pytest.mark.parametrize(
    "condition",
    ["if you find nothing, that is", "Only if you agree.", "Unless you find something", "PS: only if you agree"],
)
def test_a_condition_behind_it_puts_a_completion_in_doubt(condition: str) -> None:
    assert "done" not in [one.verb for one in read(f"3 is done.\n\n{condition}").asked]


@pytest.mark.parametrize(
    "courtesy",
    [
        "If you need anything, just call.",
        "If you have any questions please call me",
        "Unless you object, I'll start 4.",
    ],
)
def test_a_courtesy_with_a_condition_takes_nothing_back(courtesy: str) -> None:
    assert "done 3" in in_words(read(f"3 is done. {courtesy}"))


@pytest.mark.parametrize(
    "text",
    [
        "3 done = party",
        "3 is done on my machine",
        "3 looks finished to me, it still fails",
        "3 complete in 2 hours",
        "3 was done. Was.",
        "3 is done, and pigs can fly",
        "What I would need to call\n3 done\nis a phone.",
    ],
)
def test_what_only_sounds_done_is_not(text: str) -> None:
    assert "done" not in [one.verb for one in read(text).asked]


@pytest.mark.parametrize(
    "text", ["cancel 6 if nobody objects", "payment for 3 tomorrow", "assign 4 to lee if he agrees"]
)
def test_an_order_on_a_condition_or_for_later_is_none(text: str) -> None:
    assert not {"cancel", "paid", "assign"} & {one.verb for one in read(text, context("olive")).asked}


def test_a_word_of_another_title_than_the_letters_completes_nothing() -> None:
    assert in_words(read("The templates are finished", context(about=3, letter="reminder"))).startswith("? unclear")
    assert in_words(read("The blog templates are finished", context(about=3, letter="reminder"))) == "done 5"
