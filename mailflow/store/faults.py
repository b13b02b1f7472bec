"""What can go wrong with the store, each with one line that an operator can act on."""

from typing import ClassVar


class StoreFault(Exception):
    """The database cannot be used as it is; the message is one clear line. `passing`: what was to be written is not to
    blame, and can be once the database is well."""

    passing: ClassVar[bool] = True


class Busy(StoreFault):
    """Another process was faster or holds the lock; the same call is worth repeating."""


class Collision(Busy):
    """Somebody else has written what may exist but once."""

    passing = False


class Unfit(StoreFault):
    """The database takes nothing of that kind; it would refuse the same again."""

    passing = False


class Fenced(StoreFault):
    """This daemon's lease has ended, and another one may have taken over what it had; nothing was written."""

    passing = False


class OldSchema(StoreFault):
    """The tables are older than this program; `present` is their schema's number, 0 where there are none yet."""

    def __init__(self, text: str, present: int) -> None:
        super().__init__(text)
        self.present = present


class NoSuchProject(StoreFault):
    """No project has that code."""

    passing = False
