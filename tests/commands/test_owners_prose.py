"""Owners' decisions in the words of prose: sent back, kept, cancelled with a reason, thanked, called together."""

from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, asking, context, misread, read


def owner(language: str = "en", **known: object):
    return context("olive", person=replace(PEOPLE["olive"], language=language), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3 needs another round: the font is purple.", "revise 3"),
        ("kick 3 back: font is purple", "revise 3"),
        ("Not happy with 3: the font is purple", "revise 3"),
        ("No, the date of 5 stays as it is.", "keep_date 5"),
        ("The date of 5 stays", "keep_date 5"),
        ("Please pause the whole project", "pause_project"),
        ("Let's pause the project", "pause_project"),
        ("Cancel milestone 5 because we write no blog.", "cancel 5"),
        ("Cancel 5, the shop will have no blog", "cancel 5"),
        ("We have to cancel milestone 5, since the shop now has no blog.", "cancel 5"),
        ("Milestone 5 is cancelled because nobody reads it", "cancel 5"),
        ("ok on 3, approved", "approve 3"),
        ("let's hop on a call Wed 2pm re: fire doors", "meet 2026-12-02 at 14:00"),
        ("Some feedback for Dana: the pages are wonderful, but answer within two days.", "feedback dana"),
        ("Thank you Dana, you went down there in a hailstorm, I won't forget that.", "thank dana ~"),
        ("paid 3, ref 2027-88", "paid 3"),
        ("How lovely, the wheat especially!", "note"),
        ("Let's get everybody on a call Thursday at 4pm to go over the plan", "meet 2026-12-03 at 16:00 ~"),
        ("Can everybody make Monday 7 December at 14:00?", "? unclear"),
        ("can someone get the crew on a call wed at 2pm?", "? unclear"),
        (
            "Revise 3: the flax is purple. Move 5 to 30 December. Thank Dana: for the Sunday.",
            "revise 3; move 5 2026-12-30; thank dana",
        ),
        ("Revise 3: wrong time.\nAccept date 5.", "revise 3; accept_date 5"),
        ("Revise 3: too far left. Move 2 to the right.", "revise 3"),
        ("Approve 3, and please thank Dana.", "approve 3; thank dana ~"),
        ("5 has to be ready by the 4th", "move 5 2026-12-04 ~"),
        ("The socket will be moved on Thursday.", "note"),
        ("Dana, we'll cancel 5: nobody reads it", "? unclear"),
        ("2 and 3 good to go, approved", "approve 2; approve 3"),
        ("I've paid Dana's invoice for 3 today", "paid 3"),
        ("Bill for the checkout is paid (wire, ref 20881).", "paid 3"),
        ("paid dana for 3 today, ck 4471", "paid 3"),
        ("We settled Dana's bill for 3 this morning.", "? unclear"),
        ("Thank you so much Dana for coming in on a Sunday.", "thank dana ~"),
        ("Let everybody know the keys are with the baker.", "? unclear"),
        ("Stop everything for now, the landlord is in court.", "? unclear"),
        ("I'd like us to meet on Wednesday at 9:30, to settle the logo.", "? unclear"),
        ("Please send me the digest today.", "digest"),
        ("The deadline for 5 is now 12 December.", "move 5 2026-12-12 ~"),
        ("Paid: 2 (ref 881) and 3 (ref 882).", "paid 2; paid 3"),
        ("5 doesn't work at all, please look at it again, Dana.", "? unclear"),
        ("Thanks Dana, give me a day or two.", "note"),
        ("Pause the project until the insurers are back.", "? unclear"),
    ],
)
def test_what_an_owner_decides_is_read_with_its_reason(text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, owner())), wrong


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "Ich gebe Meilenstein 3 frei.", "approve 3"),
        ("de", "Hiermit gebe ich 3 frei.", "approve 3"),
        ("de", "Termin für 5 ist in Ordnung", "accept_date 5"),
        ("de", "Der Termin von 5 bleibt", "keep_date 5"),
        ("de", "3 bezahlt, Ref 2027-88", "paid 3"),
        ("de", "5 streichen: macht die Gemeinde selbst", "cancel 5"),
        ("de", "Wir müssen 5 streichen, weil die Gemeinde das selbst macht", "cancel 5"),
        ("de", "Das ganze Projekt pausieren", "pause_project"),
        ("de", "Danke Dana, du warst im Hagel unten am Schacht", "thank dana ~"),
    ],
)
def test_owners_decide_in_german_as_in_english(language: str, text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, owner(language))), wrong


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dana, it looks superb. Approved, and thank you for staying so late."),
        ("en", "Approved, so send us the bill."),
        ("en", "The colour is right. You have my approval."),
        ("en", "They were very taken with the finish. I'm delighted to approve this one."),
        ("de", "Sieht großartig aus, ist abgenommen!"),
        ("de", "Ich habe drei Karten gekauft und alle sind angekommen. Das ist abgenommen, vielen Dank!"),
        ("pt", "Ficou ótimo. Está aprovado."),
    ],
)
def test_an_approval_beside_praise_and_its_reasons_is_one(language: str, text: str) -> None:
    assert not (wrong := misread({text: "approve 3"}, owner(language, about=3, letter="review"))), wrong


