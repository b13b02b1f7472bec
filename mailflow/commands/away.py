"""AWAY and BACK: no reminders meanwhile; the owners see it, with the dates at risk."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from datetime import date, timedelta

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.personal import changed
from mailflow.commands.post import Post
from mailflow.commands.wording import listed, names, on, phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person, Role
from mailflow.domain.reading import Asked
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

MONTHS = {name.casefold() for name in (*month_name, *month_abbr)}
"""Jan and May stand for a date in an absence, whoever else is called so."""
OPEN_END = timedelta(days=14)
"""How far ahead dates count as at risk where no last day is known."""


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Away from a day (today where none is named) until another, or until BACK."""
    today = act.by.calendar.local_date(act.now)
    start, end = asked.day or today, asked.until
    if end is not None and end < max(start, today):
        return refused("past_date", "{day} has passed already. Until when are you away?", "AWAY today to", day=on(end))
    if (act.by.away_from, act.by.away_until) == (start, end):
        return Outcome(_already(start, end))
    return _noted(start, end, asked, snapshot, act)


def _noted(start: date, end: date | None, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    change, person = changed("away", snapshot, act, away_from=start, away_until=end)
    risk = at_risk(snapshot, act.by.id, start, end)
    named = deputies(asked, snapshot, act)
    post = Post.on_project(asked, snapshot, act)
    asked_to = [one for one in named if snapshot.role(one.id) is Role.OWNER]
    intents = post.notice([one for one in snapshot.owners() if one not in asked_to], _news(start, end, risk, act))
    intents += post.notice(asked_to, _asks_to_decide(start, end, act))
    said = _said(start, end)
    return Outcome(said, (change,), intents, next=_next(risk, named, snapshot, act), person=person)


def deputies(asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Person, ...]:
    """Whom an owner names as deciding meanwhile."""
    if act.role is not Role.OWNER:
        return ()
    words = set(re.findall(r"\w+", asked.line.casefold())) - MONTHS
    here = (snapshot.people[one] for one in snapshot.members if one in snapshot.people and snapshot.role(one))
    return tuple(one for one in here if one.id != act.by.id and words & {one.id.casefold(), one.first_name.casefold()})


def at_risk(snapshot: Snapshot, person: str, start: date, end: date | None) -> tuple[Milestone, ...]:
    """That person's open milestones which fall due during the absence."""
    last = start + OPEN_END if end is None else end
    return tuple(m for m in snapshot.open_milestones_of(person) if start <= m.due <= last)


def _already(start: date, end: date | None) -> Phrase:
    if end is None:
        return phrase("I have it noted already: you are away from {start}, until you write BACK.", start=on(start))
    return phrase("I have it noted already: you are away from {start} to {end}.", start=on(start), end=on(end))


def _said(start: date, end: date | None) -> Phrase:
    if end is None:
        return phrase("Noted: you are away from {start}, until you write BACK.", start=on(start))
    return phrase("Noted: you are away from {start} to {end}.", start=on(start), end=on(end))


def _next(risk: Sequence[Milestone], named: Sequence[Person], snapshot: Snapshot, act: Act) -> Phrase:
    deciding = [one for one in named if snapshot.role(one.id) is Role.OWNER]
    if deciding:
        return phrase("Deciding meanwhile: {names}. I have passed that on.", names=names(deciding))
    if named:
        text = (
            "Only owners decide, and that is not what {names} can do here: until you are back it waits for you. "
            "Whoever runs this mailbox can add an owner."
        )
        return phrase(text, names=names(named))
    others = [owner for owner in snapshot.owners() if owner.id != act.by.id]
    if act.role is Role.OWNER:
        if others:
            return phrase("{names} can decide meanwhile.", names=names(others))
        return phrase("What needs your decision will wait for you, and nobody is pressed for it.")
    if risk:
        return phrase("These fall due meanwhile: {risk}. NEW DATE asks for another date.", risk=_numbered(risk))
    return phrase("No reminders go out meanwhile. Have a good time!")


def _news(start: date, end: date | None, risk: Sequence[Milestone], act: Act) -> Phrase:
    gaps: dict[str, Json] = {"name": act.by.first_name, "start": on(start)}
    if end is None:
        text = "{name} is away from {start}. Due meanwhile: {risk}." if risk else "{name} is away from {start}."
        return Phrase(text, gaps | {"risk": _numbered(risk)})
    text = "{name} is away from {start} to {end}."
    if risk:
        text = "{name} is away from {start} to {end}. Due meanwhile: {risk}."
    return Phrase(text, gaps | {"end": on(end), "risk": _numbered(risk)})


def _asks_to_decide(start: date, end: date | None, act: Act) -> Phrase:
    gaps: dict[str, Json] = {"name": act.by.first_name, "start": on(start)}
    if end is None:
        return Phrase("{name} is away from {start}, and asks you to decide meanwhile.", gaps)
    return Phrase("{name} is away from {start} to {end}, and asks you to decide meanwhile.", gaps | {"end": on(end)})


def _numbered(milestones: Sequence[Milestone]) -> Json:
    return listed(f"{m.number} ({m.title})" for m in milestones)


def apply_back(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The absence is over; letters go out again."""
    if act.by.away_from is None:
        return Outcome(phrase("Welcome! I had no absence noted, so all goes on as usual."))
    change, person = changed("back", snapshot, act, away_from=None, away_until=None)
    return Outcome(phrase("Welcome back! All goes on as usual."), (change,), person=person, attach="status")


AWAY = Command("away", "AWAY 20 Dec to 3 Jan", "I am away from 20 Dec to 3 Jan", apply)
BACK = Command("back", "BACK", "I am back", apply_back)
