"""What a milestone that is added is called, and by when and by whom."""

from datetime import date

import pytest

from mailflow.commands.grammar import grammar
from mailflow.domain.reading import ReplyText
from tests.commands.reading_room import context, words

DAY = date(2026, 12, 12)


@pytest.mark.parametrize(
    ("line", "title", "person"),
    [
        ("ADD milestone Newsletter, 12 December, for dana", "Newsletter", "dana"),
        ("add milestone: Newsletter due 12 December for Dana", "Newsletter", "dana"),
        ("ADD milestone Launch, due 12 December, Dana", "Launch", "dana"),
        ('add milestone "Newsletter" due 12 Dec for Lee', "Newsletter", "lee"),
        ("New milestone: Texts for the store by 12 Dec for lee", "Texts for the store", "lee"),
        ("Add milestone: Newsletter template, due 12 December, assigned to Lee", "Newsletter template", "lee"),
        ("ADD MILESTONE: Newsletter due 2026-12-12", "Newsletter", None),
    ],
)
def test_the_title_is_what_is_neither_date_nor_name(line: str, title: str, person: str | None) -> None:
    (asked,) = grammar(ReplyText(line), context("olive"), words()).asked
    assert (asked.verb, asked.text, asked.day, asked.person, asked.milestone) == ("add", title, DAY, person, None)


def test_lines_of_a_list_belong_to_it_and_other_lines_do_not() -> None:
    text = "ADD milestone: Newsletter, 12 December, dana\n- works on phones\n- two languages\nAPPROVE 3"
    first, second = grammar(ReplyText(text), context("olive"), words()).asked
    assert (first.text, second.verb) == ("Newsletter\nworks on phones\ntwo languages", "approve")
