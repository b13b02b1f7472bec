"""The record's facts as tables of plain text, which every format shows, with one reader's dates and money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.domain.letter import sentence
from mailflow.letters.history import Entry
from mailflow.mail.paragraphs import without_controls
from mailflow.mail.wording import Wording, capital
from mailflow.report.facts import Part, ReportFacts, said_so

MILESTONES, HISTORY = "milestones", "history"
ROLES = {
    "owner": sentence("owner"),
    "contractor": sentence("contractor"),
    "observer": sentence("observer"),
}
STATES = {"paused": sentence("paused"), "closed": sentence("closed")}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title, which `name` is the same for in every language. `widths` are relative."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def wording(facts: ReportFacts) -> Wording:
    """How its reader reads sentences, dates and money."""
    return Wording(facts.reader.zone, facts.at, facts.reader.locale, facts.catalogue)


def heading(facts: ReportFacts) -> tuple[str, ...]:
    """What the report is, for whom, and up to when."""
    w = wording(facts)
    finished = w.tell(
        "{finished} of {n} milestone approved",
        "{finished} of {n} milestones approved",
        facts.total,
        finished=facts.finished,
    )
    state = f", {w.phrase(STATES[facts.state])}" if facts.state in STATES else ""
    local = facts.reader.calendar.local(facts.at)
    at = f"{w.full_day(local.date())}, {w.clock(local.time())} ({facts.reader.zone})"
    made = w.say("As recorded up to {at}, record {number}", at=at, number=facts.upto)
    reader = w.say("For {name} ({role}).", name=facts.reader.name, role=role(facts.role, w))
    return tuple(clean(line) for line in (f"{made}{state}. {finished}.", reader, facts.vision) if line)


def role(name: str, w: Wording) -> str:
    """What somebody is on a project, in a word."""
    return w.phrase(ROLES[name]) if name in ROLES else name


def tables(facts: ReportFacts) -> tuple[Table, ...]:
    """Everything that the report lists, the overview first; what has no rows is left out."""
    w = wording(facts)
    found = (_milestones(facts, w), _money(facts, w), _people(facts, w), _accepted(facts, w), history_table(facts))
    return tuple(one for one in found if one.rows)


def terms(facts: ReportFacts) -> tuple[tuple[str, str], ...]:
    """The agreement's texts under their titles; none where there is no agreement."""
    found = facts.agreement
    if found is None:
        return ()
    w = wording(facts)
    texts = ((w.say("Scope"), found.scope), (w.say("Conditions"), found.conditions), (w.say("Payment"), found.payment))
    return tuple((title, clean(text)) for title, text in texts if text)


def history_table(facts: ReportFacts) -> Table:
    """What was said and done, oldest first."""
    w = wording(facts)
    columns = (
        *(w.say("Record"), w.say("When"), w.say("Who"), w.say("Milestone")),
        *(w.say("What"), w.say("Words"), w.say("Taken back")),
    )
    rows = (_told(one, w) for one in facts.history)
    return _table(HISTORY, w.say("History"), columns, rows, (6, 14, 12, 17, 19, 26, 6))


def clean(text: str) -> str:
    """Text that somebody wrote, without what steers a screen or a file: control characters, lone surrogates."""
    return without_controls(text).encode("utf-8", "replace").decode()


def _told(entry: Entry, w: Wording) -> tuple[str, ...]:
    what, words = said_so(entry)
    about = f"{entry.number}. {entry.title}" if entry.number else ""
    number = f" (Q{entry.question})" if entry.question else ""
    said = f"{capital(w.phrase(what))}{number}"
    return str(entry.record), w.moment(entry.at), entry.who, about, said, words, w.say("yes") if entry.undone else ""


def _milestones(facts: ReportFacts, w: Wording) -> Table:
    columns = (
        *(w.say("No."), w.say("Milestone"), w.say("With"), w.say("Due"), w.say("State")),
        *(w.say("Tasks and conditions"), w.say("Records")),
    )
    rows = (_milestone(one, w) for one in facts.parts)
    return _table(MILESTONES, w.say("Milestones"), columns, rows, (4, 20, 12, 12, 15, 27, 10))


def _milestone(part: Part, w: Wording) -> tuple[str, ...]:
    one = part.shown
    state = capital(w.phrase(one.status.words))
    approved = f"\n{w.say('since {day}', day=w.local_day(part.approved.at))}" if part.approved is not None else ""
    tasks = [f"[{'x' if task.done else ' '}] {task.text}" for task in one.tasks]
    lines = (*tasks, *one.conditions, *(w.say("To be corrected: {text}", text=text) for text in one.corrections))
    blocked = f"\n{one.blocked}" if one.blocked else ""
    records = ", ".join(map(str, part.records))
    due, who = w.day(one.due), w.person(one.who)
    return str(one.number), one.title, who, due, state + approved + blocked, "\n".join(lines), records


def _money(facts: ReportFacts, w: Wording) -> Table:
    by_record = w.say("by record")
    columns = (w.say("Milestone"), w.say("Amount"), w.say("Approved"), by_record, w.say("Paid"), by_record)
    return _table("money", w.say("Money"), columns, _payments(facts, w), (34, 14, 14, 12, 14, 12))


def _payments(facts: ReportFacts, w: Wording) -> Iterator[tuple[str, ...]]:
    for one in facts.sums:
        for part in one.parts:
            shown = part.shown
            amount = w.money(shown.amount, shown.currency) if shown.amount is not None else ""
            days = [
                (w.local_day(e.at), str(e.record)) if e is not None else ("", "") for e in (part.approved, part.paid)
            ]
            yield f"{shown.number}. {shown.title}", amount, *days[0], *days[1]
        sums = one.money
        agreed, approved, paid = (w.money(m, sums.currency) for m in (sums.agreed, sums.approved, sums.paid))
        yield w.say("Together {currency}", currency=sums.currency).strip(), agreed, approved, "", paid, ""


def _people(facts: ReportFacts, w: Wording) -> Table:
    rows = (
        (one.name, role(one.role, w), w.local_day(one.since), w.local_day(one.until) if one.until else "")
        for one in facts.people
    )
    columns = (w.say("Name"), w.say("Part"), w.say("Since"), w.say("Until"))
    return _table("people", w.say("People"), columns, rows, (40, 20, 20, 20))


def _accepted(facts: ReportFacts, w: Wording) -> Table:
    columns = (w.say("Who"), w.say("Version"), w.say("Accepted"), w.say("Hash of the text (SHA-256)"))
    rows = ((one.who, str(one.version), w.moment(one.at), one.text_hash) for one in facts.accepted)
    return _table("accepted", w.say("Agreement accepted"), columns, rows, (22, 10, 20, 48))


def _table(
    name: str, title: str, columns: tuple[str, ...], rows: Iterator[Sequence[str]], widths: tuple[int, ...]
) -> Table:
    return Table(name, title, columns, tuple(tuple(clean(cell) for cell in row) for row in rows), widths)
