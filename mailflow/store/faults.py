"""What can go wrong with the store, each with one line that an operator can act on."""


class StoreFault(Exception):
    """The database cannot be used as it is; the message is one clear line."""


class Busy(StoreFault):
    """Another process was faster or holds the lock; the same call is worth repeating."""


class NoSuchProject(StoreFault):
    """No project has that code."""
