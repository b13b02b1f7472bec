"""What a brief leaves out or leaves open, in words that can be answered with a line."""

from collections import Counter
from collections.abc import Iterator

from mailflow.commands.wording import on, phrase
from mailflow.domain.brief import Brief, Wanted
from mailflow.domain.calendar import zone_named
from mailflow.domain.letter import Phrase
from mailflow.domain.outcome import Act

MOST_MILESTONES = 60
MOST_PEOPLE = 60


def lacks(brief: Brief, act: Act) -> tuple[Phrase, ...]:
    """Everything that keeps it from being set up, in the order in which it would be written."""
    return (*_of_project(brief), *_of_people(brief, act), *_of_milestones(brief, act))


def _of_project(brief: Brief) -> Iterator[Phrase]:
    if not brief.title:
        yield phrase("It has no title. Please write, for example: Title: Acme website")
    if brief.zone and not _is_zone(brief.zone):
        text = "{zone} is no time zone that I know. Please write, for example: Time zone: Europe/Berlin"
        yield phrase(text, zone=brief.zone)


def _is_zone(name: str) -> bool:
    try:
        zone_named(name)
    except (ValueError, LookupError, OSError):
        return False
    return True


def _of_people(brief: Brief, act: Act) -> Iterator[Phrase]:
    if not brief.workers():
        yield phrase("Nobody works on it yet. Please write name and address, for example: Lee Wong, lee@mail.example")
    if len(brief.people) > MOST_PEOPLE:
        yield phrase("That is more than {most} people; a project file takes them all.", most=MOST_PEOPLE)
    for person in brief.people:
        if person.zone and not _is_zone(person.zone):
            text = "{zone}, for {name}, is no time zone that I know. Please write their line again with another one."
            yield phrase(text, zone=person.zone, name=person.name)
        if len({act.registry.people[a].id for a in person.addresses if a in act.registry.people}) > 1:
            yield phrase("The addresses of {name} belong to more than one person here.", name=person.name)
    firsts = Counter(person.name.split()[0].casefold() for person in brief.people if person.name.split())
    for one in brief.milestones:
        if firsts[one.who.casefold()] > 1:
            text = "Milestone {number}: there is more than one {name}. Please write the whole name."
            yield phrase(text, number=one.number, name=one.who)


def _of_milestones(brief: Brief, act: Act) -> Iterator[Phrase]:
    if not brief.milestones:
        text = "It has no milestones. Please write them with dates, for example: 1. Homepage design, 4 December, Lee"
        yield phrase(text)
    if len(brief.milestones) > MOST_MILESTONES:
        yield phrase("That is more than {most} milestones; a project file takes them all.", most=MOST_MILESTONES)
    for one in brief.milestones:
        yield from _of(one, brief, act)


def _of(one: Wanted, brief: Brief, act: Act) -> Iterator[Phrase]:
    number, title = one.number, one.title
    if not title:
        yield phrase("Milestone {number} has no title.", number=number)
    if one.due is None:
        text = "Milestone {number} ({title}) has no clear date. Please write, for example: {number}: 4 December 2026"
        yield phrase(text, number=number, title=title)
    elif one.due < act.by.calendar.local_date(act.now):
        text = "Milestone {number} ({title}) is due {due}, which has passed. Please write another date."
        yield phrase(text, number=number, title=title, due=on(one.due))
    if not one.who and len(brief.workers()) > 1:
        text = "Who does milestone {number} ({title})? Please write, for example: {number}: {name}"
        yield phrase(text, number=number, title=title, name=brief.workers()[0].name.split()[0])
    elif one.who and (person := brief.person(one.who)) is not None and person not in brief.workers():
        text = "{name} is to do milestone {number} ({title}), and is no contractor on it."
        yield phrase(text, number=number, title=title, name=person.name)
