"""The record as JSON, for programs: dates in ISO 8601, amounts as text, and the numbers that each figure rests on."""

import json
from datetime import datetime
from typing import Any

from mailflow.domain.record import Json
from mailflow.letters.history import Entry
from mailflow.mail.wording import Wording
from mailflow.report.facts import Part, ReportFacts, Sum
from mailflow.report.tables import clean, wording


def json_file(facts: ReportFacts) -> bytes:
    """One object in UTF-8. `records` are numbers in the project's ledger, as `mailflow records` shows them."""
    return (json.dumps(_cleaned(_whole(facts)), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _whole(facts: ReportFacts) -> dict[str, Any]:
    w = wording(facts)
    finished = [one for one in facts.parts if one.approved is not None]
    return {
        "project": facts.code,
        "title": facts.project,
        "for": facts.reader.id,
        "role": facts.role,
        "state": facts.state,
        "at": _at(facts.at),
        "records": facts.upto,
        "vision": facts.vision,
        "vision_text": facts.vision_text,
        "finished": {
            "count": facts.finished,
            "of": facts.total,
            "milestones": [one.shown.number for one in finished],
            "records": [one.approved.record for one in finished if one.approved is not None],
        },
        "agreement": _agreement(facts),
        "people": [
            {
                "name": one.name,
                "role": one.role,
                "since": _at(one.since),
                "until": _at(one.until) if one.until else None,
            }
            for one in facts.people
        ],
        "milestones": [_milestone(one, w) for one in facts.parts],
        "money": [_sum(one) for one in facts.sums],
        "history": [_entry(one, w) for one in facts.history],
    }


def _agreement(facts: ReportFacts) -> dict[str, Any] | None:
    found = facts.agreement
    if found is None:
        return None
    return {
        "version": found.version,
        "hash": found.text_hash,
        "scope": found.scope,
        "conditions": found.conditions,
        "payment": found.payment,
        "accepted": [
            {"who": one.who, "version": one.version, "at": _at(one.at), "hash": one.text_hash} for one in facts.accepted
        ],
    }


def _milestone(part: Part, w: Wording) -> dict[str, Any]:
    one = part.shown
    return {
        "number": one.number,
        "title": one.title,
        "with": one.who,
        "due": one.due.isoformat(),
        "state": one.status.name,
        "says": w.phrase(one.status.words),
        "percent": one.percent,
        "amount": None if one.amount is None else str(one.amount),
        "currency": one.currency,
        "tasks": [{"title": task.text, "done": task.done} for task in one.tasks],
        "conditions": list(one.conditions),
        "corrections": list(one.corrections),
        "approved": None if part.approved is None else {"at": _at(part.approved.at), "record": part.approved.record},
        "paid": None if part.paid is None else {"at": _at(part.paid.at), "record": part.paid.record},
        "records": list(part.records),
    }


def _sum(one: Sum) -> dict[str, Any]:
    money = one.money
    return {
        "currency": money.currency,
        **{name: str(getattr(money, name)) for name in ("agreed", "approved", "paid", "due", "open")},
        "milestones": [part.shown.number for part in one.parts],
        "approved_by": [part.approved.record for part in one.parts if part.approved is not None],
        "paid_by": [part.paid.record for part in one.parts if part.paid is not None],
    }


def _entry(one: Entry, w: Wording) -> dict[str, Any]:
    return {
        "record": one.record,
        "at": _at(one.at),
        "kind": one.kind,
        "who": one.who,
        "milestone": one.number or None,
        "question": one.question or None,
        "says": w.phrase(one.what),
        "words": one.words,
        "message": one.message,
        "taken_back": one.undone,
        "files": [file.as_json() for file in one.files],
    }


def _at(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _cleaned(value: Any) -> Json:
    if isinstance(value, dict):
        return {name: _cleaned(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    return clean(value) if isinstance(value, str) else value
