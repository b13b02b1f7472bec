"""Whose mail has an effect, whose gets an answer, and whose gets neither."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage, Message
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from mailflow.app import Parts
from mailflow.demo.clients import reply
from mailflow.demo.stage import reply_address
from mailflow.domain.milestone import State
from tests.routes.company import CAST, CODE, SITE, beside
from tests.routes.conftest import Opener, in_process
from tests.routes.route import Route, subject, words


def written(sender: str, text: str, message_id: str = "<one@studio.example>", **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "projects@northwind.example", headers.pop("subject", "Hello")
    mail["Message-ID"], mail["Date"] = message_id, "Mon, 02 Nov 2026 07:45:00 +0000"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes().replace(b"\n", b"\r\n")


def answer(route: Route, who: str, kind: str, text: str, **headers: str) -> tuple[bytes, str]:
    """A reply with other headers, and where it goes."""
    letter = route.letter(who, kind).raw
    mail = message_from_bytes(reply(letter, CAST[who], text, route.now))
    for name, value in headers.items():
        del mail[name]
        mail[name.replace("_", "-")] = value
    return _bytes(mail), reply_address(letter)


def _bytes(mail: Message) -> bytes:
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def quiet(route: Route) -> int:
    """How many letters have left, once hours have passed in which nothing is due."""
    route.wait(hours=3)
    return len(route.letters())


# -- strangers


def test_a_stranger_gets_no_answer_ever_and_no_effect(route: Route) -> None:
    route.await_letter("dana", "invitation")
    before = quiet(route)
    message = route.submit("stranger@elsewhere.example", written("stranger@elsewhere.example", "DONE 1"))
    assert (message.disposition, message.reason) == ("ignored", "unregistered")
    assert route.store.journal.raw(message.id) is None, "a stranger's words are not kept"
    assert quiet(route) == before
    assert not route.letters("stranger@elsewhere.example")


def test_a_stranger_with_a_token_of_ours_has_no_effect_and_gets_no_answer(route: Route) -> None:
    route.await_letter("dana", "invitation")
    raw, to = answer(route, "dana", "invitation", "DONE 1", From="dana.private@mail.example")
    route.submit("dana.private@mail.example", raw, to)
    assert not route.letters("dana.private@mail.example")
    assert route.milestone(1).state is State.PLANNED
    quiet(route)
    assert [one.to for one in route.letters(kind="challenge")] == ["dana@studio.example"]


# -- proof


def test_a_forged_from_without_a_token_reaches_only_the_registered_address(route: Route) -> None:
    route.await_letter("dana", "invitation")
    raw = written("Dana Kim <dana@studio.example>", "DONE 1", Reply_To="thief@elsewhere.example")
    message = route.submit("thief@elsewhere.example", raw)
    assert (message.disposition, message.reason) == ("challenged", "unproven")
    assert route.milestone(1).state is State.PLANNED
    assert [one.to for one in route.letters(kind="challenge")] == ["dana@studio.example"]
    assert "> DONE 1" in route.text("dana", "challenge")
    assert not route.letters("thief@elsewhere.example")


def test_the_same_words_in_reply_to_that_letter_are_proven(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.writes("dana", "Homepage", "DONE 1")
    assert route.milestone(1).state is State.PLANNED
    route.says("dana", "challenge", "DONE 1")
    assert route.milestone(1).state is State.SUBMITTED


def test_somebody_else_s_token_proves_nothing(route: Route) -> None:
    route.await_letter("dana", "invitation")
    letter = route.letter("lee", "invitation").raw
    message = route.submit("dana", reply(letter, CAST["dana"], "DONE 1", route.now), reply_address(letter))
    assert message.reason == "unproven"
    assert route.milestone(1).state is State.PLANNED


def test_a_contractor_cannot_approve(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    route.says("dana", "receipt", "APPROVE 1")
    assert route.milestone(1).state is State.SUBMITTED


def test_two_senders_are_nobody(route: Route) -> None:
    route.await_letter("dana", "invitation")
    raw, to = answer(route, "dana", "invitation", "DONE 1", From="dana@studio.example, lee@wordsmith.example")
    before = quiet(route)
    message = route.submit("dana", raw, to)
    assert message.reason in {"ambiguous_sender", "unregistered"}
    assert route.milestone(1).state is State.PLANNED
    assert quiet(route) == before


def test_any_registered_address_of_a_person_is_that_person(route: Route) -> None:
    route.await_letter("dana", "invitation")
    raw, to = answer(route, "dana", "invitation", "DONE 1", From="Dana <dana@home.example>")
    route.submit("dana@home.example", raw, to)
    assert route.milestone(1).state is State.SUBMITTED
    assert route.letters("dana", "receipt"), "answers go to the first address"


# -- machines


def test_an_automatic_reply_is_never_acted_on_nor_answered(route: Route) -> None:
    route.await_letter("dana", "invitation")
    before = quiet(route)
    message = route.vacation("dana", "invitation")
    assert (message.disposition, message.reason) == ("ignored", "auto_reply")
    assert route.milestone(1).state is State.PLANNED
    assert quiet(route) == before


def test_our_own_letter_that_comes_back_is_never_acted_on(route: Route) -> None:
    route.await_letter("dana", "invitation")
    before = quiet(route)
    message = route.submit("dana", route.letter("dana", "invitation").raw)
    assert message.reason in {"own_mail", "unregistered"}
    assert quiet(route) == before


def test_our_own_letter_sent_back_under_a_person_s_name_is_never_acted_on(route: Route) -> None:
    route.await_letter("dana", "invitation")
    before = quiet(route)
    mail = message_from_bytes(route.letter("dana", "invitation").raw)
    mail.replace_header("From", "dana@studio.example")
    message = route.submit("dana", _bytes(mail))
    assert message.disposition == "ignored"
    assert quiet(route) == before


def test_a_bounce_is_no_word_of_the_person_s_and_the_owner_is_told(route: Route) -> None:
    route.await_letter("dana", "invitation")
    letter = message_from_bytes(route.letter("dana", "invitation").raw)
    report = _report("dana@studio.example", str(letter["Message-ID"]))
    message = route.submit("", report, reply_address(letter.as_bytes()))
    assert (message.disposition, message.reason) == ("ignored", "bounce")
    route.wait(hours=1)
    assert "dana@studio.example" in route.text("olivia", "undeliverable")
    assert len(route.letters("olivia", "undeliverable")) == 1


def _report(address: str, message_id: str) -> bytes:
    lines = f"""From: Mail Delivery System <MAILER-DAEMON@northwind.example>
