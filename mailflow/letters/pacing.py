"""Few letters, at good times: what leaves now, what is joined into one mail, and what waits until when."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.people import Person
from mailflow.letters import BY_NAME

WAKING, SLEEPING = time(7), time(21)
"""Between these, letters that nobody waits for may arrive."""

SITTINGS = (time(9), time(13), time(17))
"""When an owner gets decisions together, once they have had a few singly."""

SINGLY = 3
"""Decisions that reach an owner one by one in a day."""

PROMPT = timedelta(hours=1)
"""A letter at a set time that is no later than this goes at that time, whatever the hour."""

ACROSS_PROJECTS = frozenset({"round_up", "digest", "review", "question", "date_request", "change_request"})
"""Letters that may share a mail with those of other projects: what is typed in answer to them can name its project."""

MOST_PROJECTS = 6
"""More than these in one mail, and mail programs cut it off."""

RECEIPTS = frozenset({"receipt", "clarification", "help", "status"})
SHORT_WHILE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class PaceLimits:
    """`per_day` caps what one person gets in a day, answers and alerts apart; receipts in half an hour are joined
    after `join_receipts_after`. 0 means no limit."""

    per_day: int = 12
    join_receipts_after: int = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that is due, with what it says."""

    id: int
    intent: Intent
    letter: Letter
    facts: Facts
    due_at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Go:
    """These letters leave now as one mail, the first one leading."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """These letters wait."""

    ids: tuple[int, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """One person's day so far: what they were sent, and by which clock they live."""

    person: Person
    sent: Sequence[tuple[str, datetime]]
    now: datetime
    limits: PaceLimits

    @property
    def today(self) -> date:
        """The date where they are."""
        return self.person.calendar.local_date(self.now)

    def at(self, day: date, clock: time) -> datetime:
        """An instant by their clock."""
        return self.person.calendar.at(day, clock)

    def sent_today(self, paces: frozenset[Pace]) -> int:
        """How many letters of those paces they got today."""
        midnight = self.at(self.today, time(0))
        return sum(moment >= midnight and _pace_of(name) in paces for name, moment in self.sent)

    def tomorrow(self) -> datetime:
        """When they wake up next."""
        return self.at(self.today + timedelta(days=1), WAKING)

    def asleep_until(self) -> datetime | None:
        """When they wake up, where it is night for them."""
        if self.now < self.at(self.today, WAKING):
            return self.at(self.today, WAKING)
        return self.tomorrow() if self.now >= self.at(self.today, SLEEPING) else None

    def last_sitting(self) -> datetime | None:
        """The latest such instant that has come today."""
        return max((at for clock in SITTINGS if (at := self.at(self.today, clock)) <= self.now), default=None)

    def next_sitting(self) -> datetime:
        """The next instant at which decisions leave together."""
        for day in (self.today, self.today + timedelta(days=1)):
            for clock in SITTINGS:
                if self.at(day, clock) > self.now:
                    return self.at(day, clock)
        return self.tomorrow()


AT_ONCE = frozenset({Pace.ANSWER, Pace.ALERT})
COUNTED = frozenset(Pace) - AT_ONCE


def pace(
    waiting: Sequence[Waiting], person: Person, sent: Sequence[tuple[str, datetime]], now: datetime, limits: PaceLimits
) -> list[Go | Hold]:
    """What becomes of each letter that is due to one person: every id stands in exactly one verdict.

    `sent` are the names and instants of what they got in the last day.
    """
    day = Day(person, sent, now, limits)
    by_pace: dict[Pace, list[Waiting]] = {}
    for letter in sorted(waiting, key=_rank):
        by_pace.setdefault(_pace(letter), []).append(letter)
    at_once = [Go((letter.id,)) for letter in by_pace.get(Pace.ALERT, ())]
    riding = _riding(by_pace.get(Pace.ANSWER, ()), by_pace.get(Pace.NEWS, ()))
    by_pace[Pace.NEWS] = [letter for letter in by_pace.get(Pace.NEWS, ()) if letter not in riding]
    answers = [_carrying(verdict, riding, waiting) for verdict in _answers(by_pace.get(Pace.ANSWER, ()), day)]
    others = [verdict for kind, rule in RULES.items() for verdict in rule(by_pace.get(kind, ()), day)]
    return [*at_once, *answers, *_capped(others, day)]


def _rank(letter: Waiting) -> tuple[int, int, datetime, int]:
    return letter.letter.order, getattr(letter.facts, "rank", 0), letter.due_at, letter.id


def _pace(letter: Waiting) -> Pace:
    """A letter's pace; an urgent one, or a digest that was asked for, does not wait."""
    if letter.letter.pace is Pace.DIGEST and letter.intent.facts.get("now"):
        return Pace.ALERT
    urgent = letter.intent.urgent and letter.letter.pace is not Pace.ANSWER
    return Pace.ALERT if urgent else letter.letter.pace


def _pace_of(name: str) -> Pace | None:
    known = BY_NAME.get(name)
    return None if known is None else known.pace


# -- answers: at once; many receipts in a short while are joined


def _answers(letters: Sequence[Waiting], day: Day) -> list[Go | Hold]:
    receipts = [letter for letter in letters if letter.letter.name in RECEIPTS]
    others: list[Go | Hold] = [Go((letter.id,)) for letter in letters if letter.letter.name not in RECEIPTS]
    return [*others, *_receipts(sorted(receipts, key=lambda r: (r.due_at, r.id)), day)]


