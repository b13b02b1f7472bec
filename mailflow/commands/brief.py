"""Plain lines to a brief: keys like "Vision:", people by their addresses, milestones by their dates.

Later lines go before earlier ones, so that an answer to what was asked back is simply read after the first text. Dates
stand in the lines as ISO 8601 has them (see `mailflow.commands.brief_dates`).
"""

import re
from dataclasses import replace
from typing import Any

from mailflow.commands.brief_lines import ADDRESS, named, wanted
from mailflow.domain.brief import Brief, Named, Wanted
from mailflow.domain.people import Role

KEYS = {
    "title": (
        "new project",
        "title",
        "project",
        "project title",
        "project name",
        "titel",
        "projekt",
        "título",
        "titre",
    ),
    "vision": ("vision", "goal", "aim", "ziel", "visión", "visão", "objectif", "мета"),
    "zone": ("time zone", "timezone", "zone", "zeitzone", "zona horaria", "fuseau horaire", "fuso horário"),
    "scope": ("scope", "work", "the work", "nature of the job", "job", "leistung", "alcance", "travail", "escopo"),
    "conditions": ("conditions", "conditions of fulfilment", "acceptance", "definition of done", "bedingungen"),
    "payment": ("payment", "payment terms", "terms", "zahlung", "pago", "paiement", "pagamento", "оплата"),
    "people": ("people", "team", "crew", "who", "with", "personen", "personas", "équipe", "pessoas", "люди"),
    "contractor": ("contractor", "contractors", "worker", "workers", "freelancer", "freelancers"),
    "owner": ("owner", "owners", "co-owner", "client"),
    "observer": ("observer", "observers", "cc", "copy"),
    "milestones": ("milestones", "milestone", "plan", "schedule", "deliverables", "meilensteine", "hitos", "jalons"),
}
KEY_OF = {word: key for key, words in KEYS.items() for word in words}
TEXTS = frozenset({"vision", "scope", "conditions", "payment"})
ROLES = {"contractor": Role.CONTRACTOR, "owner": Role.OWNER, "observer": Role.OBSERVER, "people": Role.CONTRACTOR}

_KEY = re.compile(r"^\W{0,3}(?P<key>[^\W\d_][\w -]{1,28}?)\**\s*:\**\s*(?P<rest>.*)$")
_NUMBER_FIRST = re.compile(r"^\s*(?:milestone\s+|#)?(?P<number>\d{1,3})\s*[.):\-]+\s*(?P<rest>.*)$", re.I)
_BULLET = re.compile(r"^\s*(?:[-*+•–—]|\[[ x]?\])\s+(?P<rest>.+)$", re.I)
_WITHOUT = re.compile(r"^\W*(?:drop|remove|without|leave out)\s+(?:milestone\s+)?(?P<what>[\w ]+?)[.!]?\s*$", re.I)
_BOX = re.compile(r"^\s*(?:[-*+]\s*)?\[[ x]?\]\s*", re.I)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def brief_of(text: str) -> Brief:
    """The brief that those lines make. Read twice: a milestone may name somebody who stands below it."""
    people = _read(text, Brief()).people
    return _read(text, Brief(people=people))


def _read(text: str, brief: Brief) -> Brief:
    reader = _Reader(brief)
    for line in text.splitlines():
        reader.read(line)
    return reader.brief


