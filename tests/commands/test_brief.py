"""A project described in plain lines."""

from datetime import date
from decimal import Decimal

import pytest

from mailflow.commands.brief import brief_of
from mailflow.commands.brief_dates import with_dates
from mailflow.commands.brief_lines import amount_of
from mailflow.commands.reading.when import Clock
from mailflow.domain.calendar import Calendar
from mailflow.domain.people import Role
from tests.commands.reading_room import words

MONDAY = Clock(date(2026, 11, 23), Calendar("Europe/Berlin"), None)
TEXT = """NEW PROJECT: Acme app

Vision: An app that opens before you think of it.
Time zone: Europe/Berlin

Milestones:
1. Login screen, 2026-12-04, Dana, EUR 1,200
   - works offline
   [ ] Icons
2. Texts for the store by 2026-12-11 for Lee: €350.50
3) App icon - 2026-12-18 (Dana)

People:
Dana Kim <dana@studio.example>, contractor, Asia/Manila
- Lee Wong, lee@wordsmith.example, office@wordsmith.example
Iris iris@acme.example (observer)

Scope: The app for two platforms.
Payment: net 14 days
Conditions: it works on
old phones

Looking forward!
"""


def test_a_whole_brief() -> None:
    brief = brief_of(TEXT)
    assert (brief.title, brief.zone) == ("Acme app", "Europe/Berlin")
    assert brief.vision == "An app that opens before you think of it."
    assert (brief.scope, brief.payment) == ("The app for two platforms.", "net 14 days")
    assert brief.conditions == "it works on\nold phones"
    assert [(one.name, one.role, one.zone) for one in brief.people] == [
        ("Dana Kim", Role.CONTRACTOR, "Asia/Manila"),
        ("Lee Wong", Role.CONTRACTOR, ""),
        ("Iris", Role.OBSERVER, ""),
    ]
    assert brief.people[1].addresses == ("lee@wordsmith.example", "office@wordsmith.example")
    assert [(m.number, m.title, m.due, m.who, m.amount, m.currency) for m in brief.milestones] == [
        (1, "Login screen", date(2026, 12, 4), "Dana", Decimal(1200), "EUR"),
        (2, "Texts for the store", date(2026, 12, 11), "Lee", Decimal("350.50"), "EUR"),
        (3, "App icon", date(2026, 12, 18), "Dana", None, None),
    ]
    assert (brief.milestones[0].conditions, brief.milestones[0].tasks) == (("works offline",), ("Icons",))
    assert brief.unread == ("Looking forward!",)


@pytest.mark.parametrize(
    ("line", "number", "field", "value"),
    [
        ("2: 2026-12-14", 2, "due", date(2026, 12, 14)),
        ("2. Lee Wong", 2, "who", "Lee Wong"),
        ("Milestone 3: 2026-12-20, for Lee", 3, "who", "Lee"),
        ("3. Icon set", 3, "title", "Icon set"),
        ("App icon, 2026-12-21", 3, "due", date(2026, 12, 21)),
        ("1: 900 EUR", 1, "amount", Decimal(900)),
    ],
)
def test_a_later_line_goes_before_an_earlier_one(line: str, number: int, field: str, value: object) -> None:
    brief = brief_of(f"{TEXT}\n{line}")
    found = next(one for one in brief.milestones if one.number == number)
    assert (getattr(found, field), len(brief.milestones)) == (value, 3)


def test_what_is_dropped_is_gone() -> None:
    brief = brief_of(f"{TEXT}\ndrop 3\nwithout Lee")
    assert ([m.number for m in brief.milestones], [p.name for p in brief.people]) == ([1, 2], ["Dana Kim", "Iris"])


def test_another_address_of_somebody_named_replaces_theirs() -> None:
    brief = brief_of(f"{TEXT}\nDana: dana@home.example")
    assert (brief.people[0].name, brief.people[0].addresses) == ("Dana Kim", ("dana@home.example",))


def test_a_line_of_the_agreement_with_a_date_in_it_is_no_milestone() -> None:
    brief = brief_of("Title: Shop\nPayment: in two parts\nthe first half on 2026-12-01\n\n1. Site, 2026-12-20")
    assert (brief.payment, len(brief.milestones)) == ("in two parts\nthe first half on 2026-12-01", 1)


def test_a_key_without_words_changes_nothing() -> None:
    assert brief_of(f"{TEXT}\nPayment:\n").payment == "net 14 days"


@pytest.mark.parametrize(
    ("written", "amount"),
    [("1200", "1200"), ("1,200", "1200"), ("1.200,50", "1200.50"), ("1 200.5", "1200.5"), ("350.50", "350.50")],
)
def test_amounts_as_people_write_them(written: str, amount: str) -> None:
    assert amount_of(written) == Decimal(amount)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("1. Login, 4 December, Dana", "1. Login, 2026-12-04, Dana"),
        ("2. Texts by next Friday for Lee", "2. Texts by 2026-12-04 for Lee"),
        ("3) App icon 3D - Dec 18 (Dana)", "3) App icon 3D - 2026-12-18 (Dana)"),
        ("4. Ambiguous 03/04", "4. Ambiguous 03/04"),
        ("5. Version 2.0 of the docs, 1.200,00 €", "5. Version 2.0 of the docs, 1.200,00 €"),
        ("Payment: half on 4 December", "Payment: half on 4 December"),
    ],
)
def test_dates_are_written_out_on_the_day_on_which_they_came(line: str, written: str) -> None:
    assert with_dates(line, words().lexicon("en"), MONDAY) == written
