"""The record's facts as tables of plain text, which every format shows, with one reader's dates and money."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflow.letters.history import Entry
from mailflow.mail.paragraphs import without_controls
from mailflow.mail.wording import Wording, capital
from mailflow.report.facts import Part, ReportFacts, said_so

HISTORY = ("Record", "When", "Who", "Milestone", "What", "Words", "Taken back")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title. `widths` are relative."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


def wording(facts: ReportFacts) -> Wording:
    """How its reader writes dates and money."""
    return Wording(facts.reader.zone, facts.at, facts.reader.locale)


def heading(facts: ReportFacts) -> tuple[str, ...]:
    """What the report is, for whom, and up to when."""
    w = wording(facts)
    finished = w.tell(
        "{finished} of {n} milestone approved",
        "{finished} of {n} milestones approved",
        facts.total,
        finished=facts.finished,
    )
    state = "" if facts.state == "active" else f", {facts.state}"
    day, clock = w.full_day(facts.reader.calendar.local_date(facts.at)), w.moment(facts.at).rpartition(", ")[2]
    made = f"As recorded up to {day}, {clock} ({facts.reader.zone}), record {facts.upto}{state}. {finished}."
    return tuple(clean(line) for line in (made, f"For {facts.reader.name} ({facts.role}).", facts.vision) if line)


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
    texts = (("Scope", found.scope), ("Conditions", found.conditions), ("Payment", found.payment))
    return tuple((title, clean(text)) for title, text in texts if text)


def history_table(facts: ReportFacts) -> Table:
    """What was said and done, oldest first."""
    w = wording(facts)
    return _table("History", HISTORY, (_told(one, w) for one in facts.history), (6, 14, 12, 17, 19, 26, 6))


def clean(text: str) -> str:
    """Text that somebody wrote, without what steers a screen or a file: control characters, lone surrogates."""
    return without_controls(text).encode("utf-8", "replace").decode()


def _told(entry: Entry, w: Wording) -> tuple[str, ...]:
    what, words = said_so(entry)
    about = f"{entry.number}. {entry.title}" if entry.number else ""
    number = f" (Q{entry.question})" if entry.question else ""
    said = f"{capital(w.phrase(what))}{number}"
    return str(entry.record), w.moment(entry.at), entry.who, about, said, words, "yes" if entry.undone else ""


def _milestones(facts: ReportFacts, w: Wording) -> Table:
    columns = ("No.", "Milestone", "With", "Due", "State", "Tasks and conditions", "Records")
    return _table("Milestones", columns, (_milestone(one, w) for one in facts.parts), (4, 20, 12, 12, 15, 27, 10))


def _milestone(part: Part, w: Wording) -> tuple[str, ...]:
    one = part.shown
    state = capital(w.phrase(one.status.words))
    approved = f"\nsince {w.local_day(part.approved.at)}" if part.approved is not None else ""
    tasks = [f"[{'x' if task.done else ' '}] {task.text}" for task in one.tasks]
    lines = (*tasks, *one.conditions, *(f"To mend: {text}" for text in one.corrections))
    blocked = f"\n{one.blocked}" if one.blocked else ""
    records = ", ".join(map(str, part.records))
    return str(one.number), one.title, one.who, w.day(one.due), state + approved + blocked, "\n".join(lines), records


def _money(facts: ReportFacts, w: Wording) -> Table:
    columns = ("Milestone", "Amount", "Approved", "by record", "Paid", "by record")
    return _table("Money", columns, _payments(facts, w), (34, 14, 14, 12, 14, 12))


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
        yield f"Together {sums.currency}".strip(), agreed, approved, "", paid, ""


def _people(facts: ReportFacts, w: Wording) -> Table:
    rows = (
        (one.name, one.role, w.local_day(one.since), w.local_day(one.until) if one.until else "")
        for one in facts.people
    )
    return _table("People", ("Name", "Part", "Since", "Until"), rows, (40, 20, 20, 20))


def _accepted(facts: ReportFacts, w: Wording) -> Table:
    columns = ("Who", "Version", "Accepted", "Hash of the text (SHA-256)")
    rows = ((one.who, str(one.version), w.moment(one.at), one.text_hash) for one in facts.accepted)
    return _table("Agreement accepted", columns, rows, (22, 10, 20, 48))


def _table(title: str, columns: tuple[str, ...], rows: Iterator[Sequence[str]], widths: tuple[int, ...]) -> Table:
    return Table(title, columns, tuple(tuple(clean(cell) for cell in row) for row in rows), widths)
