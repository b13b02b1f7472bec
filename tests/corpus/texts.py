"""Corpora of replies kept as texts, a folder each: read, set as mails, and judged with some tolerance.

An expectation is a list parted by ``;``. A plain entry has to be found, ``?entry`` has to be found or asked about,
``~entry`` may be found besides, ``ask`` has to be asked, ``nothing`` asks for nothing. Notes are never counted.
An entry is a command, its milestone, a percentage or date, and further fields as ``person=dana``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property
from html import escape
from itertools import product
from pathlib import Path
from typing import Any

from mailflow.cli.explained import as_object, in_their_zone
from mailflow.cli.sheets import FromFile
from mailflow.commands.words import Words
from mailflow.config import load_project
from mailflow.domain.disposition import BY_NAME
from mailflow.flows.understand import understand
from mailflow.shipped import vocabularies
from tests.corpus import layouts

HERE = Path(__file__).parent
HISTORY = "Hi {name},\n\nhow is it going? We'd like to hear where you stand.{plant}\n\nBistro projects"
FALSE = {"done", "task_done", "approve", "accept_date", "agree", "paid", "cancel", "decline", "send", "confirm"}


@dataclass(frozen=True)
class Case:
    """One reply, how it is sent, and what it has to be understood as."""

    name: str
    text: str
    wanted: str
    options: dict[str, str] = field(default_factory=dict)
    plant: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def group(self) -> str:
        """The file that it stands in."""
        return self.name.split("/")[0]


@dataclass(frozen=True)
class Corpus:
    """One folder of cases, with the project that they are about and the day on which they are written."""

    name: str

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return HERE / self.name

    @cached_property
    def day(self) -> str:
        """The Date of each mail."""
        return (self.folder / "day").read_text(encoding="utf-8").strip()

    @cached_property
    def people(self) -> dict[str, str]:
        """Who writes."""
        people = load_project(self.folder / "project.toml").people
        return {one.id: f"{one.name} <{one.addresses[0]}>" for one in people}

    @cached_property
    def known(self) -> dict[str, str]:
        """What is known not to be understood yet, and how it is read instead."""
        listed = self.folder / "known.list"
        lines = (line.split(" ", 1) for line in _lines(listed)) if listed.exists() else ()
        return {name: outcome for outcome, name in lines}

    def cases(self) -> list[Case]:
        """Every case, those with plants in their history last."""
        found = [case for path in sorted(self.folder.glob("*.cases")) for case in _read(path)]
        return found + (list(_planted(self)) if (self.folder / "plants.list").exists() else [])

    def message(self, case: Case) -> bytes:
        """The case as a mail."""
        options = case.options
        mail = EmailMessage(policy=SMTP.clone(max_line_length=998))
        mail["From"] = self.people[options["who"]]
        mail["To"] = "Bistro projects <projects@bistro.example>"
        mail["Subject"] = options.get("subject", "Re: Your week")
        mail["Date"] = self.day
        mail["Message-ID"] = f"<{abs(hash(case.name))}@client.example>"
        if mail["Subject"].startswith("Re:"):
            mail["In-Reply-To"] = mail["References"] = "<letter@bistro.example>"
        _set_content(mail, case, _history(case, self.people[options["who"]].split()[0]))
        return mail.as_bytes()

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """Every case, judged."""
        readers: dict[tuple[str | None, str | None], FromFile] = {}
        words = Words.from_toml(vocabularies())
        found = []
        for case in self.cases():
            about, letter = case.options.get("about"), case.options.get("letter")
            if (about, letter) not in readers:
                readers[about, letter] = FromFile(self.folder / "project.toml", int(about) if about else None, letter)
            raw = self.message(case)
            context = readers[about, letter].contexts([raw])[0]
            understood = in_their_zone(understand(raw, context, words), context.person)
            reason = BY_NAME["unclear"] if understood.reason.name == "role" else understood.reason
            found.append(judge(case, as_object(case.name, understood, None, reason, "")))
        return found


CORPORA = tuple(Corpus(path.parent.name) for path in sorted(HERE.glob("*/day")))


def _read(path: Path) -> Iterator[Case]:
    for block in re.split(r"^(?==[=*] )", path.read_text(encoding="utf-8"), flags=re.M):
        head, _, rest = block.partition("\n")
        options = dict(re.findall(r'(\w+)="?((?<=")[^"]*|[^\s"]+)', head))
        if head.startswith("=* "):
            yield from _one_liners(path.stem, rest, options)
        elif head:
            text, _, wanted = rest.partition("\n=> ")
            name = f"{path.stem}/{head.split()[1]}"
            yield Case(name, text, wanted.strip(), options, options.get("plant", ""))


def _one_liners(stem: str, rest: str, options: dict[str, str]) -> Iterator[Case]:
    for line in filter(None, rest.split("\n")):
        text, _, more = line.partition(" => ")
        group = f"{options.get('trap', options['who'])}-{options.get('about', 'free')}"
        wanted = f"nothing; ~ask; {more}" if "trap" in options else more
        yield Case(f"{stem}/{group}: {text}", text.replace("\\n", "\n"), wanted, options)


def _planted(corpus: Corpus) -> Iterator[Case]:
    """Each layout with three replies over three planted commands, in turn."""
    replies = [line.split("|") for line in _lines(corpus.folder / "replies.list")]
    plants = [line.split("|") for line in _lines(corpus.folder / "plants.list")]
    for number, (layout, turn) in enumerate(product([*layouts.PLAIN, *layouts.HTML], range(3))):
        who, about, text, wanted = replies[(number * 7 + turn) % len(replies)]
        ours = [plant for by, plant in plants if by == who]
        plant = ours[number % len(ours)]
        options = {"who": who, "via": layout} | ({"about": about, "letter": "reminder"} if about else {})
        yield Case(f"planted/{layout}-{turn}", text, wanted, options, plant)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _history(case: Case, name: str) -> str:
    if case.name.startswith("planted/"):
        return case.plant
    plant = f"\n\n{case.plant}" if case.plant and case.plant not in case.text else ""
    return HISTORY.format(name=name, plant=plant)


def _set_content(mail: EmailMessage, case: Case, history: str) -> None:
    via = case.options.get("via", "raw")
    if via in layouts.HTML:
        mail.set_content(layouts.html(via, case.text, history), subtype="html")
    elif via in OWN_PAGES:
        mail.set_content(OWN_PAGES[via](case.text, history), subtype="html")
    else:
        mail.set_content(layouts.plain(via, case.text, history) if via != "raw" else case.text + "\n")


def _items(text: str, history: str) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in text.split("\n")) + "</ul>"


OWN_PAGES: dict[str, Callable[[str, str], str]] = {
    "htmlgmail": lambda text, history: layouts.html("html_gmail", text, history),
    "htmlul": _items,
    "htmlstrike": lambda text, history: f"<p><s>Milestone 2 is done</s></p><p>{escape(text)}</p>",
}


@dataclass(frozen=True)
class Verdict:
    """`outcome`: right, asked, missed, wrong or FALSE."""

    case: Case
    outcome: str
    found: dict[str, Any]
    leak: bool
    loss: bool

    @property
    def put_away(self) -> bool:
        """Whether the mail was taken for a machine's."""
        return self.found["disposition"] not in ("handled", "noted")

    @property
    def good(self) -> bool:
        """Whether there is nothing to mend."""
        return self.outcome == "right" and not (self.leak or self.loss or self.put_away)

    def __str__(self) -> str:
        kinds = [self.outcome, *(["LEAK"] * self.leak), *(["LOSS"] * self.loss), *(["AWAY"] * self.put_away)]
        commands = [brief(one) for one in self.found["commands"] if one["command"] != "note"]
        asked = [f"{one['reason']}?({one['line'][:60]})" for one in self.found["unclear"]]
        found = f"{commands} {asked}" + (f" text {self.found['reply_text']!r}" if self.leak or self.loss else "")
        return f"{'+'.join(kinds):10} {self.case.name}: wanted {self.case.wanted} found {found}"


