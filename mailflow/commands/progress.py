"""Progress on a milestone: a percentage, a ticked task, a start. None of them means that it is done."""

from mailflow.commands.aimed import own_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.kept import kept_words
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import on, phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The percentage and the words are recorded; 100 percent offers DONE."""
    found = own_milestone(asked, snapshot, act, "{n}: 50%")
    if isinstance(found, Outcome):
        return found
    if not found.open:
        return kept_words(found, asked, snapshot, act)
    change = _change("progress", found, asked, snapshot, act, percent=asked.percent)
    if asked.percent is None:
        return Outcome(phrase("Noted on milestone {number} ({title}).", **values(found)), (change,))
    said = phrase("Milestone {number} ({title}) is at {percent} %.", **values(found, percent=asked.percent))
    if asked.percent >= 100:
        return _offering_done(found, said, change)
    return Outcome(said, (change,), next=phrase("It is due {due}.", due=on(found.due)))


def apply_start(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A planned milestone is started; on one that is under way it counts as a report."""
    found = own_milestone(asked, snapshot, act, "start")
    if isinstance(found, Outcome):
        return found
    if not found.open:
        return kept_words(found, asked, snapshot, act)
    if found.state is State.PLANNED:
        change = _change("start", found, asked, snapshot, act)
        said = phrase("Milestone {number} ({title}) is started.", **values(found))
    else:
        change = _change("progress", found, asked, snapshot, act, percent=None)
        said = phrase("Noted: milestone {number} ({title}) is under way.", **values(found))
    return Outcome(said, (change,), next=phrase("It is due {due}.", due=on(found.due)))


def apply_task_done(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """One line of the checklist is ticked; the last one offers DONE."""
    found = own_milestone(asked, snapshot, act, "done")
    if isinstance(found, Outcome):
        return found
    number = asked.task or 0
    if not 1 <= number <= len(found.tasks):
        return _no_such_task(found, number)
    if not found.open:
        return kept_words(found, asked, snapshot, act)
    return _ticked(found, number, asked, snapshot, act)


def _ticked(found: Milestone, number: int, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    task = found.tasks[number - 1]
    left = [t.title for i, t in enumerate(found.tasks, 1) if not t.done and i != number]
    gaps = values(found, task=number, name=task.title)
    if task.done:
        return Outcome(phrase("{number}.{task} ({name}) was already ticked.", **gaps))
    change = _change("task_done", found, asked, snapshot, act, task=number)
    said = phrase("{number}.{task} ({name}) is ticked.", **gaps)
    if not left:
        return _offering_done(found, said, change)
    text = "Still open on milestone {number}: {left}."
    return Outcome(said, (change,), next=phrase(text, number=found.number, left={"list": list(left)}))


def _no_such_task(found: Milestone, number: int) -> Outcome:
    text = "Milestone {number} ({title}) has no task {task}, so nothing was changed."
    offers = [f"{found.number}.{i} done" for i, task in enumerate(found.tasks, 1) if not task.done]
    return refused("no_such_task", text, *offers, **values(found, task=number))


def _change(kind: str, found: Milestone, asked: Asked, snapshot: Snapshot, act: Act, **data: Json) -> Change:
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    shared: dict[str, Json] = {"shared": True} if act.shared else {}
    return Change(kind, about, act.by.id, {**data, "text": asked.text or asked.line, **shared})


def _offering_done(found: Milestone, said: Phrase, change: Change) -> Outcome:
    words = f"done {found.number}"
    text = "If it is ready for review, please reply: {words}"
    return Outcome(said, (change,), next=phrase(text, words=words), choices=(words,))


PROGRESS = Command("progress", "60% on 3", "60% on milestone 3, the footer is missing", apply)
START = Command("start", "START 4", "working on 4", apply_start)
TASK_DONE = Command("task_done", "3.2 done", "ticked: hero image", apply_task_done)
