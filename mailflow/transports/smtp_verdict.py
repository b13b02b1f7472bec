"""What a mail server's answer means for the letter and for the account."""

import re
from dataclasses import dataclass
from enum import StrEnum

from mailflow.transports.interfaces import Sending

_STATUS = re.compile(r"\A\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")
_STATUS_OF_QMAIL = re.compile(r"\(#([245]\.\d{1,3}\.\d{1,3})\)")
_ABOUT_RECIPIENT = re.compile(r"5\.(?:1\.(?![78]$)\d+|2\.[12])$")
_ABOUT_ACCOUNT_WORDS = re.compile(
    r"relay|authenti|log ?in|sender|spam|polic|quota|limit|black|block|reputation|banned|denied"
    r"|prohibit|permitted|\brate\b|\bdns\b|\bptr\b|\b[eh][eh]lo\b|\bclient\b",
    re.IGNORECASE,
)
_ABOUT_RECIPIENT_WORDS = re.compile(
    r"(?:user|mailbox|recipient|account|address)[\w<>@.:' -]{0,80}"
    r"(?:unknown|not (?:found|exist|here)|does(?: not|n't) exist|unavailable|disabled|full|rejected|invalid|inactive)"
    r"|(?:no such|unknown|invalid|non-?existent) (?:local )?(?:user|mailbox|recipient|account|address)",
    re.IGNORECASE,
)
_RECIPIENT_CODES = frozenset({550, 551, 552, 553, 556})


class Stage(StrEnum):
    """Where in a conversation an answer came."""

    OPEN = "open"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer: its three digits and its words, one line a line."""

    code: int
    text: str

    @property
    def good(self) -> bool:
        """Whether the command was done."""
        return 200 <= self.code < 300

    @property
    def status(self) -> str:
        """The enhanced status code (RFC 3463), or nothing."""
        match = _STATUS.match(self.text) or _STATUS_OF_QMAIL.search(self.text)
        return match[1] if match else ""

    @property
    def words(self) -> str:
        """The text in one printable line, without its status codes."""
        lines = (_STATUS.sub("", line, count=1) for line in self.text.splitlines())
        return "".join(c if c.isprintable() else "?" for c in " ".join(" ".join(lines).split()))[:500]


def verdict(stage: Stage, reply: Reply) -> Sending:
    """What `reply` at `stage` says became of the letter. An answer that is none leaves it in doubt
    once the content has been transmitted, and unsent before."""
    if stage is Stage.CONTENT and reply.good:
        return Sending.SENT
    if 400 <= reply.code < 500:
        return Sending.DEFERRED
    if 500 <= reply.code < 600:
        return Sending.REFUSED if _about_recipient(stage, reply) else Sending.ACCOUNT
    return Sending.IN_DOUBT if stage is Stage.CONTENT else Sending.DEFERRED


def _about_recipient(stage: Stage, reply: Reply) -> bool:
    if stage in (Stage.OPEN, Stage.MAIL):
        return False
    if reply.status:
        return bool(_ABOUT_RECIPIENT.match(reply.status))
    if stage is Stage.RCPT:
        return reply.code in _RECIPIENT_CODES and not _ABOUT_ACCOUNT_WORDS.search(reply.text)
    return reply.code in _RECIPIENT_CODES and bool(_ABOUT_RECIPIENT_WORDS.search(reply.text))