def brief(one: dict[str, Any]) -> str:
    """A command in short."""
    parts = (one["command"], one["milestone"], one["task"] and f".{one['task']}", one["percent"], one["date"])
    return " ".join(str(part) for part in parts if part is not None)


def judge(case: Case, found: dict[str, Any]) -> Verdict:
    """One case against its expectation."""
    entries = [entry.strip() for entry in case.wanted.split(";") if entry.strip()]
    named = [(entry[0] if entry[0] in "?~" else "", entry.lstrip("?~").split()) for entry in entries]
    asked = bool(found["unclear"])
    commands = [one for one in found["commands"] if one["command"] != "note"]
    lacking, strange = _match(named, commands)
    leak, loss = _text(case, found["reply_text"])
    return Verdict(case, _outcome(named, lacking, strange, asked), found, leak, loss)


def _match(named: list[tuple[str, list[str]]], commands: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    left, lacking = list(commands), []
    plain = [(mark, want) for mark, want in named if want[0] not in ("ask", "nothing", "some", "note")]
    for mark, want in sorted(plain, key=lambda one: one[0] == "~"):
        same = [one for one in left if _same(want, one)]
        for one in same if mark == "~" else same[:1]:
            left.remove(one)
        if not same and mark != "~":
            lacking.append(mark or "must")
    return lacking, [one["command"] for one in left]


def _same(want: list[str], one: dict[str, Any]) -> bool:
    verb, *given = want
    fields = dict(field.split("=", 1) for field in given if "=" in field)
    rest = [field for field in given if "=" not in field]
    if any(not str(one[key]).startswith(value) for key, value in fields.items()):
        return False
    if one["command"] != verb or (rest and one["milestone"] != int(rest[0])):
        return False
    if len(rest) < 2:
        return True
    return one["percent"] == int(rest[1]) if verb == "progress" else str(one["date"])[:10] == rest[1]


def _outcome(named: list[tuple[str, list[str]]], lacking: list[str], strange: list[str], asked: bool) -> str:
    marks = {want[0]: mark for mark, want in named if want[0] in ("ask", "some")}
    if set(strange) & FALSE:
        return "FALSE"
    if strange:
        return "wrong"
    if (lacking and not asked) or (marks.get("ask") == "" and not asked):
        return "missed"
    unsure = "must" in lacking or (asked and not lacking and "ask" not in marks)
    return "asked" if unsure else "right"


def _text(case: Case, text: str) -> tuple[bool, bool]:
    leak = bool(case.plant) and _flat(case.plant) in _flat(text)
    framed = case.options.get("via", "raw") != "raw"
    return leak, framed and not set(_flat(_signed_off(case)).split()) <= set(_flat(text).split())


def _signed_off(case: Case) -> str:
    """The text without its signature: a name on its last line, or as many lines as the case says."""
    if signed := int(case.options.get("signed", 0)):
        return "\n".join(case.text.rstrip().split("\n")[:-signed])
    text = case.text
    body, _, name = text.rstrip().rpartition("\n")
    return body if body and re.fullmatch(r"[^\W\d_]+", name) else text


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def figures(of: list[Verdict]) -> dict[str, int]:
    """Counts of everything that is watched."""
    counts = {kind: sum(one.outcome == kind for one in of) for kind in ("right", "asked", "missed", "wrong", "FALSE")}
    kept = {kind: sum(getattr(one, kind) for one in of) for kind in ("leak", "loss", "put_away")}
    return {"cases": len(of)} | counts | kept
