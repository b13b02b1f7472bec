"""What can go wrong with the store, each with one line that an operator can act on."""


class StoreFault(Exception):
    """The database cannot be used as it is; the message is one clear line."""


class Busy(StoreFault):
    """Another process was faster or holds the lock; the same call is worth repeating."""


class Fenced(StoreFault):
    """This daemon's lease has ended, and another one may have taken over what it had; nothing was written."""


class OldSchema(StoreFault):
    """The tables are older than this program; `present` is their schema's number, 0 where there are none yet."""

    def __init__(self, text: str, present: int) -> None:
        super().__init__(text)
        self.present = present


class NoSuchProject(StoreFault):
    """No project has that code."""