def _receipts(receipts: Sequence[Waiting], day: Day) -> list[Go | Hold]:
    recent = sorted(at for name, at in day.sent if name in RECEIPTS and day.now - at < SHORT_WHILE)
    limit = day.limits.join_receipts_after
    free = limit - len(recent) if limit else len(receipts)
    if not receipts:
        return []
    if free <= 0:
        return [Hold(_ids(receipts), recent[-limit] + SHORT_WHILE)]
    if free >= len(receipts):
        return [Go((receipt.id,)) for receipt in receipts]
    alone, joined = receipts[: free - 1], receipts[free - 1 :]
    return [*(Go((receipt.id,)) for receipt in alone), Go(_ids(joined))]


def _riding(answers: Sequence[Waiting], news: Sequence[Waiting]) -> list[Waiting]:
    """News that somebody's own message made for themselves: it goes with the receipt and is no mail of its own."""
    causes = {(one.intent.cause, one.intent.about.project) for one in answers if one.letter.name == "receipt"}
    found = ((one, (one.intent.cause, one.intent.about.project)) for one in news if one.facts.event is None)
    return [one for one, cause in found if cause[0] is not None and cause in causes]


def _carrying(verdict: Go | Hold, riding: Sequence[Waiting], waiting: Sequence[Waiting]) -> Go | Hold:
    """The verdict on receipts, with what goes with them."""
    causes = {one.intent.cause for one in waiting if one.id in verdict.ids and one.letter.name == "receipt"}
    return replace(verdict, ids=(*verdict.ids, *(one.id for one in riding if one.intent.cause in causes)))


# -- decisions: a few singly, then together at set hours


def _decisions(letters: Sequence[Waiting], day: Day) -> list[Go | Hold]:
    if not letters:
        return []
    night = day.asleep_until()
    if night is not None:
        return [Hold(_ids(letters), night)]
    if any(_was_held(letter, day) for letter in letters):
        return _together(letters)
    free = max(SINGLY - day.sent_today(frozenset({Pace.DECISION})), 0)
    singly, later = letters[:free], letters[free:]
    held = [Hold(_ids(later), day.next_sitting())] if later else []
    return [*(Go((letter.id,)) for letter in singly), *held]


def _was_held(letter: Waiting, day: Day) -> bool:
    """Whether a sitting has come since it was due."""
    sitting = day.last_sitting()
    return sitting is not None and letter.due_at <= sitting


# -- news, and what comes at set times


def _news(letters: Sequence[Waiting], day: Day) -> list[Go | Hold]:
    if not letters:
        return []
    night = day.asleep_until()
    if night is not None:
        return [Hold(_ids(letters), night)]
    return _by_project(letters)


def _scheduled(letters: Sequence[Waiting], day: Day) -> list[Go | Hold]:
    """At its set time, whatever the hour; where that has passed, not at night."""
    if not letters:
        return []
    night = day.asleep_until()
    late = [letter for letter in letters if night is not None and day.now - letter.due_at > PROMPT]
    held = [Hold(_ids(late), night)] if late and night is not None else []
    return [*_together([letter for letter in letters if letter not in late]), *held]


def _together(letters: Iterable[Waiting]) -> list[Go | Hold]:
    """One mail for all projects, project by project, but for those whose letters take an answer that names none."""
    groups = _projects(letters)
    several = [group for group in groups if all(one.letter.name in ACROSS_PROJECTS for one in group)]
    joined = [[one for group in some for one in group] for some in _few(several)]
    return [Go(_ids(group)) for group in [*joined, *(group for group in groups if group not in several)]]


def _few(groups: Sequence[list[Waiting]]) -> list[Sequence[list[Waiting]]]:
    return [groups[start : start + MOST_PROJECTS] for start in range(0, len(groups), MOST_PROJECTS)]


def _by_project(letters: Iterable[Waiting]) -> list[Go | Hold]:
    """One mail for each project, and one for each event."""
    return [Go(_ids(group)) for group in _projects(letters)]


def _projects(letters: Iterable[Waiting]) -> list[list[Waiting]]:
    """The letters of each project; each event apart: a mail has one calendar."""
    projects: dict[tuple[str, int], list[Waiting]] = {}
    for letter in letters:
        alone = letter.id if letter.facts.event is not None else 0
        projects.setdefault((letter.intent.about.project, alone), []).append(letter)
    return list(projects.values())


Rule = Callable[[Sequence[Waiting], Day], list["Go | Hold"]]
RULES: Mapping[Pace, Rule] = {
    Pace.DECISION: _decisions,
    Pace.NEWS: _news,
    Pace.DAILY: _scheduled,
    Pace.DIGEST: _scheduled,
}
"""In the order in which they use up a person's day."""


# -- the cap


def _capped(verdicts: Sequence[Go | Hold], day: Day) -> Iterator[Go | Hold]:
    """No more mails than a person's day has room for; the rest comes tomorrow."""
    room = day.limits.per_day - day.sent_today(COUNTED) if day.limits.per_day else len(verdicts)
    for verdict in verdicts:
        if isinstance(verdict, Go):
            room -= 1
            yield verdict if room >= 0 else Hold(verdict.ids, day.tomorrow())
        else:
            yield verdict


def _ids(letters: Iterable[Waiting]) -> tuple[int, ...]:
    return tuple(letter.id for letter in letters)
