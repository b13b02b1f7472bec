"""The review request: work was handed in, and an owner decides."""

from dataclasses import dataclass
from datetime import date, datetime

from mailflow.domain.enclosed import Enclosed, files_in
from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.enclosed import FileRow, for_owner
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, first_name, ref, shown


@dataclass(frozen=True, slots=True)
class ReviewFacts(Facts):
    """`counts_as_approved`: the day from which silence approves, where the agreement says so.
    `asked_for`: the changes that an owner wanted before. `added`: it was handed in before, and this came later."""

    project: str
    milestone: Shown
    who: str
    text: str
    links: tuple[str, ...]
    evidence_missing: bool
    counts_as_approved: date | None
    offers: tuple[Offer, ...]
    asked_for: tuple[str, ...] = ()
    added: bool = False
    shows: tuple[Ref, ...] = ()
    encloses: tuple[Enclosed, ...] = ()
    attached: frozenset[str] = frozenset()

    @property
    def files(self) -> tuple[FileRow, ...]:
        """The files, and what becomes of each."""
        return for_owner(self.encloses, self.attached)

    @property
    def more(self) -> bool:
        """Whether files are kept that do not go with the letter."""
        return any(one.kept and one.sha256 not in self.attached for one in self.encloses)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ReviewFacts | None:
    """Nothing where it is no longer submitted."""
    milestone = snapshot.milestones.get(intent.about.number or 0)
    if milestone is None or milestone.state is not State.SUBMITTED:
        return None
    return ReviewFacts(
        project=snapshot.title,
        milestone=shown(snapshot, milestone, now, money=True),
        who=first_name(snapshot, said.text(intent.facts, "by") or milestone.assignee),
        text=said.text(intent.facts, "text") or said.text(intent.facts, "line"),
        links=said.texts(intent.facts, "links"),
        evidence_missing=bool(intent.facts.get("evidence_missing")),
        counts_as_approved=approval_day(snapshot, milestone),
        offers=review_offers(milestone),
        asked_for=tuple(point.text for point in milestone.corrections) if milestone.revisions else (),
        added=bool(intent.facts.get("added")),
        shows=(ref(snapshot, milestone),),
        encloses=files_in(intent.facts),
    )


def review_offers(milestone: Milestone) -> tuple[Offer, ...]:
    """What an owner can say about a submission."""
    values: dict[str, Json] = {"number": milestone.number}
    return (
        Offer("to approve it", "APPROVE {number}", main=True, values=values),
        Offer("to ask for changes", "REVISE {number}:", "what should change", values=values),
    )


def approval_day(snapshot: Snapshot, milestone: Milestone) -> date | None:
    """The day on which an unanswered submission counts as approved: days are counted on which some owner works
    and is not away."""
    wait = snapshot.agreement.auto_approve_after if snapshot.agreement else None
    owners = snapshot.owners()
    if wait is None or milestone.submitted_at is None or not owners:
        return None
    day = owners[0].calendar.local_date(milestone.submitted_at)
    for _ in range(366):
        day = owners[0].calendar.add_working_days(day, 1) if len(owners) == 1 else _next(day)
        wait -= any(o.calendar.is_working(day) and not o.is_away(day) for o in owners)
        if wait == 0:
            return day
    return None


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


LETTER = Letter("review", Pace.DECISION, facts, order=15)