class _Reader:
    """Reads line by line, knowing which part it is in."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.part = ""
        self.last: int | None = None
        self.fresh = False

    def read(self, line: str) -> None:
        if not line.strip():
            self.part = "" if self.part in TEXTS else self.part
            return
        key = _KEY.match(line)
        name = KEY_OF.get(key["key"].strip().casefold(), "") if key else ""
        if key and name and not (name == "milestones" and _NUMBER_FIRST.match(line)):
            self._begin(name, key["rest"].strip())
        elif not (self._without(line) or self._person(line) or self._milestone(line) or self._text(line)):
            self._leftover(line)

    def _begin(self, name: str, rest: str) -> None:
        self.part, self.fresh = name, False
        if name == "title" and rest:
            self._title(rest)
        elif name == "zone":
            self.brief = replace(self.brief, zone=rest)
        elif name in TEXTS and not rest:
            self.fresh = True
        elif name == "vision":
            self.brief = replace(self.brief, vision=rest, vision_text="")
        elif name in TEXTS:
            self._put(name, rest)
        elif rest and not (self._person(rest) or self._milestone(rest)):
            self._leftover(rest)

    def _put(self, name: str, text: str) -> None:
        changed: dict[str, Any] = {name: text}
        self.brief = replace(self.brief, **changed)

    def _title(self, text: str) -> None:
        self.brief = replace(self.brief, title=text.strip(" .:-"))
        self.part = ""

    def _text(self, line: str) -> bool:
        """A further line of the text that it stands in."""
        if self.part not in TEXTS:
            return False
        if self.fresh:
            self._begin(self.part, line.strip())
            return True
        name = "vision_text" if self.part == "vision" else self.part
        before = getattr(self.brief, name)
        self._put(name, f"{before}\n{line.strip()}".strip())
        return True

    def _person(self, line: str) -> bool:
        if not ADDRESS.search(line):
            return False
        one = named(_bare(line), ROLES.get(self.part, Role.CONTRACTOR))
        known = self.brief.person(one.name)
        same = known or next((p for p in self.brief.people if _shared(p, one)), None)
        if same is not None:
            one = replace(one, name=max(same.name, one.name, key=len), zone=one.zone or same.zone)
        rest = tuple(one if p is same else p for p in self.brief.people)
        self.brief = replace(self.brief, people=rest if same else (*rest, one))
        return True

    def _milestone(self, line: str) -> bool:
        number = _NUMBER_FIRST.match(line)
        bullet = _BULLET.match(line)
        if number is None and self.last is not None and self.part == "milestones" and _under(line, bullet):
            return self._detail(line)
        dated = _ISO.search(line) is not None
        if not (number or dated or (self.part == "milestones" and bullet)):
            return False
        if self.part in TEXTS and not (dated and (number or bullet)):
            return False
        text = number["rest"] if number else bullet["rest"] if bullet else line
        self._place(wanted(int(number["number"]) if number else 0, text.strip(), self.brief))
        self.part = "milestones"
        return True

    def _place(self, one: Wanted) -> None:
        """A new milestone, or what is said anew of one that is there."""
        by_number = {m.number: m for m in self.brief.milestones}
        same = next((m for m in self.brief.milestones if one.title and _alike(m.title, one.title)), None)
        number = one.number or (same.number if same else max(by_number, default=0) + 1)
        one = replace(_merged(by_number[number], one) if number in by_number else one, number=number)
        self.brief = replace(self.brief, milestones=tuple(v for _, v in sorted({**by_number, number: one}.items())))
        self.last = number

    def _detail(self, line: str) -> bool:
        """A line under a milestone: a box is a task of it, everything else a condition."""
        text = _BOX.sub("", line).strip(" -*+•–—\t")
        one = next(m for m in self.brief.milestones if m.number == self.last)
        more = replace(one, conditions=(*one.conditions, text))
        if _BOX.match(line):
            more = replace(one, tasks=(*one.tasks, text))
        self.brief = replace(self.brief, milestones=tuple(more if m is one else m for m in self.brief.milestones))
        return bool(text)

    def _without(self, line: str) -> bool:
        """ "drop 3", "without Lee"."""
        found = _WITHOUT.match(line)
        if found is None:
            return False
        what = found["what"].strip()
        person = self.brief.person(what)
        stages = tuple(m for m in self.brief.milestones if str(m.number) != what)
        if person is None and len(stages) == len(self.brief.milestones):
            return False
        people = tuple(one for one in self.brief.people if one != person)
        self.brief = replace(self.brief, people=people, milestones=stages)
        return True

    def _leftover(self, line: str) -> None:
        """The first words are the title where nothing else is; what remains was not used."""
        if not self.brief.title and not _KEY.match(line) and len(line.split()) <= 12:
            self._title(line)
        else:
            self.brief = replace(self.brief, unread=(*self.brief.unread, line.strip()))


def _bare(line: str) -> str:
    bullet = _BULLET.match(line)
    return (bullet["rest"] if bullet else line).strip()


def _under(line: str, bullet: re.Match[str] | None) -> bool:
    """Whether a line belongs to the milestone above it: indented, or with a box, and without a date of its own."""
    indented = line[:1] in " \t" and bullet is not None
    return (indented or _BOX.match(line) is not None) and not _ISO.search(line)


def _shared(one: Named, other: Named) -> bool:
    return not set(one.addresses).isdisjoint(other.addresses)


def _alike(one: str, other: str) -> bool:
    return one.casefold().strip(" .:") == other.casefold().strip(" .:")


def _merged(old: Wanted, new: Wanted) -> Wanted:
    """What is said of a milestone goes before what was said; what is not said stays."""
    return replace(
        old,
        title=new.title or old.title,
        due=new.due or old.due,
        who=new.who or old.who,
        amount=old.amount if new.amount is None else new.amount,
        currency=new.currency or old.currency,
    )
