"""Consent to the agreement in people's words; consent on other terms is a proposal, and never a bare note."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.commands.reading_room import PEOPLE, context, in_words, misread, read


def invited(language: str = "en"):
    return context("dana", letter="invitation", person=replace(PEOPLE["dana"], language=language))


@pytest.mark.parametrize(
    "text",
    [
        "terms look good, I agree",
        "I am agreeing with the agreement",
        "I'm in agreement with the terms",
        "Everything is clear, I agree to the terms",
        "Sorry for the long silence, we moved house. I have now read everything twice and agree.",
    ],
)
def test_consent_with_nothing_beside_it_but_that_it_is_well_is_one(text: str) -> None:
    assert in_words(read(text, invited())).removeprefix("note; ") == "agree"


@pytest.mark.parametrize(
    "text",
    [
        "I can agree if the payment is net 14 rather than net 30",
        "I agree except for the payment: I would like net 14.",
        "Before I accept: I would ask that the payment be due after 14 days, not 30.",
        "I agree, but the payment should be net 14",
        "I agree. But please make the payment net 14.",
        "I agree.\n\nOne thing: payment net 14.",
        "I cannot agree to net 30, please make it net 14",
        "The payment should be net 14. I agree with the rest.",
    ],
)
def test_consent_on_other_terms_proposes_them_and_agrees_to_nothing(text: str) -> None:
    asked = [one.verb for one in read(text, invited()).asked if one.verb != "note"]
    assert asked == ["counter"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Ich stimme zu, außer bei der Zahlung: 14 Tage bitte"),
        ("es", "Estoy de acuerdo si el pago es a 14 días"),
        ("fr", "J'accepte, sauf pour le paiement : je voudrais 14 jours"),
        ("pt", "Concordo, exceto o pagamento: gostaria de 14 dias"),
        ("pl", "Zgadzam się, jeśli płatność będzie po 14 dniach"),
        ("uk", "Погоджуюсь, крім оплати: прошу 14 днів"),
        ("tl", "Pumapayag po ako maliban sa bayad: sana 14 days"),
        ("hi", "Main sehmat hoon, sirf payment 14 din chahiye"),
    ],
)
def test_it_does_so_in_every_language(language: str, text: str) -> None:
    assert [one.verb for one in read(text, invited(language)).asked] == ["counter"]


@pytest.mark.parametrize(
    "text",
    [
        "I do not agree",
        "I will agree tomorrow",
        "I might agree",
        "I agree in principle",
        "I agree with reservations",
        "I agree, but not with the payment.",
        "My lawyer agrees with most of it",
        "looks good, I'll read it tonight",
    ],
)
def test_what_is_no_consent_yet_agrees_to_nothing(text: str) -> None:
    assert not {"agree", "counter"} & {one.verb for one in read(text, invited()).asked}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("We broke ground on 3 yesterday", "start 3"),
        ("kicking off 3 today", "start 3"),
        ("3 start", "start 3"),
        ("I start the product pages today.", "start 2"),
        ("3 started on Monday", "start 3"),
        ("I start 3 on Friday", "note"),
        ("kicking off 3 on Friday", "note"),
        ("3 is half planned now", "progress 3 50%"),
        ("3 will be half planned by Friday", "note"),
    ],
)
def test_what_is_begun_or_how_far_it_is_is_said_in_many_ways(text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, context("dana"))), wrong


def test_a_fraction_that_would_be_a_day_long_past_is_none() -> None:
    in_may = context("dana", now=datetime(2027, 5, 18, 10, tzinfo=UTC))
    assert not (wrong := misread({"3: 1/4": "progress 3 25%", "3: 2/3": "progress 3 67%"}, in_may)), wrong


@pytest.mark.parametrize("text", ["Roughly forty per cent I'd say.", "I have started it on Saturday, it goes well."])
def test_in_answer_to_a_letter_it_is_said_of_its_milestone(text: str) -> None:
    said = in_words(read(text, context("dana", about=3, letter="check_in"))).removesuffix(" ~")
    assert said in {"progress 3 40%", "start 3"}
