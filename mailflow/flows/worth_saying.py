"""Which of the letters that are due are still worth sending, and what they say now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import BY_NAME as LETTERS
from mailflow.letters.pacing import Waiting
from mailflow.store import Claimed, Store
from mailflow.transports.sandbox import Broken, InProcess

RECENT = timedelta(days=35)
Said = tuple[Claimed, Waiting]


@dataclass(slots=True)
class Sifted:
    """`needed` by person; the ids in `stale` nobody needs any more; in `broken`, why their facts cannot be told."""

    needed: dict[str, list[Said]] = field(default_factory=dict)
    stale: list[int] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)


def sift(store: Store, claimed: Sequence[Claimed], now: datetime) -> Sifted:
    """Every letter in one of the three. A letter whose facts cannot be told keeps no other one from leaving."""
    codes = list(dict.fromkeys(letter.intent.about.project for letter in claimed))
    known = store.projects.snapshots(codes, now - RECENT)
    snapshots = {code: known.get(code) or Snapshot(code) for code in codes}
    guarded = InProcess(lambda: now)
    sifted = Sifted()
    facts = guarded.run(_facts, [(snapshots[letter.intent.about.project], letter.intent) for letter in claimed])
    for letter, said in zip(claimed, facts, strict=True):
        if isinstance(said, Broken):
            sifted.broken.append((letter.id, said.text))
        elif said is None or _too_late(letter, now):
            sifted.stale.append(letter.id)
        else:
            kind = LETTERS[letter.intent.letter]
            waiting = Waiting(letter.id, letter.intent, kind, said, letter.due_at, letter.attempts)
            sifted.needed.setdefault(letter.intent.to, []).append((letter, waiting))
    return sifted


def _facts(now: datetime, asked: tuple[Snapshot, Intent]) -> Facts | None:
    snapshot, intent = asked
    return LETTERS[intent.letter].facts(snapshot, intent, now)


def _too_late(letter: Claimed, now: datetime) -> bool:
    """A "due tomorrow" that was deferred does not leave four days later."""
    return letter.not_after is not None and now > letter.not_after and bool(letter.attempts)