@pytest.mark.parametrize(
    ("letter", "text", "wanted"),
    [
        ("review", "Yes, this one can be signed off.", "? unclear"),
        ("review", "no", "note; ? unclear"),
        ("review", "That's a yes from me, checkout is a yes.", "? unclear"),
        ("date_request", "No, we have to keep the date.", "keep_date 3"),
        ("digest", "Only two things from me: 3 is approved, and I've paid Dana's invoice for 2.", "approve 3; paid 2"),
        ("date_request", "That's a bit late. Could it be the 5th?", "question 3; ? unclear"),
        ("date_request", "Let us give Dana until 9 December and not a day longer.", "move 3 2026-12-09"),
    ],
)
def test_an_owners_word_in_answer_to_a_letter_decides_or_is_asked_about(letter: str, text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, owner(about=3, letter=letter))), wrong


def test_a_plain_approval_amid_small_talk_is_one() -> None:
    against = owner("es", about=3, letter="review")
    assert not (wrong := misread({"Qué bonito ha quedado. Queda aprobado. Un abrazo": "approve 3"}, against)), wrong


@pytest.mark.parametrize(
    "text",
    [
        "Very nearly there, thank you. Please change:\n1. the lamp is dim\n2. the text says 24\nBy Friday if you can.",
        "Almost. Fix these: lamp's dim; text says 2024. Need it by Friday.",
        "Looks lovely. Two small things:\n- the lamp is dim\n- the text says 2024\nBy Friday please",
    ],
)
def test_a_list_under_a_review_sends_it_back_with_its_points(text: str) -> None:
    sent = [one for one in read(text, owner(about=3, letter="review")).asked if one.verb == "revise"]
    assert [(one.milestone, len(one.corrections), str(one.day)) for one in sent] == [(3, 2, "2026-12-04")]


def test_what_is_wanted_before_an_approval_sends_it_back() -> None:
    text = "I like how quick it is. Two things need fixing before I can approve it: the search finds no accents."
    assert not (wrong := misread({text: "revise 3"}, owner(about=3, letter="review"))), wrong


NOT_DECIDED = (
    "We may have to cancel 5 because nobody reads it",
    "Should we cancel 5, since nobody reads it?",
    "Don't cancel 5 because nobody reads it",
    "Dana wants to cancel 5 because nobody reads it",
    "We had to cancel 5 last year because of the rain",
    "Cancel 5 if nobody reads it",
    "Ich gebe 3 noch nicht frei",
    "ok on 3, but not approved",
    "ok on 3, approved once the photos are in",
    "7 might need another round: ask Dana",
    "Should we pause the whole project?",
    "Don't pause the whole project",
)


def test_what_is_doubted_denied_or_asked_decides_nothing() -> None:
    verbs = {"cancel", "approve", "revise", "pause_project"}
    assert not (wrong := asking(NOT_DECIDED, owner("en"), verbs)), wrong
    german = ("Ich gebe 3 noch nicht frei", "Gebe ich 3 frei?", "Ich gebe 3 frei, sobald die Fotos da sind")
    assert not (wrong := asking(german, owner("de"), verbs)), wrong
