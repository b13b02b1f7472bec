"""Project files: TOML to a Definition."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal

import holidays as public_holidays
from pydantic import BeforeValidator, Field

from mailflow.domain.calendar import zone_named
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.people import Role
from mailflow.domain.project import Agreement
from mailflow.mail.sender import normalise
from mailflow.project_routines import RoutinesSection
from mailflow.spans import Weekday, Workdays
from mailflow.toml_source import ConfigFault, Fault, Section, Source

CODE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
PERSON_ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")


def _matching(pattern: re.Pattern[str], wanted: str) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise ValueError(f"needs {wanted}, not {value!r}")
        return value

    return BeforeValidator(check)


def _zone(value: object) -> object:
    if isinstance(value, str):
        try:
            zone_named(value)
        except (ValueError, LookupError, OSError):
            raise ValueError(f'needs an IANA time zone such as "Europe/Berlin", not {value!r}') from None
    return value


def _address(value: object) -> object:
    found = normalise(value) if isinstance(value, str) else value
    if found is None:
        raise ValueError(f"needs an email address, not {value!r}")
    return found


def _some(value: object) -> object:
    """One address may stand alone."""
    return [value] if isinstance(value, str) else value


def _holidays(value: object) -> object:
    if isinstance(value, str):
        country, _, subdivision = value.partition("-")
        try:
            public_holidays.country_holidays(country, subdiv=subdivision or None, years=2026)
        except (NotImplementedError, KeyError, ValueError):
            raise ValueError(f'needs a country such as "PH", or with its part "DE-BY", not {value!r}') from None
    return value


def _due(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else _moment(value)
    except ValueError:
        raise ValueError(f"needs a date such as 2026-12-04, not {value!r}") from None


def _moment(value: object) -> datetime:
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    raise ValueError


def _amount(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(f'needs an amount such as "1200.00", not {value!r}')
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f'needs an amount such as "1200.00", not {value!r}') from None
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"needs an amount of at least 0, not {value!r}")
    return amount


Zone = Annotated[str, BeforeValidator(_zone)]
Address = Annotated[str, BeforeValidator(_address)]
Text = Annotated[str, Field(min_length=1)]


class AgreementSection(Section):
    """``[agreement]``."""

    version: int = Field(default=1, ge=1)
    scope: str = ""
    conditions: str = ""
    payment: str = ""
    auto_approve_after: Workdays | None = None

    def agreement(self) -> Agreement:
        """The agreement, without the white space around its texts."""
        scope, conditions, payment = (text.strip() for text in (self.scope, self.conditions, self.payment))
        return Agreement(self.version, scope, conditions, payment, self.auto_approve_after)


class PersonSection(Section):
    """``[[people]]``."""

    id: Annotated[str, _matching(PERSON_ID, "lower-case letters, digits, - . or _")]
    name: Text
    email: Annotated[list[Address], BeforeValidator(_some), Field(min_length=1)]
    role: Literal["owner", "contractor", "observer"]
    timezone: Zone | None = None
    language: Annotated[str, _matching(re.compile(r"[a-z]{2,3}"), 'a language such as "en"')] | None = None
    locale: Annotated[str, _matching(re.compile(r"[a-z]{2,3}-[A-Z]{2}"), 'a locale such as "en-GB"')] | None = None
    workdays: list[Weekday] | None = Field(default=None, min_length=1)
    holidays: Annotated[str, BeforeValidator(_holidays)] | None = None
    peers: bool = True

    def participant(self) -> Participant:
        """This person, as the domain has it."""
        return Participant(
            id=self.id,
            name=self.name.strip(),
            addresses=tuple(self.email),
            role=Role(self.role),
            zone=self.timezone,
            language=self.language,
            locale=self.locale,
            workdays=None if self.workdays is None else frozenset(self.workdays),
            holidays=self.holidays,
            peers=self.peers,
        )


class MilestoneSection(Section):
    """``[[milestones]]``."""

    number: int = Field(ge=1, le=9999)
    title: Text
    due: Annotated[date | datetime, BeforeValidator(_due)]
    assignee: str | None = None
    amount: Annotated[Decimal, BeforeValidator(_amount)] | None = None
    currency: Annotated[str, _matching(re.compile(r"[A-Z]{3}"), 'a currency such as "EUR"')] | None = None
    conditions: list[Text] = Field(default_factory=list)
    tasks: list[Text] = Field(default_factory=list)
    evidence: bool = False

    def promise(self, zone: str) -> Promise:
        """This milestone; a time of day without an offset is the assignee's."""
        day, moment = self.due, None
        if isinstance(self.due, datetime):
            moment = self.due if self.due.tzinfo else self.due.replace(tzinfo=zone_named(zone))
            day = moment.astimezone(zone_named(zone)).date()
            moment = moment.astimezone(UTC)
        return Promise(
            number=self.number,
            title=self.title.strip(),
            due=day,
            due_at=moment,
            assignee=self.assignee,
            amount=self.amount,
            currency=self.currency,
            conditions=tuple(self.conditions),
            tasks=tuple(self.tasks),
            evidence=self.evidence,
        )


