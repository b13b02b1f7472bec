"""Before messages are read: the keys that their signatures need, looked up for a whole batch at once."""

from collections.abc import Collection, Sequence
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
class Voucher:
    """Gives contexts the keys without which evidence cannot be weighed. Without `names` nothing is looked up."""

    names: Names | None = None
    trusted: Authentication = BELIEVE_NOBODY

    def with_keys(self, messages: Sequence[bytes], contexts: Sequence[Context]) -> list[Context]:
        """The contexts with whatever could be looked up. Costs nothing where nobody known has signed anything."""
        wanted = [self._wanted(raw, context) for raw, context in zip(messages, contexts, strict=True)]
        asked = {name for names in wanted for name in names}
        if not asked or self.names is None:
            return list(contexts)
        found = self.names.txt(sorted(asked))
        return [
            replace(context, keys={name: found[name] for name in names if name in found}) if names else context
            for names, context in zip(wanted, contexts, strict=True)
        ]

    def waits(self, raw: bytes, context: Context, now: datetime) -> bool:
        """Whether a message should wait for the DNS: a key is missing, and it arrived just now."""
        if self.names is None or now - context.now >= PATIENCE:
            return False
        return any(name not in context.keys for name in self._wanted(raw, context))

    def _wanted(self, raw: bytes, context: Context) -> tuple[str, ...]:
        if context.person is None:
            return ()
        return wanted_keys(raw, context.now, context.our_addresses, self.trusted)


NOBODY = Voucher()
