"""Which milestone or person a command is about, or the courteous question where it is not plain."""

from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, phrase
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.reading import Asked
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

MOST_CHOICES = 3


def refused(reason: str, text: str, *choices: str, **gaps: Json) -> Outcome:
    """An outcome that changes nothing, with words that would do instead."""
    return Outcome(phrase(text, **gaps), refused=reason, choices=choices[:MOST_CHOICES])


def typed(words: str, target: int | str) -> str:
    """A command with its target: behind it, or where ``{n}`` stands."""
    return words.replace("{n}", str(target)) if "{n}" in words else f"{words} {target}"


def any_milestone(asked: Asked, snapshot: Snapshot, words: str) -> Milestone | Outcome:
    """The milestone that is meant. `words` is how the command is typed, without its number or with ``{n}`` for it."""
    if asked.milestone is None:
        offers = [typed(words, m.number) for m in snapshot.milestones.values() if m.open]
        return refused("no_milestone", "Which milestone do you mean? Please write its number beside it.", *offers)
    found = snapshot.milestones.get(asked.milestone)
    if found is not None:
        return found
    text = "{project} has no milestone {number}, so nothing was changed."
    offers = [typed(words, m.number) for m in snapshot.milestones.values() if m.open]
    project = snapshot.title or snapshot.code
    return refused("no_such_milestone", text, *offers, project=project, number=asked.milestone)


def own_milestone(asked: Asked, snapshot: Snapshot, act: Act, words: str) -> Milestone | Outcome:
    """The sender's own milestone; somebody else's is asked about."""
    found = any_milestone(asked, snapshot, words)
    if isinstance(found, Outcome):
        return found
    if found.state is State.CANCELLED:
        text = "Milestone {number} ({title}) was cancelled, so there is nothing left to do on it."
        return refused("cancelled", text, **values(found))
    if found.assignee == act.by.id:
        return found
    return _somebody_elses(found, snapshot, act, words)


def _somebody_elses(found: Milestone, snapshot: Snapshot, act: Act, words: str) -> Outcome:
    offers = [typed(words, m.number) for m in snapshot.open_milestones_of(act.by.id)]
    if found.assignee is None:
        text = "Milestone {number} ({title}) is not assigned to anybody yet. Did you mean another one?"
        return refused("not_assignee", text, *offers, **values(found))
    text = "Milestone {number} ({title}) is with {name}. Did you mean another one?"
    return refused("not_assignee", text, *offers, **values(found, name=name(snapshot, found.assignee)))


def contractor(asked: Asked, snapshot: Snapshot, words: str) -> str | Outcome:
    """The contractor who is meant: named, or the assignee of the milestone, or the only one there is."""
    if asked.person is not None:
        return _named(asked.person, snapshot, words)
    found = snapshot.milestones.get(asked.milestone or 0)
    if found is not None and found.assignee is not None:
        return found.assignee
    everybody = snapshot.contractors()
    if len(everybody) == 1:
        return everybody[0].id
    offers = [typed(words, person.id) for person in everybody]
    return refused("no_person", "Whom do you mean? Please write the name beside it.", *offers)


def _named(person: str, snapshot: Snapshot, words: str) -> str | Outcome:
    if snapshot.role(person) is Role.CONTRACTOR:
        return person
    offers = [typed(words, each.id) for each in snapshot.contractors()]
    text = "{name} is not a contractor on {project}, so nothing was changed."
    gaps = {"name": name(snapshot, person), "project": snapshot.title or snapshot.code}
    return refused("no_such_person", text, *offers, **gaps)
