"""AGREE and CHANGE: the agreement is accepted by reply, or something else is proposed."""

from dataclasses import replace

from mailflow.commands.aimed import refused
from mailflow.commands.awaited import everybody_away
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.question import next_number, put, question_thread
from mailflow.commands.wording import at, names, on, phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Agreement, Ref
from mailflow.domain.reading import Asked, normal_line
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The version that was read is accepted, kept with the hash of its text and the message."""
    agreement, project = snapshot.agreement, snapshot.title or snapshot.code
    if agreement is None:
        return Outcome(phrase("Thank you! {project} has no written agreement to accept.", project=project))
    if _read_another(agreement, snapshot, act):
        text = "The agreement has a newer version by now, number {version}. Please read it and reply: I agree"
        return refused("agreement_changed", text, "I agree", version=agreement.version)
    accepted = snapshot.accepted.get(act.by.id)
    if accepted is not None and accepted.version == agreement.version:
        day = on(act.by.calendar.local_date(accepted.at))
        text = "You already accepted version {version} of the agreement, on {day}."
        return Outcome(phrase(text, version=agreement.version, day=day))
    return _accepted(agreement, asked, snapshot, act)


def _read_another(agreement: Agreement, snapshot: Snapshot, act: Act) -> bool:
    """Whether the letter that was answered showed another version."""
    letter = act.answered
    if letter is None:
        return False
    shown = (ref for ref in (letter.about, *letter.items) if ref.kind == "agreement" and ref.project == snapshot.code)
    return any(ref.number not in (None, agreement.version) for ref in shown)


def _accepted(agreement: Agreement, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    version = agreement.version
    about = Ref(snapshot.code, "agreement", version)
    change = Change("agree", about, act.by.id, {"version": version, "hash": agreement.text_hash})
    news = phrase("{name} accepted version {version} of the agreement.", name=act.by.first_name, version=version)
    intents = Post.on_project(asked, snapshot, act).tell_owners(news)
    said = phrase("Thank you: version {version} of the agreement is accepted.", version=version)
    return Outcome(said, (change,), intents, next=_first(snapshot, act))


def _first(snapshot: Snapshot, act: Act) -> Phrase | None:
    mine = snapshot.open_milestones_of(act.by.id)
    if not mine:
        return None
    return phrase(
        "First on your list: {title} (milestone {number}), due {due}.",
        number=mine[0].number,
        title=mine[0].title,
        due=on(mine[0].due),
    )


def apply_counter(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A proposal: it has a number like a question, and waits until an owner accepts or refuses it."""
    text, agreement = (asked.text or "").strip(), snapshot.agreement
    if not text:
        return refused("no_text", "What would you like to be different in the agreement?", "change: ")
    if agreement is None:
        return put(text, snapshot.deciding(act.now), replace(asked, milestone=None), snapshot, act)
    same = next((q for q in snapshot.proposals() if q.by == act.by.id and _alike(q.text, text)), None)
    if same is not None:
        already = "You proposed this on {at} (Q{question}); {names} can see it, and it waits for a decision."
        gaps: dict[str, Json] = {"question": same.number, "at": at(same.at), "names": names(snapshot.owners())}
        return Outcome(phrase(already, **gaps))
    return _proposed(text, agreement, asked, snapshot, act)


def _alike(one: str, other: str) -> bool:
    return normal_line(one) == normal_line(other)


def _proposed(text: str, agreement: Agreement, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    number, version = next_number(snapshot), agreement.version
    change = Change("counter", Ref(snapshot.code, "agreement", version), act.by.id, {"text": text, "version": version})
    data: dict[str, Json] = {"text": text, "milestone": None, "agreement": version}
    tracked = Change("question", Ref(snapshot.code, "question", number), act.by.id, data)
    about = Ref(snapshot.code, "question", number, snapshot.seq + 2)
    post = Post(asked, snapshot, act, about, question_thread(snapshot, number, None))
    told = "Your proposal is noted as Q{question} and passed on to {names}."
    said = phrase(told, question=number, names=names(snapshot.deciding(act.now)))
    after = everybody_away(snapshot, act) or phrase("Until it is decided, the agreement stands as it was written.")
    intents = post.decision("change_request", {"text": text})
    return Outcome(said, (change, tracked), intents, next=after)


AGREE = Command("agree", "AGREE", "I agree", apply)
COUNTER = Command("counter", "CHANGE: …", "CHANGE: net 14 instead of net 30", apply_counter)