To: projects@northwind.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Date: Mon, 02 Nov 2026 07:40:00 +0000
Message-ID: <report@northwind.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.northwind.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {address}

--b--
"""
    return lines.replace("\n", "\r\n").encode()


# -- the same again


def test_the_same_message_twice_is_applied_once_and_answered_once(route: Route) -> None:
    route.await_letter("dana", "invitation")
    raw, to = answer(route, "dana", "invitation", "DONE 1")
    route.submit("dana", raw, to)
    again = route.submit("dana", b"Received: from elsewhere by here; Mon, 02 Nov 2026 08:00:00 +0000\r\n" + raw, to)
    assert (again.disposition, again.reason) == ("ignored", "duplicate")
    assert route.kinds() == ["done"]
    assert len(route.letters("dana", "receipt")) == 1


def test_the_same_message_id_with_other_content_is_set_aside_and_not_dropped(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.submit("dana", *answer(route, "dana", "invitation", "START 1"))
    other = route.submit("dana", *answer(route, "dana", "invitation", "DONE 1"))
    assert (other.disposition, other.reason) == ("rejected", "same_id")
    assert route.store.journal.raw(other.id) is not None
    assert route.kinds() == ["start"]


# -- two projects


def test_one_message_may_speak_of_two_projects(open_route: Opener) -> None:
    route = open_route(SITE, beside())
    route.await_letter("dana", "invitation")
    message = route.says("dana", "invitation", "DONE 1\nDONE 4")
    assert message.reason == "ok"
    assert (route.kinds(CODE), route.kinds("bolt-app")) == (["done"], ["done"])
    assert len(route.letters("dana", "receipt")) == 1
    route.wait(hours=2)
    reviews = {subject(one.raw).casefold() for one in route.letters("olivia", "review")}
    assert len(reviews) == 2


def test_who_is_away_is_away_in_every_project(open_route: Opener) -> None:
    route = open_route(SITE, beside())
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "AWAY 3 Nov to 12 Nov")
    assert (route.kinds(CODE), route.kinds("bolt-app")) == (["away"], ["away"])
    route.says("dana", "receipt", "UNDO")
    person = route.store.people.by_id("dana")
    assert person is not None
    assert person.away_until is None
    assert "Taken back" in words(route.letter("dana", "receipt").raw)


# -- storms


def test_what_changes_nothing_is_answered_three_times_a_day(route: Route) -> None:
    """An unrecognised machine that answers every receipt would go on for ever."""
    route.await_letter("dana", "invitation")
    for number in range(6):
        route.says("dana", "invitation", f"Thank you for your mail number {number}")
        route.wait(hours=1)
    assert len(route.letters("dana")) == 1 + 3
    assert route.says("dana", "invitation", "DONE 1").reason == "ok"
    assert len(route.letters("dana", "receipt")) == 4, "what was applied is always answered"
    route.wait(days=1)
    route.says("dana", "invitation", "Thank you")
    assert len(route.letters("dana", "receipt")) == 5


def test_forged_mails_do_not_bury_the_person_whose_name_they_bear(route: Route) -> None:
    route.await_letter("dana", "invitation")
    for _ in range(6):
        route.writes("dana", "Homepage", "DONE 1")
    assert len(route.letters("dana", "challenge")) == 3
    assert [row.reason for row in route.messages()] == ["unproven"] * 6


# -- whoever asks again and again


def test_the_same_words_in_answer_to_the_same_letter_are_answered_once(route: Route) -> None:
    route.await_letter("dana", "invitation")
    said = ("HELP", "help", "list", "DONE 1", "done 1", "Done 1")
    ends = [route.says("dana", "invitation", text).reason for text in said]
    assert ends == ["ok", "unanswered", "ok", "ok", "ok", "unanswered"], "that it was done already is said once"


# -- without plus-addresses


def without_plus(parts: Parts) -> Parts:
    return replace(in_process(parts), mailbox=replace(parts.mailbox, plus=False))


def test_without_plus_addresses_the_message_id_alone_is_enough(open_route: Opener) -> None:
    route = open_route(alter=without_plus)
    letter = route.await_letter("dana", "invitation")
    assert "+" not in reply_address(letter.raw)
    assert b"+" not in b" ".join(re.findall(rb"mailto:([^?\"]*)", letter.raw.replace(b"=\r\n", b"")))
    message = route.says("dana", "invitation", "DONE 1")
    assert (message.reason, message.evidence) == ("ok", "token")
    assert route.kinds()[-1] == "done"


def test_without_plus_addresses_a_button_s_new_mail_is_known_by_its_subject(open_route: Opener) -> None:
    """It answers nothing, so there is no Message-ID to know it by."""
    route = open_route(alter=without_plus)
    letter = message_from_bytes(route.await_letter("dana", "invitation").raw)
    html = next(part for part in letter.walk() if part.get_content_type() == "text/html")
    shown = html.get_payload(decode=True)
    assert isinstance(shown, bytes)
    link = urlsplit(next(iter(re.findall(r'href="(mailto:[^"]*)"', unescape(shown.decode())))))
    asked = parse_qs(link.query)
    message = route.writes("dana", asked["subject"][0], "DONE 1")
    assert (message.reason, message.evidence) == ("ok", "token")
    bare = route.writes("dana", re.sub(r"\[#.*", "", asked["subject"][0]), "DONE 2")
    assert bare.reason == "unproven"


# -- reports about letters


def test_a_stranger_s_report_is_kept_only_where_a_letter_of_ours_is_in_it(route: Route) -> None:
    letter = route.await_letter("dana", "invitation").raw
    token = message_from_bytes(letter)["Message-ID"]
    for inside, kept in ((b"", False), (b"<aaaa@northwind.example>", False), (token.encode(), True)):
        row = route.submit("mailer-daemon@elsewhere.example", report(b"dana@studio.example", inside))
        assert (route.store.journal.raw(row.id) is not None, row.reason) == (kept, "bounce" if kept else "unregistered")


@pytest.mark.parametrize("failing", ["lee@elsewhere.example", "dana@studio.example.evil.example", "dana@evil.example"])
def test_a_report_about_another_address_than_the_letter_s_is_told_to_nobody(route: Route, failing: str) -> None:
    letter = route.await_letter("dana", "invitation").raw
    inside = str(message_from_bytes(letter)["Message-ID"]).encode()
    route.submit("mailer-daemon@elsewhere.example", report(failing.encode(), inside))
    route.wait(days=1)
    assert not route.letters("olivia", "undeliverable")
    route.submit("mailer-daemon@elsewhere.example", report(CAST["dana"].address.encode(), inside, b"<two@x.example>"))
    route.wait(days=1)
    assert route.letters("olivia", "undeliverable")


def report(failing: bytes, inside: bytes, message_id: bytes = b"<one@x.example>") -> bytes:
    """What a server tells of a failure (RFC 3464)."""
    lines = [
        b"From: Mail Delivery System <mailer-daemon@elsewhere.example>",
        b"To: projects@northwind.example",
        b"Subject: Undelivered Mail Returned to Sender",
        b"Message-ID: " + message_id[:-1] + str(len(inside)).encode() + b">",
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        b"",
        b"--b",
        b"Content-Type: message/delivery-status",
        b"",
        b"Reporting-MTA: dns; mx.elsewhere.example",
        b"",
        b"Final-Recipient: rfc822; " + failing,
        b"Action: failed",
        b"Status: 5.1.1",
        b"",
        b"--b",
        b"Content-Type: text/rfc822-headers",
        b"",
        b"Message-ID: " + inside,
        b"",
        b"--b--",
        b"",
    ]
    return b"\r\n".join(lines)
