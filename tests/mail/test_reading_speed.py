"""Twice as much costs twice as much, whatever a message is made of; and any bytes at all give an object."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.domain.reading import ReplyText
from mailflow.mail.absence import back_on
from mailflow.mail.message import InboundMessage
from mailflow.mail.read import Unreadable, read
from mailflow.mail.reply_text import reply_text
from mailflow.mail.screen import screen
from tests.mail.letters import mail
from tests.mail.test_screen import CONTEXT

ATTRIBUTION = "On Tue, May 3, 2022 at 3:00 PM, Al <al@b.example> wrote:\n"
TEXTS = [
    "\n",
    ">",
    "> \n",
    ">\n\n",
    ATTRIBUTION,
    ATTRIBUTION.replace("\n", " "),
    ATTRIBUTION.replace("<", "<\n"),
    "> wrote:\n",
    ">>> Al <al@b.example> 11.04.2017 22:07 >>>\n",
    "> 50 % done\n",
    "Al <al@b.example>, 30\n",
    "Al <al@b.example> wrote on ",
    "From: al@b.example\n\n",
    "Sent: the files\n\n",
    "-=-=-=-\n",
    "Kind regards | ",
    "Registered in ltd ",
    "Is this? ",
    "Galaxy cihazımdan ",
    "x에서 ",
    "a ---1/1/20 1:00---",
    "&nbsp;",
    "12 December until ",
    "back on 12",
    "1.",
    "Lu : ",
    "On ",
    "wrote: ",
    "_" * 40 + "\n",
    "| a |\n",
    "a@b.example ",
]
PAGES = [
    "<div>",
    "<blockquote>",
    "<div>&nbsp;</div>",
    "<p class=MsoNormal><o:p>&nbsp;</o:p></p>",
    "<b>From:</b> a<br>",
    "<table><tr>",
]
SIZE = 500_000


def _cost(piece: str, size: int, kind: str) -> float:
    """Processor seconds for all that is done to a message: the best of two."""
    raw = mail((piece * (size // len(piece) + 1))[:size], content_type=f"text/{kind}; charset=utf-8")
    costs = []
    for _ in range(2):
        began = process_time()
        message = read(raw)
        screen(message, CONTEXT)
        reply_text(message, frozenset({1}))
        back_on(message)
        costs.append(process_time() - began)
    return min(costs)


@pytest.mark.parametrize(("piece", "kind"), [(t, "plain") for t in TEXTS] + [(p, "html") for p in PAGES])
def test_twice_as_much_costs_no_more_than_twice_as_much(piece: str, kind: str) -> None:
    half, whole = _cost(piece, SIZE, kind), _cost(piece, 2 * SIZE, kind)
    assert whole < max(0.2, 3.5 * half)


@pytest.mark.parametrize("piece", ["\n", ">", "<div>", ATTRIBUTION])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_megabyte_is_read_within_a_second(piece: str, kind: str) -> None:
    assert _cost(piece, 2 * SIZE, kind) < 1


def _everything(raw: bytes) -> None:
    try:
        message = read(raw)
    except Unreadable:
        return
    assert isinstance(message, InboundMessage)
    screen(message, CONTEXT)
    back_on(message)
    assert isinstance(reply_text(message, frozenset({1})), ReplyText)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_give_an_object(raw: bytes) -> None:
    _everything(raw)


@settings(max_examples=300, deadline=None)
@given(
    head=st.lists(
        st.sampled_from(
            [
                b"From: a@b.example\n",
                b"From: =?utf-8?q?=ff?= <a@b.example>\n",
                b"Date: Mon, 30 Nov 2026 09:01:00 +0000\n",
                b"Date: 99 Foo\n",
                b"Subject: =?x?b?@?=\n",
                b"Subject: Read: x\n",
                b"Content-Type: text/html; charset=nonsense\n",
                b"Content-Type: multipart/mixed; boundary=b\n",
                b"Content-Type: text/plain; charset=utf-16\n",
                b"Content-Transfer-Encoding: base64\n",
                b"Content-Transfer-Encoding: quoted-printable\n",
                b"Content-Type: text/plain; format=flowed; delsp=yes\n",
                b"\xff\xfe: \x00\n",
            ]
        ),
        max_size=5,
        unique=True,
    ),
    body=st.lists(
        st.sampled_from(
            [
                *(text.encode() for text in TEXTS[:24]),
                *(page.encode() for page in PAGES),
                b"--b\n",
                b"--b--\n",
                b"Content-Type: message/rfc822\n\n",
                b"=ZZ=\n",
                b"\xff\xfe\x00\xd8",
                b"back on 31 December 9999",
                b"until 0.0.0000 ",
                b"12/13/2026 14\xe6\x9c\x8899\xe6\x97\xa5",
                b"\r",
            ]
        )
        | st.binary(max_size=20),
        max_size=25,
    ),
)
def test_any_message_gives_an_object(head: list[bytes], body: list[bytes]) -> None:
    _everything(b"".join(head) + b"\n" + b"".join(body))
