"""NEW PROJECT: a brief in plain words, shown back until its owner says yes; then people are invited."""

from datetime import date

from mailflow.commands.aimed import refused
from mailflow.commands.brief import brief_of
from mailflow.commands.command import Command
from mailflow.commands.lacking import lacks
from mailflow.commands.newcomers import free, participants, person_of, slug
from mailflow.commands.wording import listed, phrase
from mailflow.domain.brief import Brief
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.project import Agreement, Ref
from mailflow.domain.reading import BRIEF, Answered, Asked
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.stated import Definition, Participant, Promise

LONGEST = 12_000


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Shown back with what is missing in it; confirmed, it is set up. Lines that answer it are added to it."""
    letter = act.answered if act.answered is not None and act.answered.letter == BRIEF else None
    text = (asked.text or "").strip()
    if letter is not None and not text:
        return _confirmed(letter, snapshot, act)
    if letter is not None:
        text = f"{letter.facts.get('brief') or ''}\n\n{text}"
    if not text:
        again = "What is it about? Please write its title, who works on it (with addresses), and milestones with dates."
        return refused("no_text", again, "new project: ")
    if len(text) > LONGEST:
        return refused("too_long", "That is more than fits into a brief; a project file takes it all.")
    return _shown(text, letter, snapshot, act)


def _shown(text: str, letter: Answered | None, snapshot: Snapshot, act: Act) -> Outcome:
    brief = brief_of(text)
    code = str(letter.facts.get("code") or "") if letter is not None else ""
    code = code or free(slug(brief.title, "project"), act.registry.codes)
    missing = lacks(brief, act)
    about = Ref(snapshot.code)
    facts: dict[str, Json] = {
        "brief": text,
        "code": code,
        "missing": [{"text": one.text, "values": dict(one.values)} for one in missing],
        "amounts": act.registry.amounts,
        **_rows(brief, act),
    }
    key = f"{BRIEF}/m{act.message}/{act.by.id}"
    intent = Intent(BRIEF, act.by.id, about, key, facts, urgent=True, thread=f"brief/{code}", cause=act.message)
    said = phrase("I have put the new project together and send it back to you in a mail of its own.")
    after = phrase("Nothing goes to anybody else before you have confirmed it.")
    return Outcome(said, intents=(intent,), next=after, spoken=True)


def _rows(brief: Brief, act: Act) -> dict[str, Json]:
    """The brief as the letter shows it."""
    people: list[Json] = [
        {
            "name": one.name,
            "addresses": list(one.addresses),
            "role": str(one.role),
            "zone": one.zone,
            "known": person_of(one, act.registry) is not None,
        }
        for one in brief.people
    ]
    milestones: list[Json] = [
        {
            "number": one.number,
            "title": one.title,
            "due": None if one.due is None else one.due.isoformat(),
            "who": _who(one.who, brief),
            "amount": None if one.amount is None else str(one.amount),
            "currency": one.currency,
            "conditions": list(one.conditions),
            "tasks": list(one.tasks),
        }
        for one in brief.milestones
    ]
    words = ("title", "vision", "vision_text", "scope", "conditions", "payment")
    texts: dict[str, Json] = {name: getattr(brief, name) for name in words}
    zone = brief.zone or act.by.zone
    return {**texts, "zone": zone, "people": people, "milestones": milestones, "unread": list(brief.unread)}


def _who(name: str, brief: Brief) -> str:
    workers, found = brief.workers(), brief.person(name) if name else None
    if found is None and len(workers) == 1:
        return workers[0].name
    return "" if found is None else found.name


def _confirmed(letter: Answered, snapshot: Snapshot, act: Act) -> Outcome:
    """Set up as it was shown, if nothing is missing and nobody has set it up meanwhile."""
    brief, code = brief_of(str(letter.facts.get("brief") or "")), str(letter.facts.get("code") or "")
    missing = lacks(brief, act)
    if missing:
        return Outcome(missing[0], refused="incomplete")
    if code in act.registry.codes:
        text = "{title} is set up already, as {code}. Another one of that name needs another title."
        return Outcome(phrase(text, title=brief.title, code=code))
    definition = definition_of(brief, code, act)
    workers = [one.name.split()[0] for one in definition.people if one.role is Role.CONTRACTOR]
    said = phrase("{title} is set up, as {code}.", title=definition.title, code=code)
    after = phrase("{names} will be invited now. CLOSE {code} ends it.", names=listed(workers), code=code)
    return Outcome(said, next=after, founds=definition)


def definition_of(brief: Brief, code: str, act: Act) -> Definition:
    """The project that the brief describes, as a project file would state it. Whoever writes is an owner of it."""
    owner = Participant(act.by.id, act.by.name, act.by.addresses, Role.OWNER)
    others = tuple(one for one in participants(brief.people, act.registry) if one.id != act.by.id)
    ids = {named: one.id for named, one in zip(brief.people, participants(brief.people, act.registry), strict=True)}
    only = brief.workers()[0] if len(brief.workers()) == 1 else None
    agreed = Agreement(1, brief.scope, brief.conditions, brief.payment)
    return Definition(
        code=code,
        title=brief.title,
        zone=brief.zone or act.by.zone,
        vision=brief.vision,
        vision_text=brief.vision_text,
        agreement=agreed if brief.scope or brief.conditions or brief.payment else None,
        people=(owner, *others),
        milestones=tuple(
            Promise(
                number=one.number,
                title=one.title,
                due=one.due or date.max,
                assignee=ids[person] if (person := brief.person(one.who) or only) is not None else None,
                amount=one.amount if act.registry.amounts else None,
                currency=one.currency if act.registry.amounts and one.amount is not None else None,
                conditions=one.conditions,
                tasks=one.tasks,
            )
            for one in brief.milestones
        ),
    )


NEW_PROJECT = Command(
    "new_project", "NEW PROJECT: title, people, milestones", "new project: Acme app, with what you know so far", apply
)
