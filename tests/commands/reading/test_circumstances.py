"""Blockers and their end as life tells them, in reply to a letter about one milestone."""

from dataclasses import replace

import pytest

from tests.commands.reading_room import PEOPLE, context, misread

LIFTED = (
    "The keys arrived this morning so I can carry on",
    "Fabric arrived! Back on track.",
    "paint turned up, right to go again",
    "The hoist is running again, so we're no longer held up on 3",
    "We're no longer held up on 3",
)
RESUMED = (
    "Paint's here, ta. Back on it.",
    "Credentials came through, thanks! Back on 3.",
    "The tank has reached, we are continuing with 3",
    "the yard's got its deposit, 3 can go ahead",
    "power is back, I'm continuing now",
    "the tiles came in, so I can start again",
)
HINDERED = (
    "Can't get in, the door is locked",
    "my laptop died, cannot draw now",
    "the boards haven't arrived yet",
    "no power since yesterday",
    "I can't get any further with 3 because the timber yard hasn't delivered.",
    "Can't print till I've got the logo from you lot, have asked twice.",
    "The gate is locked and the guard has no key for me, I am standing outside since morning",
    "Can't carry on, the timber hasn't come",
)
PLAIN = ("I am blocked: the shop is closed until Monday",)
AWAITING = ("Waiting on the quote from Marcus.", "can't do anything until Olive sends the pictures")
NEITHER = (
    "when the plaster comes I can carry on",
    "can't paint on Friday",
    "I haven't received the payment yet",
    "will continue tomorrow",
    "no internet here, sorry for the late answer",
    "once the fan arrives I continue",
    "Can't wait till I've got the plates!",
    "If the plates come through we are back on it",
    "The timber is here but the wrong size",
    "I locked the gate behind me",
)


def about_three(language: str = "en"):
    return context("dana", about=3, person=replace(PEOPLE["dana"], language=language))


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (LIFTED, "unblocked 3"),
        (RESUMED, "unblocked 3 ~"),
        (HINDERED, "blocked 3 ~"),
        (PLAIN, "blocked 3"),
        (NEITHER, "note"),
        (AWAITING, "blocked 3 ~"),
    ],
)
def test_what_happened_tells_of_a_blocker_and_of_its_end(texts: tuple[str, ...], wanted: str) -> None:
    assert not (wrong := misread(dict.fromkeys(texts, wanted), about_three())), wrong


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("es", "ya llegó la madera, sigo", "unblocked 3 ~"),
        ("es", "no hay luz en el taller", "blocked 3 ~"),
        ("de", "der Splitt ist nicht gekommen", "blocked 3 ~"),
        ("pl", "materiał dotarł, szyję dalej", "unblocked 3 ~"),
        ("uk", "тексти ще не прийшли", "blocked 3 ~"),
        ("de", "Ich komme mit 3 nicht weiter, weil der Filter fehlt", "blocked 3 ~"),
        ("de", "Der Filter ist da, ich mache mit 3 weiter", "unblocked 3 ~"),
        ("es", "Con el 3 no puedo seguir hasta que llegue la placa", "blocked 3"),
        ("pl", "Nie posunę się dalej z 3, brak blachy", "blocked 3 ~"),
        ("pt", "O 3 não anda, falta a foto", "blocked 3 ~"),
        ("hi", "keys mil gaye, ab kaam chalu hai", "unblocked 3"),
        ("tl", "dumating na po yung names, tuloy na", "unblocked 3"),
    ],
)
def test_it_does_so_in_other_languages(language: str, text: str, wanted: str) -> None:
    assert not (wrong := misread({text: wanted}, about_three(language))), wrong
