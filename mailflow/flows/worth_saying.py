"""Which of the letters that are due are still worth sending, and what they say now."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mailflow.domain.alert import Alert
from mailflow.domain.hold import Scope
from mailflow.domain.letter import Facts, Intent
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import BY_NAME as LETTERS
from mailflow.letters.alerts import alert
from mailflow.letters.pacing import Waiting
from mailflow.store import Claimed, Store
from mailflow.transports.sandbox import Broken, InProcess

RECENT = timedelta(days=35)
TOLD_AT_ONCE = 4
"""Of how many letters the facts are told in one step: a millisecond or so."""
Said = tuple[Claimed, Waiting]
DIGEST = "digest"


@dataclass(slots=True)
class Sifted:
    """`needed` by person; the ids in `stale` nobody needs any more, those in `missed` came too late; in `broken`, why
    their facts cannot be told. `alerts` are told on other channels, too."""

    needed: dict[str, list[Said]] = field(default_factory=dict)
    stale: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)


def sift(store: Store, claimed: Sequence[Claimed], now: datetime) -> Generator[None, None, Sifted]:
    """Every letter in one of the four, in small steps. A letter whose facts cannot be told keeps no other one from
    leaving."""
    codes = list(dict.fromkeys(letter.intent.about.project for letter in claimed))
    known = store.projects.snapshots(codes, now - RECENT)
    snapshots = {code: known.get(code) or Snapshot(code) for code in codes}
    yield
    guarded = InProcess(lambda: now)
    sifted = Sifted()
    stops = _stops(store, claimed, now)
    asked = [(snapshots[one.intent.about.project], _with(stops, one.intent)) for one in claimed]
    facts: list[Facts | Broken | None] = []
    for start in range(0, len(asked), TOLD_AT_ONCE):
        facts += guarded.run(_facts, asked[start : start + TOLD_AT_ONCE])
        yield
    for letter, said in zip(claimed, facts, strict=True):
        if isinstance(said, Broken):
            sifted.broken.append((letter.id, said.text))
        elif said is None:
            sifted.stale.append(letter.id)
        elif letter.not_after is not None and now > letter.not_after:
            sifted.missed.append(letter.id)
        else:
            kind = LETTERS[letter.intent.letter]
            waiting = Waiting(letter.id, letter.intent, kind, said, letter.due_at, letter.attempts)
            sifted.needed.setdefault(letter.intent.to, []).append((letter, waiting))
            told = alert(snapshots[letter.intent.about.project], letter.intent)
            sifted.alerts += [told] if told is not None else []
    return sifted


def _stops(store: Store, claimed: Sequence[Claimed], now: datetime) -> list[Json]:
    """What operators have stopped lately, where a digest is to tell of it."""
    if all(letter.intent.letter != DIGEST for letter in claimed):
        return []
    holds = [hold for hold in store.holds.since(now - RECENT) if hold.scope is not Scope.RESTORED]
    return [
        {
            "scope": hold.scope,
            "name": hold.name,
            "since": hold.since.isoformat(),
            "until": hold.until.isoformat() if hold.until else None,
        }
        for hold in holds
    ]


def _with(stops: list[Json], intent: Intent) -> Intent:
    return replace(intent, facts={**intent.facts, "stopped": stops}) if intent.letter == DIGEST else intent


def _facts(now: datetime, asked: tuple[Snapshot, Intent]) -> Facts | None:
    snapshot, intent = asked
    return LETTERS[intent.letter].facts(snapshot, intent, now)
