"""Machines are recognised and people are not taken for one."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mailflow.domain.milestone import Milestone
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.mail.read import read
from mailflow.mail.screen import screen
from tests.mail.letters import corpus, mail, multipart

NOW = datetime(2026, 12, 7, 12, tzinfo=UTC)
DANA = Person("dana", "Dana Kim", ("dana@studio.example",))
CONTEXT = Context(NOW, DANA, our_addresses=frozenset({"projects@acme.example"}))
ANSWERING = Context(
    NOW,
    DANA,
    letter=Answered("check_in", "dana", Ref("acme-site"), "<a@acme.example>", NOW),
    our_addresses=CONTEXT.our_addresses,
)
STRANGER = Context(NOW, our_addresses=CONTEXT.our_addresses)
TOKEN = "a" * 39


def reason(raw: bytes, context: Context = CONTEXT) -> str | None:
    return screen(read(raw), context)


MACHINES = [
    ("auto_reply", mail(auto_submitted="auto-replied")),
    ("auto_reply", mail(auto_submitted="auto-generated; owner-email=x@y.example")),
    ("auto_reply", mail(auto_submitted="Auto-Replied (vacation)")),
    ("auto_reply", mail(return_path="<>")),
    ("auto_reply", mail(return_path="< >")),
    ("auto_reply", mail(x_autoreply="yes")),
    ("auto_reply", mail(x_autorespond="Re: Check-in")),
    ("auto_reply", mail(precedence="auto_reply")),
    ("auto_reply", mail(x_post_messageclass="9; Autoresponder")),
    ("auto_reply", mail(subject="Automatic reply: Check-in")),
    ("auto_reply", mail(subject="Automatische Antwort: Check-in")),
    ("auto_reply", mail(subject="=?utf-8?q?R=C3=A9ponse_automatique_=3A_Check-in?=")),
    ("auto_reply", mail(subject="=?utf-8?b?6Ieq5YuV6L+U5L+h?=: Check-in")),
    ("auto_reply", mail(from_="x", **{"from": "postmaster@studio.example"})),
    ("list_mail", mail(list_id="<news.studio.example>")),
    ("list_mail", mail(list_unsubscribe="<https://studio.example/u>")),
    ("list_mail", mail(precedence="bulk")),
    ("loop", b"Received: from a by b; x\n" * 51 + mail()),
    ("partial", mail(content_type='message/partial; id="a"; number=1; total=2')),
    ("own_mail", mail(x_mailflow_loop="1")),
    ("own_mail", mail(**{"from": "projects@acme.example"})),
    ("own_mail", mail(**{"from": f"projects+{TOKEN}@acme.example"})),
    ("bounce", mail(**{"from": "MAILER-DAEMON@mx.example"})),
    ("bounce", mail(x_failed_recipients="lee@frontend.example")),
    ("bounce", mail(**{"from": "postmaster@mx.example"}, subject="Undeliverable: Check-in")),
    ("bounce", mail(return_path="<>", subject="Mail delivery failed: returning message to sender")),
    ("bounce", multipart("report; report-type=delivery-status", "Content-Type: text/plain\n\nfailed")),
    ("bounce", multipart("mixed", "Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\n")),
    ("read_receipt", multipart("report; report-type=disposition-notification", "Content-Type: text/plain\n\nread")),
    ("complaint", multipart("report; report-type=feedback-report", "Content-Type: text/plain\n\nspam")),
    ("calendar_reply", mail("BEGIN:VCALENDAR\n", content_type="text/calendar; method=REPLY")),
    (
        "calendar_reply",
        mail("BEGIN:VCALENDAR\n", content_type="text/calendar; method=REPLY", auto_submitted="auto-replied"),
    ),
    ("encrypted", multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1")),
    ("encrypted", mail("-----BEGIN PGP MESSAGE-----\nxxx\n")),
    ("encrypted", mail("xxx", content_type="application/pkcs7-mime; smime-type=enveloped-data")),
    ("winmail_dat", multipart("mixed", "Content-Type: application/ms-tnef; name=winmail.dat\n\nxxx")),
]

PEOPLE = [
    mail(),
    mail(auto_submitted="no"),
    mail(precedence="first-class"),
    mail(x_auto_response_suppress="All"),
    mail(return_path="<dana@studio.example>"),
    mail(subject="Re: Automatic reply: Check-in"),
    mail(subject="Automatic payments page is done"),
    mail(subject="Out of office", body="AWAY 20 Dec to 3 Jan\n"),
    mail("I am out of the office from 20 Dec to 3 Jan, 4 will slip.\n"),
    mail("I'm on leave until Monday. I will send 3 when I return.\n"),
    mail("Thank you for your message! 3 is done. From Friday I am on vacation.\n"),
    mail("Ich bin ab Freitag im Urlaub. 3 ist fertig.\n"),
    mail("The automatic reply of the contact form works now, 3 is done.\n"),
    mail("Mail delivery of the shop works, 3 is done\n", subject="Undeliverable mails are shown now"),
    mail("3 is done\n> Thank you for your email. I am out of the office. For urgent matters call Bob.\n"),
    mail("FYI\n", subject="Fwd: Undelivered Mail Returned to Sender"),
    multipart("mixed", "Content-Type: text/plain\n\n3 is done", "Content-Type: application/ms-tnef\n\nxxx"),
    multipart("signed", "Content-Type: text/plain\n\n3 is done", "Content-Type: application/pgp-signature\n\nx"),
    mail("BEGIN:VCALENDAR\n", content_type="text/calendar; method=REQUEST"),
    mail(content_type="text/plain", x_mailer="Autoresponder Pro"),
]

ABSENCES = [
    "Thank you for your email. I am out of the office until 3 January. For urgent matters please contact Bob.",
    "I am currently on annual leave with limited access to email and will reply upon my return.",
    "Hello,\n\nthis is an automated reply. I have changed jobs.",
    "Vielen Dank für Ihre Nachricht. Ich bin bis 3.1. nicht im Büro. In dringenden Fällen wenden Sie sich an Bob.",
    "Merci pour votre message. Je suis absente jusqu'au 3 janvier. En cas d'urgence, appelez Bob.",
    "Gracias por su correo. Estoy de vacaciones hasta el 3 de enero. Para asuntos urgentes escriba a Bob.",
    "Obrigado pelo seu email. Estou de férias até 3 de janeiro. Em caso de urgência, fale com o Bob.",
    "Grazie per il suo messaggio. Sono in ferie fino al 3 gennaio, risponderò al mio ritorno.",
    "Bedankt voor uw bericht. Ik ben op vakantie tot 3 januari. Voor dringende zaken kunt u Bob bellen.",
    "Dziękuję za wiadomość. Jestem na urlopie do 3 stycznia. W pilnych sprawach proszę o kontakt z Bobem.",
    "Спасибо за ваше письмо. Я в отпуске до 3 января. По срочным вопросам пишите Бобу.",
    "メールありがとうございます。1月3日まで休暇のため不在です。お急ぎの場合はボブまで。",
]


@pytest.mark.parametrize(("name", "raw"), MACHINES)
def test_machines_are_recognised(name: str, raw: bytes) -> None:
    assert reason(raw) == name


@pytest.mark.parametrize("raw", PEOPLE)
def test_people_are_not_taken_for_machines(raw: bytes) -> None:
    assert reason(raw) is None


@pytest.mark.parametrize("text", ABSENCES)
def test_absence_notes_are_recognised_by_their_words(text: str) -> None:
    assert reason(mail(text)) == "auto_reply"


def test_who_is_back_at_work_of_their_own_after_an_absence_is_no_machine() -> None:
    note = "I'm on holiday until Friday with no access to email. {} when I'm back."
    feeders = Milestone(4, "Bird feeders", date(2026, 12, 14), assignee="dana")
    knowing = replace(CONTEXT, snapshots=(Snapshot("acme-site", milestones={4: feeders}),))
    assert reason(mail(note.format("The feeders")), knowing) is None
    assert reason(mail(note.format("The answers about feeders")), knowing) == "auto_reply"
    assert reason(mail(note.format("The feeders"))) == "auto_reply"


def test_an_absence_note_in_html_alone_is_recognised() -> None:
    assert reason(mail(f"<p>{ABSENCES[0]}</p>", content_type="text/html")) == "auto_reply"


def test_a_bare_absence_subject_needs_one_more_word() -> None:
    assert (
        reason(mail("I am on leave. When I return I will answer.", subject="Out of Office: Check-in")) == "auto_reply"
    )
    assert reason(mail("I am on leave.", subject="Out of Office: Check-in")) is None


def test_a_token_of_ours_outranks_list_headers_but_not_auto_submitted() -> None:
    to_token = f"projects+{TOKEN}@acme.example"
    assert reason(mail(to=to_token, list_id="<x>", precedence="bulk")) is None
    assert reason(mail(list_id="<x>"), ANSWERING) is None
    assert reason(mail(to=to_token, list_id="<x>", auto_submitted="auto-generated")) == "auto_reply"
    assert reason(mail(to=f"other+{TOKEN}@acme.example", list_id="<x>")) == "list_mail"


def test_a_release_outweighs_what_looks_like_a_machine_but_not_our_own_mark() -> None:
    released = replace(CONTEXT, released=True)
    assert reason(mail(auto_submitted="auto-replied"), released) is None
    assert reason(mail(list_id="<a.example>"), released) is None
    assert reason(mail(x_mailflow_loop="1"), released) == "own_mail"


def test_a_mail_that_went_through_many_servers_is_still_a_persons() -> None:
    assert reason(b"Received: from a by b; x\n" * 20 + mail()) is None


def test_a_report_in_prose_counts_from_strangers_only() -> None:
    report = mail(
        "The following addresses had permanent fatal errors -----\n<lee@frontend.example>\n\n   ----- Transcript\n",
        subject="Delivery failure notification",
        **{"from": "gateway@frontend.example"},
    )
    assert reason(report) is None
    assert reason(report, STRANGER) == "bounce"


BOUNCES = tuple(corpus("flufl_bounce", "bounce_email"))


@pytest.mark.skipif(not BOUNCES, reason="the corpus is not here")
def test_other_peoples_bounces_are_never_taken_for_people() -> None:
    people = []
    for path in BOUNCES:
        expected = json.loads(path.with_suffix(".expected.json").read_text())["class"]
        if expected.startswith("bounce") and reason(path.read_bytes(), STRANGER) is None:
            people.append(path.stem)
    assert len(people) <= 2, people
