"""Machines that put their answers into words alone, servers' reports, receipts; and people who write as machines do."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from mailflow.mail.absence import back_on
from mailflow.mail.bounce import report
from mailflow.mail.read import read
from mailflow.mail.screen import screen
from tests.corpus.screening.machines import BOUNCES, OTHERS
from tests.mail.letters import mail
from tests.mail.test_screen import CONTEXT, STRANGER

FOLDER = Path(__file__).parent
SENT = "Mon, 30 Nov 2026 09:01:00 +0000"
NOTES = [
    (note["text"], note.get("back"))
    for note in tomllib.loads((FOLDER / "responders.toml").read_text(encoding="utf-8"))["note"]
]
PEOPLE = [line for line in (FOLDER / "people.list").read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize(("text", "back"), NOTES)
def test_an_absence_note_is_recognised_by_its_words_and_tells_the_return(text: str, back: date | None) -> None:
    note = read(mail(text, date=SENT, subject="Re: Acme website: check-in"))
    assert (screen(note, CONTEXT), back_on(note)) == ("auto_reply", back)


@pytest.mark.parametrize("line", PEOPLE)
def test_who_writes_as_machines_do_is_not_taken_for_one(line: str) -> None:
    shapes = (mail(line), mail(f"Hi Anna,\n\n{line}\n\nBest,\nDana"), mail(line, subject="Out of office"))
    assert [screen(read(raw), CONTEXT) for raw in shapes] == [None, None, None]


@pytest.mark.parametrize("name", BOUNCES)
def test_every_servers_bounce_names_the_address_and_whether_for_good(name: str) -> None:
    permanent, raw = BOUNCES[name]
    found = report(read(raw), ())
    assert screen(read(raw), STRANGER) == screen(read(raw), CONTEXT) == "bounce"
    assert found is not None
    assert (found.address, found.permanent) == ("dana@studio.example", permanent)


@pytest.mark.parametrize("name", OTHERS)
def test_what_other_programs_send_is_named_as_what_it_is(name: str) -> None:
    reason, raw = OTHERS[name]
    assert screen(read(raw), CONTEXT) == reason


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("I am out until 11/12/2026.", None),
        ("I am out until 25/12/2026.", date(2026, 12, 26)),
        ("I am out until 12/25/2026.", date(2026, 12, 26)),
        ("Out until 5 January.", date(2027, 1, 6)),
        ("I am not here from 1 to 4 December and back on 7 December.", date(2026, 12, 7)),
        ("I will not return until 14 December.", date(2026, 12, 14)),
        ("Our fair is on 12 December. I am away.", None),
        ("Out until 31 November.", None),
        ("I am back on 30 February 2027.", None),
        ("Out until 3 May 2041.", None),
    ],
)
def test_a_return_is_told_only_where_it_is_sure(text: str, back: date | None) -> None:
    assert back_on(read(mail(text, date=SENT))) == back


def test_a_note_without_a_date_of_its_own_tells_no_return() -> None:
    assert back_on(read(mail("Out until 5 January.", date=""))) is None


def test_a_receipt_needs_more_than_its_subject() -> None:
    assert screen(read(mail("3 is done", subject="Read: Acme website")), CONTEXT) is None
    assert screen(read(mail("Your message came through, 3 is done.", subject="Lu : Acme")), CONTEXT) is None
