"""What an answer of a mail server means: S2 and S4 of sending."""

import pytest

from mailflow.transports.interfaces import Sending
from mailflow.transports.smtp_verdict import Reply, Stage, verdict

OPEN, MAIL, RCPT, DATA, CONTENT = Stage.OPEN, Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.CONTENT
SENT, DEFERRED, REFUSED, ACCOUNT, IN_DOUBT = Sending

TABLE = [
    # done
    (CONTENT, 250, "2.0.0 Ok: queued as 4BpX", SENT),
    (CONTENT, 250, "", SENT),
    (CONTENT, 251, "forwarded", SENT),
    # later
    (OPEN, 421, "4.7.0 too many connections", DEFERRED),
    (OPEN, 0, "nothing listens there", DEFERRED),
    (OPEN, 454, "4.7.0 Temporary authentication failure", DEFERRED),
    (MAIL, 452, "4.3.1 Insufficient system storage", DEFERRED),
    (RCPT, 450, "4.2.0 Greylisted, try again", DEFERRED),
    (RCPT, 452, "4.2.2 Mailbox full", DEFERRED),
    (RCPT, 450, "4.1.1 maybe tomorrow", DEFERRED),
    (DATA, 451, "4.3.0 try later", DEFERRED),
    (CONTENT, 451, "4.3.0 Temporary failure", DEFERRED),
    (CONTENT, 421, "4.3.2 shutting down", DEFERRED),
    # that recipient
    (RCPT, 550, "5.1.1 <x@y>: Recipient address rejected: User unknown", REFUSED),
    (RCPT, 550, "5.1.2 bad destination system", REFUSED),
    (RCPT, 553, "5.1.3 bad address syntax", REFUSED),
    (RCPT, 550, "5.1.6 has moved", REFUSED),
    (RCPT, 556, "5.1.10 does not accept mail", REFUSED),
    (RCPT, 550, "5.2.1 disabled", REFUSED),
    (RCPT, 552, "5.2.2 over quota", REFUSED),
    (DATA, 550, "5.1.1 no such user", REFUSED),
    (CONTENT, 550, "5.1.1 no such user", REFUSED),
    (CONTENT, 552, "5.2.2 mailbox is full", REFUSED),
    (RCPT, 550, "5.1.1 The email account that you tried to reach does not exist.\n5.1.1 Please check", REFUSED),
    # that recipient, by servers that give no status
    (RCPT, 550, "No such user here", REFUSED),
    (RCPT, 550, "unknown", REFUSED),
    (RCPT, 551, "User not local", REFUSED),
    (RCPT, 553, "mailbox name not allowed", REFUSED),
    (RCPT, 556, "domain takes no mail", REFUSED),
    (CONTENT, 550, "Mailbox unavailable", REFUSED),
    (DATA, 550, "unknown user", REFUSED),
    (RCPT, 550, "Unrouteable address", REFUSED),
    (RCPT, 550, "sorry, no mailbox here by that name. (#5.1.1)", REFUSED),
    # the account
    (RCPT, 553, "sorry, that domain isn't in my list of rcpthosts (#5.7.1)", ACCOUNT),
    (RCPT, 550, "Administrative prohibition", ACCOUNT),
    (OPEN, 554, "5.7.1 you are on a list", ACCOUNT),
    (OPEN, 535, "5.7.8 Username and Password not accepted", ACCOUNT),
    (OPEN, 534, "5.7.9 Please log in with your web browser", ACCOUNT),
    (OPEN, 530, "5.7.0 Must issue a STARTTLS command first", ACCOUNT),
    (MAIL, 530, "5.7.0 Authentication Required", ACCOUNT),
    (MAIL, 550, "5.1.8 sender's domain does not exist", ACCOUNT),
    (MAIL, 550, "5.1.1 whatever is said of MAIL is about us", ACCOUNT),
    (MAIL, 552, "5.3.4 Message size exceeds fixed limit", ACCOUNT),
    (RCPT, 550, "5.1.8 Sender address rejected: Domain not found", ACCOUNT),
    (RCPT, 553, "5.1.7 Sender address rejected", ACCOUNT),
    (RCPT, 550, "5.4.5 Daily user sending limit exceeded", ACCOUNT),
    (RCPT, 554, "5.7.1 Relay access denied", ACCOUNT),
    (RCPT, 550, "5.7.1 Client host blocked", ACCOUNT),
    (RCPT, 550, "5.7.0 policy", ACCOUNT),
    (RCPT, 550, "relaying denied", ACCOUNT),
    (RCPT, 550, "you have exceeded your sending limit", ACCOUNT),
    (RCPT, 553, "sorry, that sender is not allowed here", ACCOUNT),
    (RCPT, 530, "Authentication required", ACCOUNT),
    (RCPT, 503, "5.5.1 MAIL first", ACCOUNT),
    (RCPT, 554, "no valid recipients", ACCOUNT),
    (DATA, 554, "5.5.1 Error: no valid recipients", ACCOUNT),
    (CONTENT, 554, "5.7.1 Message rejected as spam", ACCOUNT),
    (CONTENT, 550, "5.7.26 Unauthenticated email is not accepted", ACCOUNT),
    (CONTENT, 550, "5.4.5 quota", ACCOUNT),
    (CONTENT, 552, "message too large", ACCOUNT),
    (CONTENT, 550, "", ACCOUNT),
    (CONTENT, 550, "5.2.12 is not 5.2.1", ACCOUNT),
    # no answer worth the name
    (MAIL, -1, "Malformed SMTP response line: hello", DEFERRED),
    (RCPT, 354, "go ahead", DEFERRED),
    (DATA, 250, "ok?", DEFERRED),
    (CONTENT, 354, "go ahead", IN_DOUBT),
    (CONTENT, -1, "Malformed SMTP response line: hello", IN_DOUBT),
    (CONTENT, 999, "", IN_DOUBT),
]


@pytest.mark.parametrize(("stage", "code", "text", "meaning"), TABLE, ids=[f"{s}-{c}-{t}" for s, c, t, _ in TABLE])
def test_an_answer_means(stage: Stage, code: int, text: str, meaning: Sending) -> None:
    assert verdict(stage, Reply(code, text)) is meaning


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("5.1.1 No such user", "5.1.1", "No such user"),
        ("5.1.1 No such user\n5.1.1 Try another", "5.1.1", "No such user Try another"),
        ("no status 5.1.1 here", "", "no status 5.1.1 here"),
        ("5.1 short", "", "5.1 short"),
        ("  5.7.26\tdmarc", "5.7.26", "dmarc"),
        ("5.1.1", "5.1.1", ""),
        ("", "", ""),
        ("a\x1b[31mred\x00", "", "a?[31mred?"),
    ],
)
def test_status_and_words_are_told_apart(text: str, status: str, words: str) -> None:
    assert (Reply(550, text).status, Reply(550, text).words) == (status, words)


def test_words_are_kept_short() -> None:
    assert len(Reply(550, "x" * 10_000).words) == 500
