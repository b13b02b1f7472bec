"""Files that come with messages: on the disk before the commit that refers to them."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mailflow.domain.enclosed import PICTURE, Enclosed
from mailflow.domain.reading import Context
from mailflow.flows.understand import Understood
from mailflow.store import Kept, Store, StoreFault
from mailflow.transports.sandbox import Broken

log = logging.getLogger(__name__)

NO_ROOM = timedelta(minutes=5)
"""When a message is tried again whose files could not be written."""

Result = Understood | Broken


class Evidence:
    """Keeps what people send as files."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(
        self, kept: Sequence[Kept], contexts: Sequence[Context], results: Sequence[Result], now: datetime
    ) -> list[Result | None]:
        """The results with what is known of their files once those are on the disk; None for a message whose files
        cannot be written: it is parked, its attempt given back."""
        return [self._kept(*one, now) for one in zip(kept, contexts, results, strict=True)]

    def _kept(self, kept: Kept, context: Context, result: Result, now: datetime) -> Result | None:
        if isinstance(result, Broken) or not result.files:
            return result
        if (context.holder or context).person is None or not result.reason.answered:
            return replace(result, files=(), contents={})
        if self._store.attachments.files.folder is None:
            return self._unhoused(result)
        found = self._settled(kept, result)
        wanted = {one.sha256 for one in found if one.kept}
        try:
            contents = {digest: content for digest, content in result.contents.items() if digest in wanted}
            self._store.attachments.files.keep(contents, now)
        except StoreFault as fault:
            log.error("%s", fault, extra={"action": "keep", "id": kept.id})
            self._store.journal.park([kept.id], now + NO_ROOM, "no_room")
            return None
        return replace(result, files=found, contents={})

    def _unhoused(self, result: Understood) -> Understood:
        """Without a folder for files, they are named and not kept."""
        files = tuple(replace(one, left=one.left or "no_folder") for one in result.files)
        return replace(result, files=files, contents={})

    def _settled(self, kept: Kept, result: Understood) -> tuple[Enclosed, ...]:
        """What is kept of the files, now that the sender's other mails are looked at as well."""
        if not kept.whole:
            return tuple(replace(one, left=one.left or "partial", sha256="") for one in result.files)
        shown = {one.sha256 for one in result.files if one.inline and one.kept}
        again = self._store.attachments.seen_before(result.sender, shown, [kept.id]) if shown else set()
        return tuple(replace(one, left=PICTURE) if one.sha256 in again and one.inline else one for one in result.files)
