"""INVITE: somebody joins the project, known here or new, and takes milestones where the owner says which."""

import re

from mailflow.commands.aimed import refused
from mailflow.commands.brief_lines import ADDRESS, named
from mailflow.commands.command import Command
from mailflow.commands.newcomers import participants, person_of
from mailflow.commands.post import Post
from mailflow.commands.wording import listed, on, phrase
from mailflow.domain.brief import Named
from mailflow.domain.letter import Intent
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

_TO = re.compile(r"\b(?:to|for|on|with)\s+(?:(?:the\s+)?project\b|(?:milestones?\s*|#|m)?\d.*$)", re.I)
_NUMBERS = re.compile(r"(?<![\w.])(?:m|#)?(\d{1,3})(?![\w%])", re.I)
LETTER = "invitation"


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A name and an address are enough; somebody who is here already is given the milestones alone."""
    text = (asked.text or asked.line).strip()
    if not ADDRESS.search(text):
        again = "invite Lee Wong, lee@mail.example, to 4"
        return refused(
            "no_address", "Whom shall I invite? Please write name and address, and perhaps milestones.", again
        )
    aimed = _TO.search(text)
    one = named(_TO.sub("", text), Role.CONTRACTOR)
    numbers = tuple(dict.fromkeys(int(n) for n in _NUMBERS.findall(aimed.group()))) if aimed else ()
    return _fits(numbers, one, snapshot, act) or _invited(numbers, one, asked, snapshot, act)


def _fits(numbers: tuple[int, ...], one: Named, snapshot: Snapshot, act: Act) -> Outcome | None:
    """Why it cannot be done, where it cannot."""
    if one.role is Role.OWNER:
        text = "Another owner is named in the project file, not by mail, so nothing was changed."
        return refused("role", text)
    missing = [n for n in numbers if n not in snapshot.milestones or not snapshot.milestones[n].open]
    if missing:
        text = "{project} has no open milestone {number}, so nobody was invited."
        return refused("no_such_milestone", text, project=snapshot.title or snapshot.code, number=missing[0])
    known = person_of(one, act.registry)
    role = snapshot.role(known.id) if known is not None else None
    if known is not None and role is not None and (not numbers or role is not Role.CONTRACTOR):
        text = "{name} is on {project} already, so nothing was changed."
        return Outcome(phrase(text, name=known.name, project=snapshot.title or snapshot.code))
    if numbers and one.role is not Role.CONTRACTOR:
        return refused("role", "Whoever only reads along takes no milestones, so nobody was invited.")
    return None


def _invited(numbers: tuple[int, ...], one: Named, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    known = person_of(one, act.registry)
    (stated,) = participants((one,), act.registry)
    zone = stated.zone or snapshot.zone
    person = known or Person(stated.id, stated.name, stated.addresses, zone=zone)
    changes: list[Change] = []
    if snapshot.role(person.id) is None:
        data: dict[str, Json] = {"person": person.id, "role": str(one.role), "new": known is None}
        changes.append(Change("invite", Ref(snapshot.code), act.by.id, data))
    given = [snapshot.milestones[n] for n in numbers if snapshot.milestones[n].assignee != person.id]
    changes += [_given(m, person, snapshot, act) for m in given]
    if not changes:
        return Outcome(phrase("{name} has all of that already.", name=person.name))
    gaps: dict[str, Json] = {"name": person.name, "project": snapshot.title or snapshot.code}
    said = phrase("{name} is invited to {project}.", **gaps)
    if given:
        titles = listed(f"{m.number} ({m.title})" for m in given)
        said = phrase("{name} is invited to {project} and takes {titles}.", **gaps, titles=titles)
    past = [m for m in given if m.due < person.calendar.local_date(act.now)]
    after = (
        phrase("{title} was due {due}: which date shall hold?", title=past[0].title, due=on(past[0].due))
        if past
        else None
    )
    return Outcome(
        said,
        tuple(changes),
        _letters(person, one.role, given, asked, snapshot, act),
        next=after,
        person=person if known is None else None,
        choices=tuple(f"move {m.number} to " for m in past),
    )


def _given(found: Milestone, person: Person, snapshot: Snapshot, act: Act) -> Change:
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    return Change("assign", about, act.by.id, {"person": person.id, "was": found.assignee})


def _letters(
    person: Person, role: Role, given: list[Milestone], asked: Asked, snapshot: Snapshot, act: Act
) -> tuple[Intent, ...]:
    """Their invitation, which has all of it, and a line to whoever had the milestones before."""
    post = Post.on_project(asked, snapshot, act)
    title = snapshot.title or snapshot.code
    day = person.calendar.local_date(act.now).isoformat()
    letters: list[Intent] = []
    if snapshot.role(person.id) is None and role is Role.OBSERVER:
        text = "{name} has asked you to read along on {project}: its digests and round-ups reach you from now on."
        words = phrase(text, name=act.by.name, project=title)
        facts: dict[str, Json] = {"text": words.text, "values": dict(words.values), "actions": ["STATUS", "HELP"]}
        key = f"notice/{snapshot.code}/{snapshot.seq + 1}/{person.id}"
        letters.append(Intent("notice", person.id, Ref(snapshot.code), key, facts, cause=act.message))
    elif snapshot.role(person.id) is None:
        key = f"{LETTER}/{snapshot.code}/{day}/{person.id}"
        thread = f"{snapshot.code}/{LETTER}"
        letters.append(
            Intent(LETTER, person.id, Ref(snapshot.code), key, {"day": day}, thread=thread, cause=act.message)
        )
    else:
        titles = listed(f"{m.number} ({m.title})" for m in given)
        letters += post.notice([person], phrase("These are with you now: {titles}.", titles=titles), ["LIST"])
    for before in snapshot.contractors():
        theirs = [m for m in given if m.assignee == before.id]
        if theirs:
            titles = listed(f"{m.number} ({m.title})" for m in theirs)
            thanks = "{name} has taken over {titles}. Nothing more is needed from you on that; thank you."
            letters += post.notice([before], phrase(thanks, name=person.first_name, titles=titles))
    news = phrase("{name} was invited to {project}.", name=person.name, project=title)
    return (*letters, *post.tell_owners(news))


INVITE = Command("invite", "INVITE Lee Wong, lee@mail.example, to 4", "invite Lee Wong, lee@mail.example, to 4", apply)
