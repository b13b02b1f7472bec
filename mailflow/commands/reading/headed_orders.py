"""What owners order at the beginning of a line: "REVISE 3: …", "paid 2", "MEET Lee Friday 10:00", "keep agreement"."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from mailflow.commands.reading.codes import code_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.heads import (
    Head,
    aims_of,
    further_aims,
    person_in,
    reason_of,
    text_after_target,
    when_of,
    whole_aims,
)
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

Builder = Callable[[str, Head, Sentence, Line, "Reader"], Finding | None]
NUMBER = re.compile(r"(?:no\.? ?|number |#)?(\d{1,4})(?![\d:./%-])", re.IGNORECASE)


def _revise(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    if not (head.strict or aims_of(head)) or sentence.asks:
        return None
    text = text_after_target(sentence.text, head)
    return Finding("revise", line, aims=whole_aims(sentence.text, head), text=text or None)


def _cancel(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    aims = whole_aims(sentence.text, head)
    if not aims or sentence.asks or _on_condition(head):
        return None
    text = reason_of(text_after_target(sentence.text, head), reader.scene.lexicon)
    sure = text and not _doubted(head, reader, "nhf")
    return Finding("cancel", line, aims=aims, text=text or None, trouble="" if sure else "unclear")


def _on_condition(head: Head) -> bool:
    """ "Cancel 10 if nobody objects", "assign 4 to Lee unless he is away"; what stands behind a colon is a reason."""
    place = next((i for i, unit in enumerate(head.rest) if unit.word == ":"), len(head.rest))
    return any(code_of(unit) == "c" for unit in head.rest[:place])


def _doubted(head: Head, reader: "Reader", codes: str) -> bool:
    """ "Cancel 10 or not", "paid 3 half", "cancel 10 tomorrow": whether the order itself is limited or for later."""
    place = next((i for i, unit in enumerate(head.rest) if _leads_to_reason(unit, reader)), len(head.rest))
    today = reader.setting.clock.today
    ahead = any(
        unit.kind == "date" and unit.value.day and unit.value.day > today and not unit.value.loose
        for unit in head.rest[:place]
    )
    return ahead or any(code_of(unit) in codes or unit.has("retraction") for unit in head.rest[:place])


def _leads_to_reason(unit: Unit, reader: "Reader") -> bool:
    """ "Cancel 8: …", "cancel 8 because …", "cancel 8, the map …"."""
    return unit.word in {":", ",", "-"} or unit.word in reader.scene.lexicon.set("reason") or " , " in unit.word


def _paid(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    if head.rest and head.rest[0].word == ":":
        head = replace(head, rest=head.rest[1:])  # "Paid: 2 (ref 881)"
    aims = aims_of(head) + further_aims(head)
    if not aims or sentence.asks or _on_condition(head):
        return None
    counts = head.rest[0].word == "for" and len(head.rest) > 2 and code_of(head.rest[2]) == "x"
    doubtful = counts or _doubted(head, reader, "nhflme%")
    text = text_after_target(sentence.text, head)
    return Finding("paid", line, aims=aims, text=text or None, trouble="unclear" if doubtful else "")


def _assign(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    aims, person = aims_of(head), person_in(head.rest, reader.names)
    if person and not aims:
        aims = next((u.value for u in head.rest[:4] if u.kind == "target"), ())
    if not aims or sentence.asks or _on_condition(head):
        return None
    return Finding("assign", line, aims=aims, person=person, trouble="" if person else "unclear")


def _meet(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    when = when_of(head.rest)
    if when is None or when.at is None:
        text = text_after_target(sentence.text, head)
        if head.strict and not sentence.asks:
            return Finding("meet", line, when=when, text=text or None)
        timeless = when is not None and head.words > 1
        return Finding("meet", line, trouble="unclear", choices=("MEET day 15:00: agenda",)) if timeless else None
    ends = [u.end for u in head.rest if u.kind in {"date", "time"}]
    text = sentence.text[max(ends) :].strip(" ,;:-.")
    named = tuple(unit for unit in head.rest if unit.end <= max(ends))
    person = person_in(named, reader.names)
    if person is None and _is_strange(named):
        days = sentence.text[named[1].start :]
        return Finding(
            "meet", line, when=when, trouble="unclear", choices=tuple(f"MEET {who} {days}" for who in _crew(reader))
        )
    return Finding("meet", line, when=when, person=person, text=text or None)


def _is_strange(named: tuple[Unit, ...]) -> bool:
    """ "MEET zoe Friday 10:00": one word alone that nothing is known of."""
    if len(named) < 2 or named[1].kind not in {"date", "time"}:
        return False
    return named[0].kind == "word" and not named[0].tags and not named[0].values


def _crew(reader: "Reader") -> list[str]:
    """Whom the sender may mean in the project at hand."""
    snapshot = reader.setting.snapshot(reader.setting.project)
    return [] if snapshot is None else [person.id for person in snapshot.contractors()]


def _move_meeting(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "MOVE MEETING 2 to Thursday 15:00"."""
    return None if sentence.asks else Finding("meet", line, when=when_of(head.rest), meeting=_number_of(head))


def _cancel_meeting(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "CANCEL MEETING 2: reason"."""
    if sentence.asks:
        return None
    text = reason_of(NUMBER.sub("", head.text, count=1).strip(" :,-."), reader.scene.lexicon)
    strange = text is not None and not head.strict
    return Finding("cancel", line, meeting=_number_of(head), text=text, trouble="unclear" if strange else "")


def _number_of(head: Head) -> int:
    """The call's number where one was written, else 0."""
    found = NUMBER.match(head.text)
    return int(found[1]) if found else 0


def _change_decision(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "ACCEPT CHANGE Q7: in these words", "KEEP AGREEMENT"."""
    if sentence.asks:
        return None
    text = text_after_target(sentence.text, head)
    strange = bool(text) and not (head.strict or aims_of(head))
    return Finding(verb, line, aims=aims_of(head), text=text or None, trouble="unclear" if strange else "")


ORDERS: dict[str, Builder] = {
    "revise": _revise,
    "cancel": _cancel,
    "paid": _paid,
    "assign": _assign,
    "accept_change": _change_decision,
    "keep_agreement": _change_decision,
    "meet": _meet,
    "move_meeting": _move_meeting,
    "cancel_meeting": _cancel_meeting,
}