class ProjectSection(Section):
    """A whole project file."""

    code: Annotated[str, _matching(CODE, "lower-case letters, digits and -")]
    title: Text
    timezone: Zone = "UTC"
    vision: str = ""
    vision_text: str = ""
    agreement: AgreementSection | None = None
    people: list[PersonSection] = Field(default_factory=list)
    milestones: list[MilestoneSection] = Field(default_factory=list)
    routines: RoutinesSection = RoutinesSection()

    def definition(self) -> Definition:
        """What the file says, as the domain has it."""
        zones = {person.id: person.timezone or self.timezone for person in self.people}
        return Definition(
            code=self.code,
            title=self.title.strip(),
            zone=self.timezone,
            vision=self.vision.strip(),
            vision_text=self.vision_text.strip(),
            agreement=None if self.agreement is None else self.agreement.agreement(),
            people=tuple(person.participant() for person in self.people),
            milestones=tuple(one.promise(zones.get(one.assignee or "", self.timezone)) for one in self.milestones),
            routines=self.routines.routines(),
        )


def load_project(path: Path) -> Definition:
    """The project that a file defines. Raises ConfigFault with everything that is wrong in it."""
    source = Source(path)
    section, faults = source.parse(ProjectSection)
    faults += _misfits(source)
    if section is None or faults:
        raise ConfigFault(faults)
    return section.definition()


def load_projects(paths: Iterable[Path]) -> list[Definition]:
    """The projects of several files. Raises ConfigFault with everything that is wrong in any of them."""
    definitions, faults = list[Definition](), list[Fault]()
    for path in paths:
        try:
            definitions.append(load_project(path))
        except ConfigFault as fault:
            faults += fault.faults
    if faults:
        raise ConfigFault(faults)
    return definitions


def _misfits(source: Source) -> list[Fault]:
    """What each key allows but all of them together do not. Looks at the raw file, so that it adds to other faults."""
    people, milestones = _tables(source, "people"), _tables(source, "milestones")
    faults = _twice(source, "people", "id", [person.get("id") for person in people])
    faults += _twice(source, "milestones", "number", [one.get("number") for one in milestones])
    faults += _shared_addresses(source, people)
    for at, one in enumerate(milestones):
        faults += _misfits_of(source, at, one, {str(person.get("id")): person.get("role") for person in people})
    return faults


def _misfits_of(source: Source, at: int, one: dict[str, object], roles: dict[str, object]) -> list[Fault]:
    place, assignee, faults = ("milestones", at), one.get("assignee"), []
    if isinstance(assignee, str) and assignee not in roles:
        text = f"nobody in [[people]] has the id {assignee!r}; add them or name another (known: {', '.join(roles)})"
        faults.append(source.fault((*place, "assignee"), text))
    elif isinstance(assignee, str) and roles[assignee] == "observer":
        faults.append(source.fault((*place, "assignee"), f"{assignee} only observes; assign a contractor"))
    if "amount" in one and "currency" not in one:
        faults.append(source.fault((*place, "amount"), 'has no currency; add currency = "EUR" or another'))
    return faults


def _shared_addresses(source: Source, people: list[dict[str, object]]) -> list[Fault]:
    owner: dict[str, int] = {}
    faults = []
    for at, person in enumerate(people):
        email = person.get("email")
        for address in email if isinstance(email, list) else [email]:
            normal = normalise(address) if isinstance(address, str) else None
            if normal and owner.setdefault(normal, at) != at:
                name = people[owner[normal]].get("id")
                faults.append(
                    source.fault(("people", at, "email"), f"{normal} is also {name}'s; give it to one of them")
                )
    return faults


def _tables(source: Source, name: str) -> list[dict[str, object]]:
    found = source.data.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _twice(source: Source, table: str, key: str, values: list[object]) -> list[Fault]:
    return [
        source.fault((table, at, key), f"{value!r} stands twice; every {key} has to be another")
        for at, value in enumerate(values)
        if value is not None and value in values[:at]
    ]
