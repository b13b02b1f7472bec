"""When the HTML part need not be read since it begins as the text part does."""

import pytest

from mailflow.mail.alike import begins_alike
from mailflow.mail.body_lines import HISTORY_BEGINS, Divided, clean
from mailflow.mail.html_quotes import LeftOut
from mailflow.mail.html_text import HtmlText
from mailflow.mail.quotes import divide

QUOTED = "3 is done.\n\nOn Mon, 6 Nov 2028 at 09:12, Acme <p@acme.example> wrote:\n> Hi Dana,\n> where do you stand?"
BLOCK = "\n".join(
    (
        "3 is done.\n",
        "________________________________",
        "From: Acme <p@acme.example>",
        "Sent: Monday, 6 November 2028 09:12",
        "To: Dana <dana@d.example>",
        "Subject: Where do you stand?\n",
        "Hi Dana,\nwhere do you stand?\nPlease answer.\nThank you.\nAcme",
    )
)


def _alike(plain: str, said: str, shown: str, left_out: LeftOut = LeftOut.QUOTATIONS) -> bool:
    return begins_alike(_divided(plain), said, HtmlText(shown, left_out=left_out))


def _divided(text: str) -> Divided:
    return divide(clean(text))


@pytest.mark.parametrize(
    "shown",
    [
        "3 is done.",
        f"3 is done.\n{HISTORY_BEGINS}\nOn Mon, 6 Nov 2028 at 09:12, Acme <p@acme.example> wrote:",
        "3 is *done*.\nOn Mon, 6 Nov 2028 at 09:12, Acme <p@acme.example> wrote:\n> Hi Dana,",
    ],
)
def test_the_same_words_above_nothing_but_quotations_are_the_same_reply(shown: str) -> None:
    assert _alike(QUOTED, "3 is done.", shown)


@pytest.mark.parametrize(
    "shown",
    [
        "3 is not done.",  # other words
        "",  # out of sight
        "> 3 is done.",  # quoted here alone
        f"{HISTORY_BEGINS}\n3 is done.",  # history here alone
        "3 is done.\nApprove 4.",  # more words
        "3 is done.\nOn Mon, 6 Nov 2028 at 09:12, Acme <p@acme.example> wrote:\nHi Dana,",  # quoted there alone
    ],
)
def test_what_shows_anything_else_is_read(shown: str) -> None:
    assert not _alike(QUOTED, "3 is done.", shown)


def test_a_reply_below_or_within_what_it_quotes_is_read() -> None:
    below = "> Hi Dana,\n> where do you stand?\n\n3 is done."
    assert not _alike(below, "3 is done.", "> Hi Dana,\n> where do you stand?\n3 is done.")


def test_where_more_may_stand_below_history_has_to_be_certain() -> None:
    assert _alike(BLOCK, "3 is done.", BLOCK, LeftOut.UNKNOWN)
    assert not _alike(BLOCK, "3 is done.", BLOCK.partition("Hi Dana")[0], LeftOut.UNKNOWN)
    assert not _alike("3 is done.", "3 is done.", "3 is done.", LeftOut.UNKNOWN)
