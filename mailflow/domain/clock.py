"""Whether a machine's clock can be believed: it may stand still, sleep or be set, but not leap ahead of the time that
has passed without a reason."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

LEAP = timedelta(hours=1)
"""So much more than the time that has passed is a leap; what is less is taken as set right."""
STEP = timedelta(minutes=5)
SETTLED = 3600.0
"""So many seconds after a machine was started its clock has been set by the network, if it ever is."""


@dataclass(frozen=True, slots=True)
class Uptime:
    """How long a machine has been up, sleep included, in seconds; `boot` is a name that no other start of it has, and
    empty where nobody tells: then it is good within one process."""

    boot: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the clock said at one moment of a machine's uptime, and was believed. Not `sure`: it may have been behind,
    as that of a machine without a battery is until the network tells it."""

    at: Uptime
    clock: datetime
    sure: bool = True

    def reckoned(self, now: Uptime) -> datetime:
        """What the time is by now, by what has passed since. Only within the same boot."""
        return self.clock + timedelta(seconds=now.seconds - self.at.seconds)

    def leaps(self, clock: datetime, now: Uptime) -> bool:
        """Whether what the clock says is not explained by what has passed. One that was set back never leaps, nor when
        it is set right again."""
        return self.sure and now.boot == self.at.boot and clock - self.reckoned(now) > LEAP

    def moved(self, clock: datetime, now: Uptime) -> Self:
        """The same, or a newer one where a clock that is believed was set ahead, or has been left alone for long."""
        stepped = clock - self.reckoned(now) > STEP
        settled = not self.sure and now.seconds - self.at.seconds > SETTLED
        return type(self)(now, clock) if now.boot != self.at.boot or stepped or settled else self

    def text(self) -> str:
        """As the store keeps it."""
        return json.dumps([self.at.boot, self.at.seconds, self.clock.isoformat(), self.sure])

    @classmethod
    def read(cls, text: str) -> Self:
        """What `text` wrote."""
        boot, seconds, clock, sure = json.loads(text)
        return cls(Uptime(boot, seconds), datetime.fromisoformat(clock), sure)


def first_anchor(clock: datetime, now: Uptime, server: datetime | None, latest: datetime | None = None) -> Anchor:
    """Where nothing is known of this boot: the machine may have been off for as long as it says, unless the database's
    server, which has a clock of its own, knows that it was not. `latest` is when anything happened last; a clock that
    is behind that, or has nothing to be behind of, may be set still."""
    if server is not None:
        return Anchor(now, min(clock, server) if abs(clock - server) > LEAP else clock)
    return Anchor(now, clock, sure=latest is not None and clock >= latest)
