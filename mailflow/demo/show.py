"""The demo from start to finish: play the story, tell it, keep everything, and check how it ended."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mailflow.demo.counts import Counts, counts
from mailflow.demo.counts import faults as too_many
from mailflow.demo.gallery import Picture, write_gallery
from mailflow.demo.kept import NotOurs, make_room, write_config
from mailflow.demo.narrate import Narrator
from mailflow.demo.stage import Delivered, Stage
from mailflow.demo.story import CAST, START, STORY, ZONES
from mailflow.domain.definition import Definition
from mailflow.domain.milestone import State

CODE = "northwind-shop"
OPENS = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
ENDS = OPENS + timedelta(days=34)
WEEKS = 5
OPENING = (
    "Olivia, in Berlin, has a web shop made by Dana in Manila, Marco in Rome and Priya in Kolkata, by mail alone.",
    "Five weeks follow, by Berlin's clock:  ← comes in   ● goes on record   → goes out\n",
)

__all__ = ["NotOurs", "ending", "show"]

Say = Callable[[str, str], None]


def show(out: Path, say: Say, definition: Definition, program: str = "mailflow") -> bool:
    """Run the demo, writing into `out`. Returns whether the story ended otherwise than it should. `program`: how the
    commands that can be tried afterwards are called.

    Raises NotOurs where `out` holds something that no demo wrote.
    """
    make_room(out)
    began = time.monotonic()
    names = {person.address: person.name.split()[0] for person in CAST.values()}
    with Stage(out, OPENS, [definition]) as stage:
        mail = stage.mail
        write_config(out, stage.address, "Northwind projects", mail.password, mail.imap_port, mail.smtp_port)
        for line in OPENING:
            say("plain", line)
        narrator = Narrator(stage, CODE, names)
        for _ in stage.play(STORY, CAST, ENDS):
            for kind, line in narrator.news():
                say(kind, line)
        letters = stage.delivered()
        pictures = [
            Picture(f"{names.get(one.to, one.to)} {one.kind}", one.raw, f"{one.at:%a %d %b %H:%M} UTC")
            for one in letters
        ]
        write_gallery(out / "letters", "Every letter of the story", pictures)
        faults = ending(stage, letters)
    _sum_up(letters, names, say)
    seconds = time.monotonic() - began
    say("plain", f"\nFive weeks in {seconds:.0f} seconds, {len(letters)} letters. Everything is kept:")
    say("plain", f"  letters    {out / 'letters' / 'index.html'}   (open it in a browser)")
    say("plain", f"  database   {out / 'mailflow.db'}")
    say("plain", f"  config     {out / 'mailflow.toml'}")
    say("plain", "What to type next:")
    for command in (f"records {CODE}", "messages", "letters", f"project export {CODE}"):
        say("plain", f"  {program} {command} --config {out / 'mailflow.toml'}")
    for fault in faults:
        say("aside", f"NOT AS EXPECTED: {fault}")
    say("plain", "The story ended as it should." if not faults else f"{len(faults)} things did not end as they should.")
    return bool(faults)


def ending(stage: Stage, letters: Sequence[Delivered]) -> list[str]:
    """Everything that is not as the story's ending demands."""
    snapshot = stage.store.projects.snapshot(CODE)
    kinds = Counter(
        (one.to.partition("@")[0], occasion.partition("/")[0]) for one in letters for occasion in one.occasions
    )
    messages = stage.store.journal.messages()
    reasons = Counter(row.reason for row in messages)
    milestones = snapshot.milestones
    facts = {
        "all six milestones are approved": all(m.state is State.APPROVED for m in milestones.values()),
        "milestone 1 was revised once": milestones[1].revisions == 1,
        "milestone 3 moved to 24 November": milestones[3].due.isoformat() == "2026-11-24",
        "three contractors agreed": set(snapshot.accepted) == {"dana", "marco", "priya"},
        "the vague agreement was asked back": kinds["priya", "clarification"] >= 1,
        "the vacation responder was left alone": reasons["auto_reply"] == 1,
        "the question was answered": bool(snapshot.questions) and not snapshot.open_questions(),
        "the silence was escalated to the owner": kinds["olivia", "escalation"] >= 1,
        "the owner got a digest each week": kinds["olivia", "digest"] >= 4,
        "the blocker reached the owner": kinds["olivia", "blocked"] == 1,
        "everybody heard of the end": all(kinds[who, "completion"] == 1 for who in CAST),
        "every message was disposed of": all(row.disposition for row in messages),
        "no message failed": not any(row.disposition == "failed" for row in messages),
        "every letter left or was withdrawn": all(
            row.state in ("sent", "folded", "withdrawn") for row in stage.store.outbox.rows()
        ),
    }
    crowded = too_many(list(_per_person(letters).values()))
    return [*stage.missing, *(fact for fact, holds in facts.items() if not holds), *crowded]


def _per_person(letters: Sequence[Delivered]) -> dict[str, Counts]:
    """Everybody's letters, by the days of where they are."""
    return {
        name: counts((one.at for one in letters if one.to == CAST[name].address), ZONES[name], START, WEEKS)
        for name in CAST
    }


def _sum_up(letters: Sequence[Delivered], names: dict[str, str], say: Say) -> None:
    """Letters for each person and week."""
    say("day", "Letters for each person and week")
    for name, found in _per_person(letters).items():
        each = "  ".join(f"{count:>3}" for count in found.weeks)
        say("plain", f"  {names[CAST[name].address]:<8} {each}    most on one day: {found.worst_day}")
