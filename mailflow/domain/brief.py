"""A project as an owner describes it in a few plain lines, before anybody is written to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mailflow.domain.people import Role


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a brief names. `zone` is empty where none is written."""

    name: str
    addresses: tuple[str, ...]
    role: Role = Role.CONTRACTOR
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A milestone that a brief describes; `who` is a name in it."""

    number: int
    title: str = ""
    due: date | None = None
    who: str = ""
    amount: Decimal | None = None
    currency: str | None = None
    conditions: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What the lines say so far. `unread` are those of which nothing was made."""

    title: str = ""
    vision: str = ""
    vision_text: str = ""
    zone: str = ""
    scope: str = ""
    conditions: str = ""
    payment: str = ""
    people: tuple[Named, ...] = ()
    milestones: tuple[Wanted, ...] = ()
    unread: tuple[str, ...] = ()

    def person(self, name: str) -> Named | None:
        """Whoever goes by that name in it: the whole one, or the first."""
        wanted = name.casefold()
        whole = (one for one in self.people if one.name.casefold() == wanted)
        first = (one for one in self.people if one.name.split()[:1] and one.name.split()[0].casefold() == wanted)
        return next(whole, None) or next(first, None)

    def workers(self) -> tuple[Named, ...]:
        """Everybody in it who works."""
        return tuple(one for one in self.people if one.role is Role.CONTRACTOR)
