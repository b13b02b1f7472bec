"""A new project shown back: what was understood, what is missing, and one word to set it up."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase, sentence
from mailflow.domain.reading import BRIEF
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.offer import Offer

ROLES = {
    "contractor": sentence("works on it"),
    "owner": sentence("decides with you"),
    "observer": sentence("reads along"),
}


@dataclass(frozen=True, slots=True)
class Somebody:
    """One of its people. `known`: they are known here already, under their own settings."""

    name: str
    addresses: tuple[str, ...]
    part: str
    zone: str
    known: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One of its milestones; `who` is empty where nobody has it yet."""

    number: int
    title: str
    due: date | None
    who: str
    amount: Decimal | None
    currency: str
    conditions: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefFacts(Facts):
    """`missing` has to be answered before it can be set up; of `unread` lines nothing was made. `left_out`: amounts
    stand in it that are not taken by mail here."""

    project: str
    title: str
    zone: str
    vision: str
    vision_text: str
    scope: str
    conditions: str
    payment: str
    people: tuple[Somebody, ...]
    milestones: tuple[Stage, ...]
    missing: tuple[Phrase, ...]
    unread: tuple[str, ...]
    left_out: bool
    offers: tuple[Offer, ...]


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> BriefFacts:
    """Always worth saying: somebody waits for it."""
    data, amounts = intent.facts, bool(intent.facts.get("amounts"))
    rows = said.rows(data, "milestones")
    missing = tuple(p for row in said.rows(data, "missing") if (p := said.phrase(row, "text", "values")) is not None)
    return BriefFacts(
        project=said.text(data, "title"),
        title=said.text(data, "title"),
        zone=said.text(data, "zone"),
        vision=said.text(data, "vision"),
        vision_text=said.text(data, "vision_text"),
        scope=said.text(data, "scope"),
        conditions=said.text(data, "conditions"),
        payment=said.text(data, "payment"),
        people=tuple(_somebody(row) for row in said.rows(data, "people")),
        milestones=tuple(_stage(row, amounts=amounts) for row in rows),
        missing=missing,
        unread=said.texts(data, "unread"),
        left_out=not amounts and any(row.get("amount") for row in rows),
        offers=_offers(complete=not missing),
    )


def _offers(*, complete: bool) -> tuple[Offer, ...]:
    drop = Offer("to leave it", "DROP IT")
    return (Offer("to set it up as shown, and invite everybody", "CONFIRM", main=True), drop) if complete else (drop,)


def _somebody(row: said.Data) -> Somebody:
    return Somebody(
        name=said.text(row, "name"),
        addresses=said.texts(row, "addresses"),
        part=ROLES.get(said.text(row, "role"), ""),
        zone=said.text(row, "zone"),
        known=bool(row.get("known")),
    )


def _stage(row: said.Data, *, amounts: bool) -> Stage:
    return Stage(
        number=said.number(row, "number") or 0,
        title=said.text(row, "title"),
        due=said.day(row, "due"),
        who=said.text(row, "who"),
        amount=_amount(said.text(row, "amount")) if amounts else None,
        currency=said.text(row, "currency"),
        conditions=said.texts(row, "conditions"),
        tasks=said.texts(row, "tasks"),
    )


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


LETTER = Letter(BRIEF, Pace.ANSWER, facts, order=12)
