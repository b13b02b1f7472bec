"""The composition root: the one place where concrete transports, the store and the flows are put together."""

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mailflow.daemon import Daemon, Rhythm
from mailflow.flows.announce import Announcer
from mailflow.flows.apply import Applier, Policy
from mailflow.flows.deliver import Deliverer, Delivering
from mailflow.flows.desk import Desk, Supplies, furnish
from mailflow.flows.receive import Receiver, Receiving
from mailflow.flows.understand import understand
from mailflow.mail.compose import Mailbox
from mailflow.store import Store
from mailflow.transports.interfaces import Inbox, Relay
from mailflow.transports.sandbox import InProcess, Sandbox, Worker
from mailflow.transports.service_manager import ServiceManager


def wall_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a daemon is made of. `templates` is a folder whose letters go before the shipped ones."""

    database: str
    mailbox: Mailbox
    inboxes: tuple[Inbox, ...]
    relay: Relay
    policy: Policy = field(default_factory=Policy)
    receiving: Receiving = field(default_factory=Receiving)
    delivering: Delivering = field(default_factory=Delivering)
    rhythm: Rhythm = field(default_factory=Rhythm)
    templates: Path | None = None
    clock: Callable[[], datetime] = wall_clock
    in_process: bool = False


def supplies(mailbox: Mailbox, templates: Path | None = None) -> Supplies:
    """Vocabularies and templates, read once: the shipped ones, and an installation's own before them."""
    words = _texts(resources.files("mailflow") / "commands" / "vocabulary", ".toml")
    vocabularies = {name.removesuffix(".toml"): text for name, text in words.items()}
    letters = _texts(shipped("templates"), ".txt", ".html")
    if templates is not None:
        letters |= _texts(templates, ".txt", ".html")
    return Supplies(vocabularies, letters, mailbox)


def shipped(folder: str) -> Traversable:
    """A folder that stands at the top of a checkout and inside the package once installed."""
    packaged = resources.files("mailflow") / folder
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / folder


def _texts(folder: Traversable, *endings: str, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= _texts(entry, *endings, prefix=f"{prefix}{entry.name}/")
        elif entry.name.endswith(endings):
            found[prefix + entry.name] = entry.read_text(encoding="utf-8")
    return found


def furnished(mailbox: Mailbox, templates: Path | None = None) -> Desk:
    """A desk in this process, for `explain`, `check` and `preview`."""
    return furnish(supplies(mailbox, templates))


def assemble(parts: Parts, store: Store | None = None) -> Daemon:
    """A daemon that is ready to start. Raises StoreFault where the database cannot be used."""
    store = store or Store.open(parts.database)
    desk_supplies = supplies(parts.mailbox, parts.templates)
    worker: Worker[Desk] = (InProcess if parts.in_process else Sandbox)(partial(furnish, desk_supplies))
    applier = make_applier(store, parts.policy, desk_supplies)
    mailboxes = [
        (Receiver(store, worker, applier, parts.receiving, parts.clock), inbox) for inbox in parts.inboxes
    ]
    name = f"{socket.gethostname()}"
    deliverer = Deliverer(store, worker, parts.relay, parts.delivering, parts.clock, name)
    return Daemon(
        store, mailboxes, Announcer(store), deliverer, parts.clock, parts.rhythm, ServiceManager(), (worker, parts.relay)
    )


def make_applier(store: Store, policy: Policy, desk_supplies: Supplies) -> Applier:
    """An applier that understands anew, in this process, what has moved on since it was read."""
    desk: list[Desk] = []

    def again(raw: bytes, context: object):  # type: ignore[no-untyped-def]
        if not desk:
            desk.append(furnish(desk_supplies))
        return understand(raw, context, desk[0].words)  # type: ignore[arg-type]

    return Applier(policy, store.meta.token_keys(), again)
