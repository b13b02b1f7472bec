"""SNOOZE, PAUSE and RESUME: how many mails somebody gets."""

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.personal import changed
from mailflow.commands.wording import on, phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.reading import Asked
from mailflow.domain.snapshot import Snapshot


def apply_snooze(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Nothing scheduled until a day has passed."""
    last = asked.until or asked.day
    if last is None:
        return refused("no_date", "For how long would you like it quiet?", "snooze 3 days", "snooze 1 week", "pause")
    if last < act.by.calendar.local_date(act.now):
        return refused("past_date", "{day} has passed already, so nothing was changed.", "snooze 3 days", day=on(last))
    if act.by.snoozed_until == last:
        return Outcome(phrase("It stays quiet until {day}, as noted before.", day=on(last)))
    change, person = changed("snooze", snapshot, act, snoozed_until=last)
    said = phrase("No reminders and no check-ins until {day} has passed.", day=on(last))
    return Outcome(said, (change,), person=person, next=phrase("RESUME ends it earlier. Answers still reach you."))


def apply_pause(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Nothing scheduled until RESUME."""
    if act.by.paused:
        return Outcome(phrase("It is quiet already, until you write RESUME."))
    change, person = changed("pause", snapshot, act, paused=True)
    said = phrase("No reminders and no check-ins from now on. Your due dates stay as they are.")
    return Outcome(said, (change,), person=person, next=phrase("RESUME brings them back. Answers still reach you."))


def apply_resume(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Letters as usual."""
    if not act.by.paused and act.by.snoozed_until is None:
        return Outcome(phrase("You already get all letters, as usual."))
    change, person = changed("resume", snapshot, act, paused=False, snoozed_until=None)
    return Outcome(phrase("You get all letters again, as usual."), (change,), person=person)


SNOOZE = Command("snooze", "SNOOZE 3 days", "snooze until Monday", apply_snooze)
PAUSE = Command("pause", "PAUSE", "pause", apply_pause)
RESUME = Command("resume", "RESUME", "resume", apply_resume)
