"""The demo's story: who writes what, when, and in answer to which letter."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mailflow.demo.clients import Correspondent
from mailflow.domain.calendar import instant

START = date(2026, 11, 2)
ZONES = {"olivia": "Europe/Berlin", "dana": "Asia/Manila", "marco": "Europe/Rome", "priya": "Asia/Kolkata"}

CAST = {
    "olivia": Correspondent("Olivia Brandt", "olivia@northwind.example", "gmail"),
    "dana": Correspondent("Dana Kim", "dana@studio.example", "iphone"),
    "marco": Correspondent("Marco Rossi", "marco@rossi-software.example", "outlook", "Marco Rossi, Rossi Software"),
    "priya": Correspondent("Priya Nair", "priya@wordsmith.example", "plain", "Priya Nair\n+91 98 4512 7733"),
}


@dataclass(frozen=True, slots=True)
class Beat:
    """One mail of the story: `who` writes `text` on that day and local time, in answer to their latest
    letter of that kind (about `milestone`, where given). `automatic`: their vacation responder writes it.
    """

    day: int
    at: str
    who: str
    answers: str
    text: str
    milestone: int | None = None
    automatic: bool = False

    @property
    def when(self) -> datetime:
        """The UTC instant of this mail; `day` counts from the project's first Monday, which is 1."""
        hour, minute = self.at.split(":")
        local = START + timedelta(days=self.day - 1)
        return instant(local, time(int(hour), int(minute)), ZONES[self.who])


STORY = (
    # week 1: the agreement
    Beat(1, "16:20", "dana", "invitation", "I agree. Looking forward to it!"),
    Beat(1, "17:05", "marco", "invitation", "Hello,\n\nI agree to the terms.\n\nBest regards,"),
    Beat(2, "11:30", "priya", "invitation", "ok, fine with me"),
    Beat(2, "15:10", "priya", "clarification", "AGREE"),
    Beat(3, "10:00", "dana", "invitation", "START 1"),
    # week 2: first reports, a question, a vague answer
    Beat(8, "09:40", "dana", "check_in", "60% on milestone 1, hero image is done 🎉"),
    Beat(8, "10:15", "marco", "check_in", "Working on 3.\n\nWhich payment provider shall I build for?"),
    Beat(8, "11:30", "olivia", "question", "Stripe, please. We have the account already."),
    Beat(8, "18:20", "priya", "check_in", "Almost there with the logo, will be done Wednesday"),
    Beat(9, "09:12", "priya", "check_in", "I am out of the office today and will answer tomorrow.", automatic=True),
    Beat(10, "17:45", "priya", "reminder", "Logo and brand colours is finished, files are in the shared folder."),
    Beat(10, "18:30", "olivia", "review", "approve, lovely work", 2),
    Beat(12, "14:10", "dana", "reminder", "Milestone one is ready for review!", 1),
    Beat(11, "12:00", "marco", "check_in", "can we move 3 to Tue 24 Nov? The stock import takes longer."),
    Beat(11, "13:20", "olivia", "date_request", "accept date", 3),
    Beat(12, "17:10", "olivia", "digest", "REVISE 1: hero text too small on phones; footer links missing"),
    # week 3: the revision, a blocker
    Beat(15, "10:30", "dana", "revision", "done with 1, both points fixed", 1),
    Beat(15, "15:00", "olivia", "review", "Approve 1", 1),
    Beat(15, "11:45", "marco", "check_in", "3 is at 70 %. Stuck on 4, need the Stripe keys"),
    Beat(16, "09:30", "olivia", "blocked", "The keys are in the vault now, same place as the others."),
    Beat(16, "14:00", "marco", "feedback", "Thanks, unblocked 4"),
    Beat(22, "16:30", "dana", "check_in", "The plan for launch day is written, nothing is in the way from my side."),
    Beat(22, "09:50", "marco", "check_in", "backend nearly done, tests still running"),
    # week 4: a date that was moved is kept, somebody goes silent
    Beat(23, "16:40", "marco", "reminder", "Finished #3", 3),
    Beat(24, "09:30", "olivia", "review", "APPROVE 3", 3),
    Beat(26, "17:00", "marco", "check_in", "#4 done, tested with real cards"),
    Beat(27, "10:10", "olivia", "review", "Approved, thank you Marco", 4),
    # week 5: chased, delivered, launched
    Beat(
        29, "19:30", "priya", "reminder", "So sorry for the silence! 5 is finished, all 48 texts are in the sheet.", 5
    ),
    Beat(30, "10:00", "olivia", "review", "approve 5", 5),
    Beat(29, "15:00", "dana", "check_in", "6 is on track"),
    Beat(31, "11:00", "dana", "reminder", "We are live! Launch is done.", 6),
    Beat(31, "12:00", "olivia", "review", "APPROVE 6 — wonderful", 6),
)
