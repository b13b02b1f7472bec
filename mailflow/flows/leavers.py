"""Somebody who has left a project answers an old letter of it: a note to the owners, answered once."""

from collections.abc import Sequence

from mailflow.commands.post import Post
from mailflow.commands.wording import names, phrase
from mailflow.domain.authority import Trust, enough
from mailflow.domain.disposition import BY_NAME
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot
from mailflow.flows.turn import Turn

NOTE = "note"


def left(turn: Turn) -> Snapshot | None:
    """The project whose letter is answered by somebody who is on it no more; none where that letter was about another
    project of theirs, too."""
    letter = turn.context.letter
    if letter is None or not letter.about.project or _on_another(turn, {item.project for item in letter.items}):
        return None
    codes = {snapshot.code for snapshot in turn.context.snapshots}
    if letter.about.project not in codes:
        return None
    snapshot = turn.unit.snapshot(letter.about.project)
    return snapshot if snapshot.member(turn.person.id) is None and turn.person.id in snapshot.members else None


def _on_another(turn: Turn, codes: set[str]) -> bool:
    return any(one.code in codes and one.member(turn.person.id) is not None for one in turn.context.snapshots)


def passed_on(snapshot: Snapshot, turn: Turn, trust: Trust) -> tuple[Outcome, bool]:
    """What is said to them and to the owners, and whether they are answered: only the first time."""
    code, words = snapshot.code, turn.understood.reply.text.strip()
    if not words or not enough(turn.understood.evidence, trust, NOTE, code):
        turn.dispose(BY_NAME["empty" if not words else "unproven"])
        return Outcome(phrase("Nothing was changed.")), False
    before = turn.unit.past.heard_since_leaving(code, turn.person.id)
    act = turn.act(code)
    change = Change(NOTE, Ref(code), turn.person.id, {"text": words, "left": True})
    turn.unit.append(code, [change], message=turn.message, evidence=turn.proof)
    asked = Asked(NOTE, words.partition("\n")[0], project=code)
    news = "{name}, who is no longer on {project}, writes: {words}"
    told = phrase(news, name=act.by.name, project=snapshot.title or code, words=words)
    letters: Sequence[Intent] = Post.on_project(asked, snapshot, act).tell_owners(told)
    said = phrase(
        "You are no longer on {project}, so nothing was changed; your words have been passed on to {owners}.",
        project=snapshot.title or code,
        owners=names(snapshot.owners()),
    )
    turn.dispose(BY_NAME["note"])
    return Outcome(said, intents=tuple(letters)), not before
