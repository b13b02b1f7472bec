"""Mail that programs send by themselves, as the programs that people's servers run word and shape it."""

# ruff: noqa: E501

from textwrap import dedent

HEAD = """\
From: {sender}
To: projects@acme.example
Subject: {subject}
Date: Mon, 30 Nov 2026 09:01:00 +0000
Message-ID: <auto-1@mx.example>
"""


def _mail(sender: str, subject: str, body: str, *fields: str) -> bytes:
    head = HEAD.format(sender=sender, subject=subject) + "".join(f"{field}\n" for field in fields)
    return f"{head}\n{dedent(body).lstrip()}".encode()


def _report(sender: str, subject: str, kind: str, *parts: str, fields: tuple[str, ...] = ()) -> bytes:
    body = "".join(f"--b\n{dedent(part).lstrip()}\n" for part in parts) + "--b--\n"
    return _mail(sender, subject, body, "MIME-Version: 1.0", f'Content-Type: multipart/{kind}; boundary="b"', *fields)


_STATUS = """\
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.example

Final-Recipient: rfc822; dana@studio.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {code}
"""


def _status(action: str = "failed", status: str = "5.1.1", code: str = "550 5.1.1 no such user") -> str:
    return _STATUS.format(action=action, status=status, code=code)


# name: (reason, permanent or None where nobody is named, raw)
BOUNCES: dict[str, tuple[bool, bytes]] = {
    "postfix": (
        True,
        _report(
            "MAILER-DAEMON@mx.acme.example (Mail Delivery System)",
            "Undelivered Mail Returned to Sender",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nThis is the mail system at host mx.acme.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<dana@studio.example>: host mx.studio.example[192.0.2.1] said: 550 5.1.1 user unknown",
            _status(),
        ),
    ),
    "postfix-delayed": (
        False,
        _report(
            "MAILER-DAEMON@mx.acme.example (Mail Delivery System)",
            "Delayed Mail (still being retried)",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nTHIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE.",
            _status("delayed", "4.4.1", "connect to mx.studio.example: Connection timed out"),
        ),
    ),
    "exim": (
        True,
        _mail(
            "Mail Delivery System <Mailer-Daemon@mx.acme.example>",
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  dana@studio.example\n    host mx.studio.example [192.0.2.1]\n    SMTP error from remote mail server after RCPT TO:<dana@studio.example>:\n    550 5.1.1 <dana@studio.example>: Recipient address rejected: User unknown\n",
            "Return-Path: <>",
            "Auto-Submitted: auto-replied",
            "X-Failed-Recipients: dana@studio.example",
        ),
    ),
    "exchange": (
        True,
        _report(
            "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@studio.example>",
            "Undeliverable: Acme website: check-in",
            "report; report-type=delivery-status",
            "Content-Type: text/html\n\n<html><body><p><b>Your message to dana@studio.example couldn't be delivered.</b></p><p>dana wasn't found at studio.example.</p></body></html>",
            _status(
                "failed",
                "5.1.10",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
            ),
        ),
    ),
    "exchange-full": (
        False,
        _report(
            "postmaster@studio.example",
            "Unzustellbar: Acme website: check-in",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nDas Postfach des Empfängers ist voll.",
            _status("failed", "5.2.2", "554 5.2.2 mailbox full"),
        ),
    ),
    "gmail": (
        True,
        _report(
            "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            "Delivery Status Notification (Failure)",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\n** Address not found **\n\nYour message wasn't delivered to dana@studio.example because the address couldn't be found, or is unable to receive mail.",
            _status("failed", "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist."),
            fields=("X-Failed-Recipients: dana@studio.example",),
        ),
    ),
    "gmail-delay": (
        False,
        _report(
            "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            "Delivery Status Notification (Delay)",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\n** Delivery incomplete **\n\nThere was a temporary problem delivering your message to dana@studio.example. Gmail will retry for 46 more hours.",
            _status("delayed", "4.4.1", "The recipient server did not accept our requests to connect."),
        ),
    ),
    "ses": (
        True,
        _report(
            "MAILER-DAEMON@amazonses.example",
            "Delivery Status Notification (Failure)",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nAn error occurred while trying to deliver the mail to the following recipients:\ndana@studio.example",
            _status("failed", "5.1.1", "550 5.1.1 user unknown"),
        ),
    ),
    "qmail": (
        True,
        _mail(
            "MAILER-DAEMON@mx.acme.example",
            "failure notice",
            "Hi. This is the qmail-send program at mx.acme.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<dana@studio.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.1.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <projects@acme.example>\n",
            "Return-Path: <>",
        ),
    ),
    "sendmail": (
        True,
        _report(
            "Mail Delivery Subsystem <MAILER-DAEMON@mx.acme.example>",
            "Returned mail: see transcript for details",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nThe original message was received at Mon, 30 Nov 2026 09:00:00 GMT\n\n   ----- The following addresses had permanent fatal errors -----\n<dana@studio.example>\n    (reason: 550 5.1.1 User unknown)",
            _status(),
        ),
    ),
    "yahoo": (
        True,
        _report(
            "MAILER-DAEMON@yahoo.example",
            "Failure Notice",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nSorry, we were unable to deliver your message to the following address.\n\n<dana@studio.example>:\n554: delivery error",
            _status("failed", "5.1.1", "554 delivery error: This user doesn't have an account"),
        ),
    ),
    "policy": (
        False,
        _report(
            "MAILER-DAEMON@mx.acme.example",
            "Undelivered Mail Returned to Sender",
            "report; report-type=delivery-status",
            "Content-Type: text/plain\n\nmessage refused",
            _status("failed", "5.7.1", "550 5.7.1 message contains a blocked attachment"),
        ),
    ),
}
OTHERS: dict[str, tuple[str, bytes]] = {
    "complaint-arf": (
        "complaint",
        _report(
            "fbl@isp.example",
            "complaint about message from 192.0.2.1",
            "report; report-type=feedback-report",
            "Content-Type: text/plain\n\nThis is an email abuse report for an email message received from IP 192.0.2.1.",
            "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: ISP/1.0\nVersion: 1\nOriginal-Rcpt-To: dana@studio.example",
            "Content-Type: message/rfc822\n\nSubject: check-in\n\nhello",
        ),
    ),
    "complaint-microsoft": (
        "complaint",
        _report(
            "staff@hotmail.example",
            "complaint about message from 192.0.2.1",
            "report; report-type=feedback-report",
            "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: JMRP\nVersion: 1",
            "Content-Type: message/rfc822\n\nSubject: check-in\n\nhello",
        ),
    ),
    "receipt-mdn": (
        "read_receipt",
        _report(
            "Dana Kim <dana@studio.example>",
            "Return Receipt (displayed) - check-in",
            "report; report-type=disposition-notification",
            "Content-Type: text/plain\n\nThis is a Return Receipt for the mail that you sent to dana@studio.example.",
            "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;dana@studio.example\nDisposition: manual-action/MDN-sent-manually; displayed",
        ),
    ),
    "receipt-outlook": (
        "read_receipt",
        _report(
            "Dana Kim <dana@studio.example>",
            "Read: Acme website: check-in",
            "report; report-type=disposition-notification",
            "Content-Type: text/plain\n\nYour message\n\n   To: Dana Kim\n   Subject: Acme website: check-in\n   Sent: Monday, November 30, 2026 9:00:00 AM (UTC+01:00)\n\n was read on Monday, November 30, 2026 9:05:00 AM (UTC+01:00).",
            "Content-Type: message/disposition-notification\n\nFinal-recipient: RFC822; dana@studio.example\nDisposition: automatic-action/MDN-sent-automatically; displayed",
        ),
    ),
    "receipt-outlook-bare": (
        "read_receipt",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Read: Acme website: check-in",
            "Your message\n\n   To: Dana Kim\n   Subject: Acme website: check-in\n   Sent: Monday, November 30, 2026 9:00:00 AM (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\n\n was read on Monday, November 30, 2026 9:05:00 AM (UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna.\n",
        ),
    ),
    "receipt-outlook-deleted": (
        "read_receipt",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Not read: Acme website: check-in",
            "Your message\n\n   To: Dana Kim\n   Subject: Acme website: check-in\n   Sent: 30 November 2026 09:00\n\nwas deleted without being read on 30 November 2026 09:05.\n",
        ),
    ),
    "receipt-outlook-german": (
        "read_receipt",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Gelesen: Acme website: check-in",
            "Ihre Nachricht\n\n   An: Dana Kim\n   Betreff: Acme website: check-in\n   Gesendet: Montag, 30. November 2026 09:00:00 (UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\n\n wurde am Montag, 30. November 2026 09:05:00 (UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien gelesen.\n",
        ),
    ),
    "receipt-outlook-french": (
        "read_receipt",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Lu : Acme website: check-in",
            "Votre message\n\n   À : Dana Kim\n   Objet : Acme website: check-in\n   Envoyé : lundi 30 novembre 2026 09:00:00 (UTC+01:00)\n\n a été lu le lundi 30 novembre 2026 09:05:00 (UTC+01:00).\n",
        ),
    ),
    "calendar-accepted": (
        "calendar_reply",
        _report(
            "Dana Kim <dana@studio.example>",
            "Accepted: Kick-off",
            "alternative",
            "Content-Type: text/plain\n\nDana has accepted this invitation.",
            "Content-Type: text/calendar; method=REPLY; charset=utf-8\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nATTENDEE;PARTSTAT=ACCEPTED:mailto:dana@studio.example\nEND:VEVENT\nEND:VCALENDAR",
        ),
    ),
    "calendar-declined": (
        "calendar_reply",
        _report(
            "Dana Kim <dana@studio.example>",
            "Abgelehnt: Kick-off",
            "alternative",
            "Content-Type: text/plain\n\n",
            "Content-Type: text/calendar; charset=utf-8; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nATTENDEE;PARTSTAT=DECLINED:mailto:dana@studio.example\nEND:VEVENT\nEND:VCALENDAR",
        ),
    ),
    "list-mailman": (
        "list_mail",
        _mail(
            "Lee <lee@list.example>",
            "[news] Digest",
            "News of the week.\n",
            "List-Id: News <news.list.example>",
            "Precedence: list",
        ),
    ),
    "list-newsletter": (
        "list_mail",
        _mail(
            "Shop <news@shop.example>",
            "Black Friday",
            "Buy now.\n",
            "List-Unsubscribe: <https://shop.example/u>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "Precedence: bulk",
        ),
    ),
    "responder-exchange": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Automatic reply: Acme website: check-in",
            "I am away.\n",
            "X-Auto-Response-Suppress: All",
            "Auto-Submitted: auto-generated",
            "Return-Path: <>",
        ),
    ),
    "responder-gmail": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Out of office Re: Acme website: check-in",
            "I am away.\n",
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "X-Autoreply: yes",
        ),
    ),
    "responder-sieve": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Auto: Acme website: check-in",
            "I am away.\n",
            "Auto-Submitted: auto-replied (vacation)",
        ),
    ),
    "responder-cpanel": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Re: check-in",
            "I am away.\n",
            "X-Autorespond: check-in",
            "Precedence: auto_reply",
        ),
    ),
    "responder-notes": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "AUTO: Dana Kim is out of the office (returning 14.12.2026)",
            'I am out of the office until 14.12.2026.\n\nI will respond to your message when I return.\n\nNote: This is an automated response to your message  "check-in" sent on 30.11.2026 09:00.\n\nThis is the only notification you will receive while this person is away.\n',
        ),
    ),
    "responder-groupwise": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Acme website: check-in (Out of office)",
            "I am out of the office. For urgent matters contact lee@studio.example.\n",
            "X-Autogenerated: Reply",
        ),
    ),
    "responder-yahoo": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>", "Automatic response: check-in", "On holiday.\n", "X-Yahoo-Auto-Reply: yes"
        ),
    ),
    "responder-zendesk": (
        "auto_reply",
        _mail(
            "Studio support <support@studio.example>",
            "[Request received] check-in",
            "##- Please type your reply above this line -##\n\nYour request (48121) has been received and is being reviewed by our support staff.\n",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
        ),
    ),
    "responder-challenge": (
        "auto_reply",
        _mail(
            "Dana Kim <dana@studio.example>",
            "Please confirm your message",
            "This message was created automatically by mail delivery software (TMDA). To release your message for delivery, please send an empty message to the following address.\n",
            "Precedence: bulk",
            "Auto-Submitted: auto-replied",
        ),
    ),
}
