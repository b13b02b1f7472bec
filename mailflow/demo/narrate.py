"""The demo's timeline, as a person would tell it: one line for each letter, mail and record."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from textwrap import shorten
from typing import TypeVar
from zoneinfo import ZoneInfo

from mailflow.demo.stage import Stage
from mailflow.domain.record import Record

T = TypeVar("T")
HERE = ZoneInfo("Europe/Berlin")
MOST = 90  # characters of a mail
SILENT = frozenset({"project", "member", "milestone", "agreement", "invited"})


class Narrator:
    """Tells what has happened on a stage since it was last asked."""

    def __init__(self, stage: Stage, code: str, names: dict[str, str]) -> None:
        self.stage = stage
        self.code = code
        self.names = names
        self.told = {"mail": 0, "record": 0, "message": 0}
        self.day = ""

    def news(self) -> Iterator[tuple[str, str]]:
        """Lines since the last time, each with its kind: ``day``, ``in``, ``record``, ``out`` or ``aside``."""
        lines = [*self._mails_in(), *self._records(), *self._letters_out()]
        for at, kind, text in lines:
            day = at.astimezone(HERE).strftime("%A %-d %B")
            if day != self.day:
                self.day = day
                yield "day", day
            yield kind, f"{at.astimezone(HERE):%H:%M}  {text}"

    def _mails_in(self) -> Iterator[tuple[datetime, str, str]]:
        for row in self._fresh("message", sorted(self.stage.store.journal.messages(), key=lambda m: m.id)):
            who = self.names.get(row.sender, row.sender)
            said = f"← {who:<7} {shorten(self.stage.words.get(row.message_id, ''), MOST, placeholder=' …')}".rstrip()
            if row.disposition == "handled" and row.reason == "ok":
                yield row.received_at, "in", said
            else:
                yield row.received_at, "aside", f"{said}  [{row.disposition}: {row.reason}]"

    def _records(self) -> Iterator[tuple[datetime, str, str]]:
        for record in self._fresh("record", self.stage.store.projects.ledger(self.code)):
            if record.kind not in SILENT:
                yield record.at, "record", f"  ● {told(record)}"

    def _letters_out(self) -> Iterator[tuple[datetime, str, str]]:
        for letter in self._fresh("mail", self.stage.delivered()):
            subject = " ".join(str(make_header(decode_header(str(message_from_bytes(letter.raw)["Subject"])))).split())
            who = self.names.get(letter.to, letter.to)
            kinds = " + ".join(dict.fromkeys(one.partition("/")[0] for one in letter.occasions))
            yield letter.at, "out", f"→ {who:<7} {kinds.replace('_', ' ')}: {subject}"

    def _fresh(self, name: str, everything: Iterable[T]) -> list[T]:
        fresh = list(everything)[self.told[name] :]
        self.told[name] += len(fresh)
        return fresh


def told(record: Record) -> str:
    """A record in a few words."""
    number = f" {record.about.number}" if record.about.kind == "milestone" else ""
    number = f" Q{record.about.number}" if record.about.kind == "question" else number
    percent = f": {record.data['percent']} %" if record.data.get("percent") else ""
    day = f" to {record.data['date']}" if record.data.get("date") else ""
    return f"{record.kind.replace('_', ' ')}{number}{percent}{day}"
