"""A Definition to the TOML of a project file: what `project export` writes and `project apply` reads back."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from mailflow.domain.calendar import WEEKDAYS
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.project import Agreement, Routines, Span
from mailflow.project_routines import data as routines_data
from mailflow.spans import written


def project_text(definition: Definition) -> str:
    """The project file of that definition. What is empty or at its default is left out."""
    tables = [_table("", _project(definition))]
    if definition.agreement is not None:
        tables.append(_table("[agreement]", _agreement(definition.agreement)))
    tables += [_table("[[people]]", _person(person)) for person in definition.people]
    tables += [_table("[[milestones]]", _milestone(one)) for one in definition.milestones]
    if definition.routines != Routines():
        tables.append(_table("[routines]", routines_data(definition.routines)))
    return "\n".join(tables)


def _project(definition: Definition) -> dict[str, object]:
    return {
        "code": definition.code,
        "title": definition.title,
        "timezone": definition.zone,
        "vision": definition.vision,
        "vision_text": definition.vision_text,
    }


def _agreement(agreement: Agreement) -> dict[str, object]:
    days = agreement.auto_approve_after
    return {
        "version": agreement.version,
        "scope": agreement.scope,
        "conditions": agreement.conditions,
        "payment": agreement.payment,
        "auto_approve_after": None if days is None else written(Span(workdays=days)),
    }


def _person(person: Participant) -> dict[str, object]:
    workdays = None if person.workdays is None else [WEEKDAYS[day] for day in sorted(person.workdays)]
    return {
        "id": person.id,
        "name": person.name,
        "email": list(person.addresses),
        "role": person.role.value,
        "timezone": person.zone,
        "language": person.language,
        "locale": person.locale,
        "workdays": workdays,
        "holidays": person.holidays,
        "peers": None if person.peers else False,
    }


def _milestone(one: Promise) -> dict[str, object]:
    return {
        "number": one.number,
        "title": one.title,
        "assignee": one.assignee,
        "due": one.due_at or one.due,
        "amount": None if one.amount is None else str(one.amount),
        "currency": one.currency,
        "conditions": list(one.conditions),
        "tasks": list(one.tasks),
        "evidence": one.evidence or None,
    }


def _table(header: str, data: Mapping[str, object]) -> str:
    return "".join(f"{line}\n" for line in _lines(header, data))


def _lines(header: str, data: Mapping[str, object]) -> Iterator[str]:
    if header:
        yield header
    for key, value in data.items():
        if value is not None and value not in ("", []):
            yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _long(value) if "\n" in value else _quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(_quoted(item) if isinstance(item, str) else _value(item) for item in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(inner)}' for key, inner in value.items())} }}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _quoted(text: str) -> str:
    """TOML's basic strings are JSON's, but for one character that JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _long(text: str) -> str:
    lines = (_quoted(line)[1:-1] for line in text.split("\n"))
    return '"""\n' + "\n".join(lines) + '\n"""'
