"""PAUSE, RESUME and CLOSE project: whether anything runs at all."""

from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import ProjectState, Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def apply_pause(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """No letters are due until it is resumed."""
    if snapshot.state is ProjectState.PAUSED:
        return Outcome(about_project("{project} is paused already.", snapshot))
    said = about_project("{project} is paused: no reminders and no check-ins until it is resumed.", snapshot)
    return _changed("pause_project", said, asked, snapshot, act)


def apply_resume(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """It runs again, also after it was closed."""
    if snapshot.state is ProjectState.ACTIVE:
        return Outcome(about_project("{project} is running already.", snapshot))
    return _changed("resume_project", about_project("{project} goes on.", snapshot), asked, snapshot, act)


def apply_close(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The end; what is open stays on record as it is."""
    left = sum(m.open for m in snapshot.milestones.values())
    said = about_project("{project} is closed. Thank you all for your work.", snapshot)
    outcome = _changed("close_project", said, asked, snapshot, act)
    if not left:
        return outcome
    after = phrase("Milestones still open: {count}. They stay on record as they are; UNDO opens it again.", count=left)
    return Outcome(outcome.said, outcome.changes, outcome.intents, next=after)


def about_project(text: str, snapshot: Snapshot) -> Phrase:
    """A sentence on the project."""
    return phrase(text, project=snapshot.title or snapshot.code)


def _changed(kind: str, said: Phrase, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    change = Change(kind, Ref(snapshot.code), act.by.id, {"text": asked.text or ""})
    return Outcome(said, (change,), Post.on_project(asked, snapshot, act).tell_crew(said))


PAUSE_PROJECT = Command("pause_project", "PAUSE project", "pause project acme-site", apply_pause)
RESUME_PROJECT = Command("resume_project", "RESUME project", "resume project acme-site", apply_resume)
CLOSE_PROJECT = Command("close_project", "CLOSE project", "close project acme-site", apply_close)
