"""What counts as newly written."""

from mailflow.mail.message import InboundMessage
from mailflow.mail.reply_text import reply_text


def test_inline_answers_know_the_line_above_them():
    reply = reply_text(InboundMessage(text="On Tue, May 3, 2022 at 3:00 PM, Al <a@b.c> wrote:\n> 4. Footer\n\nyes"))
    assert reply.text == "yes"
    assert [(inline.line, inline.quoted) for inline in reply.inline] == [(0, "4. Footer")]
