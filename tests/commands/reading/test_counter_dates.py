"""Owners who answer a wish for another date in prose: with a third day, with an assent, with neither."""

from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, context, in_words, read


def answer(text: str, language: str = "en") -> str:
    owner = replace(PEOPLE["olive"], language=language)
    return in_words(read(text, context("olive", person=owner, about=3, letter="date_request")))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Let's say the 18th, then I still have a day to look at it."),
        ("en", "She can have until the 18th."),
        ("de", "Sagen wir den 18. Dezember."),
        ("de", "Lieber der 18. Dezember."),
        ("es", "Digamos el 18 de diciembre."),
        ("fr", "Disons le 18 décembre."),
        ("pt", "Digamos 18 de dezembro."),
        ("pl", "Powiedzmy 18 grudnia."),
        ("uk", "Скажімо, 18 грудня."),
    ],
)
def test_a_third_day_moves_the_milestone(language: str, text: str) -> None:
    assert answer(text, language).startswith("move 3 2026-12-18")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "OK with me, tell her no more after that"),
        ("en", "No problem, tell her thanks"),
        ("de", "Geht in Ordnung, liebe Grüße aus Köln"),
        ("de", "Einverstanden mit dem neuen Termin."),
        ("es", "Por mí no hay problema"),
    ],
)
def test_an_assent_accepts_the_date(language: str, text: str) -> None:
    assert answer(text, language) == "accept_date 3"


@pytest.mark.parametrize(
    "text",
    [
        "No, we have to keep the 4th",
        "We must keep the 4th.",
        "No can do, the printer is booked. Keep the 4th.",
        "The inspector comes on Monday. The date has to stay as it is.",
    ],
)
def test_a_day_that_has_to_be_kept_is_kept(text: str) -> None:
    assert answer(text) == "keep_date 3"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Grand, but not a day later than the 18th. Tell Dana I said so."),
        ("en", "No problem. Let me ask the board first."),
        ("en", "Fine with me if the tests pass"),
        ("en", "Let's say the 18th if the printer agrees"),
        ("en", "I can't give her until the 18th"),
        ("en", "No problem, I'll think about it"),
        ("de", "Kein Problem, ich frage erst den Vorstand."),
        ("de", "Lieber nicht."),
        ("es", "Me parece bien, pero que avise antes."),
    ],
)
def test_what_is_put_off_or_limited_decides_nothing(language: str, text: str) -> None:
    said = answer(text, language)
    assert "? unclear" in said
    assert not any(verb in said for verb in ("accept_date", "keep_date", "move"))


def test_what_leads_to_a_decision_before_a_colon_is_no_part_of_it() -> None:
    led = "Quick ones from the airport: approve 3, and keep 5 as it is."
    assert in_words(read(led, context("olive"))) == "approve 3; keep_date 5"
    for doubt in ("If the board agrees: approve 3", "Lee told me: approve 3", "My question: approve 3 or not"):
        assert "approve 3" not in in_words(read(doubt, context("olive")))


def test_what_owners_tell_of_others_is_no_report_of_theirs() -> None:
    told = "Dana has sent me the invoice for the checkout."
    assert in_words(read(told, context("olive"))) == "note"
    assert in_words(read("Dana can't do the checkout any more. Assign 3 to lee", context("olive"))) == "assign 3 lee"


def test_nobody_is_praised_beside_what_is_sent_back() -> None:
    text = "Thank you Dana, the page is beautiful and loads fast. REVISE 3: the logo must link to the home page"
    assert in_words(read(text, context("olive", about=3, letter="review"))).startswith("revise 3")


def test_an_approval_that_waits_is_neither_given_nor_refused() -> None:
    said = in_words(read("Don't approve 3 yet please, I want to show it to the treasurer first.", context("olive")))
    assert said == "note"


def test_a_week_without_its_days_is_what_is_left_of_it() -> None:
    for text in ("I'm away this week.", "I won't be around for the rest of the week."):
        assert "away 2026-12-01 until 2026-12-04" in in_words(read(text, context("olive"))), text


def test_a_day_is_that_of_the_letter_whatever_else_the_answer_speaks_of() -> None:
    assert answer("We can give some time, as the logo is coming. Make it the 18th.").startswith("move 3 2026-12-18")
    assert answer("I laughed about the launch. The 21st is fine with me. Please accept the date.") == (
        "accept_date 3 2026-12-21"
    )


def test_a_payment_is_of_the_number_before_its_reference() -> None:
    assert in_words(read("paid 3 ref BACS 5521", context("olive"))) == "paid 3"
    text = "The bank has paid out. PAID 3 ref ALDER-0031. Next is Lee, when his is approved."
    assert in_words(read(text, context("olive"))) == "paid 3"
