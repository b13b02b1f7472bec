"""Before messages are read: the keys that their signatures need, looked up for a whole batch at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from mailflow.domain.reading import Context
from mailflow.mail.authenticity import BELIEVE_NOBODY, Authentication, wanted_keys

PATIENCE = timedelta(minutes=15)
RETRY = timedelta(minutes=1)


class Names(Protocol):
    """What looks names up."""

    def txt(self, names: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The TXT records at each name; a name that could not be looked up is missing."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """A context with the keys that its message's evidence needs. Not `complete`: one of them could not be looked up."""

    context: Context
    complete: bool = True

    def waits(self, now: datetime) -> bool:
        """Whether the message, which arrived just now, should wait for the DNS."""
        return not self.complete and now - self.context.now < PATIENCE


@dataclass(frozen=True, slots=True)
class Voucher:
    """Gives contexts the keys without which evidence cannot be weighed. Without `names` nothing is looked up."""

    names: Names | None = None
    trusted: Authentication = BELIEVE_NOBODY

    def vouch(self, messages: Sequence[bytes], contexts: Sequence[Context]) -> list[Vouched]:
        """The contexts with whatever could be looked up. Costs nothing where nobody known has signed anything."""
        wanted = [self._wanted(raw, context) for raw, context in zip(messages, contexts, strict=True)]
        asked = sorted({name for names in wanted for name in names})
        if not asked or self.names is None:
            return [Vouched(context) for context in contexts]
        found = self.names.txt(asked)
        return [_vouched(context, names, found) for context, names in zip(contexts, wanted, strict=True)]

    def _wanted(self, raw: bytes, context: Context) -> tuple[str, ...]:
        if context.person is None:
            return ()
        return wanted_keys(raw, context.now, context.our_addresses, self.trusted)


NOBODY = Voucher()


def _vouched(context: Context, names: Sequence[str], found: Mapping[str, tuple[str, ...]]) -> Vouched:
    keys = {name: found[name] for name in names if name in found}
    return Vouched(replace(context, keys=keys) if keys else context, complete=len(keys) == len(names))
