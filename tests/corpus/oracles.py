"""Two well-known reply parsers read the same text as we do: who finds what its sender wrote, and where we differ.

They keep signatures, which we part from the reply, so that they are judged more kindly: everything that the sender
wrote is there, and no line of the history.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import quotequail
from email_reply_parser import EmailReplyParser

from mailflow.mail.message import InboundMessage
from mailflow.mail.read import read
from mailflow.mail.reply_text import reply_text
from tests.corpus.clients.cases import replies
from tests.corpus.clients.programs import HISTORY
from tests.mail.reply_cases import HISTORY as LAYOUT_HISTORY
from tests.mail.reply_cases import layout_cases


@dataclass(frozen=True)
class Planted:
    """A message with a text part, what its sender wrote, and what stands quoted in it."""

    group: str
    name: str
    message: InboundMessage
    own: str
    history: str


@dataclass
class Row:
    """Who was right in one group; `lost` are the cases where another parser was right and we were not."""

    cases: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARSERS, 0))
    agreed: int = 0
    lost: list[str] = field(default_factory=list)

    def count(self, name: str, verdicts: Mapping[str, bool]) -> None:
        """One more case: which parser was right."""
        self.cases += 1
        self.agreed += len(set(verdicts.values())) == 1
        for parser, verdict in verdicts.items():
            self.right[parser] += verdict
        if not verdicts["mailflow"] and any(verdicts.values()):
            self.lost.append(name)

    def line(self, name: str) -> str:
        shares = "  ".join(f"{parser} {100 * right / self.cases:5.1f} %" for parser, right in self.right.items())
        return f"{name:17} {self.cases:5}  {shares}  all agree {self.agreed:4}  they alone {len(self.lost)}"


def planted() -> Iterator[Planted]:
    """Our generated layouts, where the message has a text part."""
    for reply in replies():
        message = read(reply.raw)
        if message.text is not None and reply.group not in ("hidden", "bare"):
            yield Planted(reply.group, reply.name, message, reply.expect, HISTORY)
    for case in layout_cases():
        if case.message.text is not None:
            yield Planted("layouts", case.name, case.message, case.expect, LAYOUT_HISTORY)


def ours(message: InboundMessage) -> str:
    """What mailflow says that the sender wrote."""
    return reply_text(message).text


def by_quotequail(message: InboundMessage) -> str:
    """What quotequail leaves unfolded."""
    return "\n".join(text for shown, text in quotequail.quote(message.text or "") if shown)


def by_erp(message: InboundMessage) -> str:
    """What email-reply-parser calls the reply."""
    return str(EmailReplyParser.parse_reply(message.text or ""))


PARSERS: dict[str, Callable[[InboundMessage], str]] = {
    "mailflow": ours,
    "quotequail": by_quotequail,
    "email-reply-parser": by_erp,
}


def found(text: str, case: Planted) -> bool:
    """Everything the sender wrote is there, and no line of the history beside it."""
    lines = {_bare(line) for line in text.split("\n")}
    past = {_bare(line) for line in case.history.split("\n") if len(line) > 3} - {_bare(case.own)}
    return _bare(case.own) in _bare(text) and lines.isdisjoint(past - {""})


def compare(cases: Iterable[Planted]) -> dict[str, Row]:
    """Group by group, who was right."""
    rows: dict[str, Row] = defaultdict(Row)
    for case in cases:
        rows[case.group].count(case.name, {name: found(parse(case.message), case) for name, parse in PARSERS.items()})
    return dict(rows)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
