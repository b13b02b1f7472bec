"""The composition root: the one place where concrete transports, the store and the flows are put together."""

import fcntl
import os
import re
import socket
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import partial
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TextIO

from mailflow.board.pages import Pages
from mailflow.board.settings import Board
from mailflow.board.site import Site
from mailflow.commands.words import Words
from mailflow.config import Config
from mailflow.daemon import Daemon, Rhythm
from mailflow.domain.clock import Uptime
from mailflow.flows.alerting import Alerting, AlertSettings, Channel
from mailflow.flows.announce import Announcer
from mailflow.flows.apply import Applier
from mailflow.flows.deliver import Deliverer, Delivering
from mailflow.flows.desk import Desk, Supplies, furnish
from mailflow.flows.holds import Holds
from mailflow.flows.receive import Receiver, Receiving
from mailflow.flows.retention import Keeping
from mailflow.flows.tenure import Lasting, Tenure
from mailflow.flows.timekeeper import Timekeeper
from mailflow.flows.turn import Policy
from mailflow.flows.vouch import Voucher
from mailflow.mail.authenticity import BELIEVE_NOBODY, Authentication
from mailflow.mail.catalogue import FILE as PO
from mailflow.mail.catalogue import Catalogues
from mailflow.mail.compose import Mailbox, TemplateFault
from mailflow.mail.read import Limits
from mailflow.store import Store, StoreFault
from mailflow.store.database import Database, sqlite_path
from mailflow.store.leases import expect_no_daemon
from mailflow.transports.alerts import AppriseAlert
from mailflow.transports.dns import DnsSettings, Resolver
from mailflow.transports.imap import ImapInbox
from mailflow.transports.interfaces import Inbox, Relay
from mailflow.transports.machine import uptime
from mailflow.transports.maildir import MaildirInbox
from mailflow.transports.sandbox import InProcess, Sandbox, Worker
from mailflow.transports.sandbox_pool import Pool
from mailflow.transports.service_manager import ServiceManager
from mailflow.transports.smtp import SmtpRelay

LOCALE = re.compile(r"^locale/[^/]+/")
BOARD = "_board"
LOCALES = "locale"
SOURCES = (".txt", ".html", ".css", ".po")


def wall_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a daemon is made of. `templates` is a folder whose letters go before the shipped ones, `files` one
    for what comes with messages (default: beside an SQLite database). `limits` are for one message. `alone`: no other
    daemon runs on the database, and whoever ran there before is gone. `uptime`: by what a clock that leaps
    is found out; without it, any is believed."""

    database: str
    mailbox: Mailbox
    inboxes: tuple[Inbox, ...]
    relay: Relay
    policy: Policy = field(default_factory=Policy)
    receiving: Receiving = field(default_factory=Receiving)
    delivering: Delivering = field(default_factory=Delivering)
    rhythm: Rhythm = field(default_factory=Rhythm)
    keeping: Keeping = field(default_factory=Keeping)
    authentication: Authentication = BELIEVE_NOBODY
    templates: Path | None = None
    board: Board = field(default_factory=Board)
    files: Path | None = None
    alerts: AlertSettings = field(default_factory=AlertSettings)
    channel: Channel = field(default_factory=AppriseAlert)
    clock: Callable[[], datetime] = wall_clock
    uptime: Callable[[], Uptime] | None = None
    in_process: bool = False
    alone: bool = True
    lasting: Lasting = field(default_factory=Lasting)
    limits: Limits = field(default_factory=Limits)


def supplies(mailbox: Mailbox, templates: Path | None = None) -> Supplies:
    """Vocabularies and templates, read once: the shipped ones, and an installation's own before them."""
    letters = {name: text for name, text in _texts(shipped("templates"), *SOURCES).items() if not _of_board(name)}
    if templates is not None:
        own = _own(templates, {name.partition("/")[0] for name in letters} | {BOARD})
        letters |= {name: text for name, text in own.items() if not _of_board(name)}
    return Supplies(vocabularies(), letters, mailbox)


def _own(templates: Path, letters: Set[str]) -> dict[str, str]:
    """An installation's own templates. Raises TemplateFault where they cannot be read, or stand in for no letter."""
    try:
        own = _texts(templates, *SOURCES)
    except OSError as fault:
        where = fault.filename or templates
        text = f"{where}: cannot be read: {fault.strerror}; mend it, or take it out of the folder of own templates"
        raise TemplateFault(text) from fault
    except UnicodeDecodeError as fault:
        raise TemplateFault(f"{templates}: a template in it is not UTF-8 ({fault.reason}); save it as UTF-8") from fault
    for folder in sorted({name.rpartition("/")[0] for name in own} - {""}):
        letter = LOCALE.sub("", folder).partition("/")[0]
        if letter not in letters and letter != "locale":
            near = get_close_matches(letter, letters, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise TemplateFault(f"{templates / folder}: no letter has that name{meant}")
    return own


def _of_board(name: str) -> bool:
    return name.startswith(f"{BOARD}/")


def site(store: Store, folder: Path, templates: Path | None = None) -> Site:
    """The board in that folder. Raises TemplateFault where a page of an installation's own is broken."""
    pages = _texts(shipped("templates") / BOARD, *SOURCES)
    if templates is not None and (templates / BOARD).is_dir():
        pages |= _texts(templates / BOARD, *SOURCES)
    try:
        return Site(store, Pages(pages, catalogues(templates)), folder)
    except TemplateFault as fault:
        raise TemplateFault(located(str(fault), templates)) from fault


def catalogues(templates: Path | None = None) -> Catalogues:
    """What is said in other languages: the shipped catalogues, an installation's own before them."""
    found = _texts(shipped("templates") / LOCALES, PO, prefix=f"{LOCALES}/")
    if templates is not None and (templates / LOCALES).is_dir():
        found |= _texts(templates / LOCALES, PO, prefix=f"{LOCALES}/")
    return Catalogues(found)


def vocabularies() -> dict[str, str]:
    """The vocabulary of each language, as text."""
    words = _texts(resources.files("mailflow") / "commands" / "vocabulary", ".toml")
    return {name.removesuffix(".toml"): text for name, text in words.items()}


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
    """A desk in this process, for `explain`, `check` and `preview`. Raises TemplateFault where a template is broken."""
    try:
        desk = furnish(supplies(mailbox, templates))
        desk.composer.check()
    except TemplateFault as fault:
        raise TemplateFault(located(str(fault), templates)) from fault
    return desk


def located(told: str, templates: Path | None) -> str:
    """What is told of a template, with the file's own path where it stands in an installation's folder."""
    name = told.removeprefix("templates/").partition(":")[0]
    if templates is None or not (templates / name).is_file():
        return told
    return f"{templates / name}{told.removeprefix('templates/').removeprefix(name)}"


def assemble(parts: Parts) -> Daemon:
    """A daemon that is ready to start. Raises StoreFault where the database cannot be used."""
    store = Store.open(parts.database, files=parts.files)
    timekeeper = None if parts.uptime is None else Timekeeper(store, parts.clock, parts.uptime)
    clock = timekeeper or parts.clock
    keys = store.meta.token_keys()
    limits = replace(parts.limits, size=parts.receiving.most)
    desk_supplies = replace(
        supplies(parts.mailbox, parts.templates),
        keys=keys,
        limits=limits,
        trusted=parts.authentication,
        board=parts.board.address,
    )
    worker = _worker(partial(furnish, desk_supplies), parts.in_process)
    tenure = Tenure(store, f"{socket.gethostname()}:{os.getpid()}", parts.lasting, clock, alone=parts.alone)
    alerting = Alerting(store, parts.channel, parts.alerts, clock) if parts.alerts.wanted else None
    spoken = Catalogues(desk_supplies.templates)
    deliverer = Deliverer(store, worker, parts.relay, parts.delivering, clock, tenure.sure, alerting, spoken)
    if alerting is not None:
        alerting.alarm = deliverer.alarm
    applier = Applier(parts.policy, keys, Words.from_toml(desk_supplies.vocabularies), deliverer.alarm)
    address = parts.mailbox.address
    names = resolver_for(parts.authentication)
    voucher = Voucher(names, parts.authentication)
    receivers = [
        Receiver(store, worker, applier, parts.receiving, clock, address, deliverer.alarm, voucher)
        for _ in parts.inboxes or (None,)
    ]
    return Daemon(
        store=store,
        receivers=receivers,
        inboxes=parts.inboxes,
        announcer=Announcer(store, deliverer.alarm),
        deliverer=deliverer,
        holds=Holds(store, applier),
        clock=clock,
        rhythm=parts.rhythm,
        manager=ServiceManager(),
        tenure=tenure,
        tools=(worker, parts.relay, names),
        keeping=parts.keeping,
        board=None if parts.board.folder is None else site(store, parts.board.folder, parts.templates),
        alerting=alerting,
        timekeeper=timekeeper,
    )


def _worker(setup: Callable[[], Desk], in_process: bool) -> Worker[Desk]:
    """Where messages are read and letters written: a process for each core, at most two."""
    if in_process:
        return InProcess(setup)
    return Pool(lambda: Sandbox(setup), min(os.cpu_count() or 1, 2))


# -- from a config


def parts_from(config: Config) -> Parts:
    """A daemon's parts as the config wants them."""
    return Parts(
        database=config.database_url,
        mailbox=config.mailbox,
        inboxes=inboxes_from(config),
        relay=relay_from(config),
        policy=config.policy,
        receiving=config.receiving,
        delivering=config.delivering,
        rhythm=config.rhythm,
        keeping=config.keeping,
        authentication=config.authentication,
        templates=config.templates,
        board=config.board,
        alerts=config.alerts,
        files=config.files,
        limits=config.reading,
        alone=sqlite_file(config.database_url) is not None,
        uptime=uptime,
    )


def inboxes_from(config: Config) -> tuple[Inbox, ...]:
    """The mailbox that the config names; none where mail comes through a pipe."""
    if config.imap is not None:
        return (ImapInbox(config.imap),)
    return (MaildirInbox(config.maildir),) if config.maildir is not None else ()


def resolver_for(authentication: Authentication) -> Resolver:
    """The DNS where DKIM keys are looked up."""
    return Resolver(DnsSettings(authentication.resolver))


def voucher_from(config: Config) -> Voucher:
    """What gathers the keys that evidence needs."""
    return Voucher(resolver_for(config.authentication), config.authentication)


def relay_from(config: Config) -> Relay:
    """The mail server that the config names."""
    return SmtpRelay(config.smtp)


@contextmanager
def sole_daemon(url: str) -> Iterator[None]:
    """Hold the lock beside an SQLite database; on PostgreSQL there may be several. Raises StoreFault where another
    daemon holds it."""
    path = sqlite_file(url)
    if path is None:
        yield
        return
    with _lock_file(path) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = f"database {path}: another mailflow daemon is running on it; stop that one first"
            raise StoreFault(text) from None
        yield


@contextmanager
def no_daemon(url: str) -> Iterator[None]:
    """Raise StoreFault where a daemon runs on the database; on SQLite, keep it so."""
    with sole_daemon(url):
        database = Database(url)
        try:
            with database.reading():
                expect_no_daemon(database)
        finally:
            database.close()
        yield


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for another one."""
    scheme, _, rest = url.partition(":")
    return Path(sqlite_path(rest)) if scheme == "sqlite" else None


def _lock_file(path: Path) -> TextIO:
    try:
        return Path(f"{path}.lock").open("a")
    except FileNotFoundError:
        raise StoreFault(f"database {path}: the folder {path.parent} does not exist; make it") from None
    except OSError as fault:
        text = f"database {path}: no lock can be made beside it: {fault.strerror}; let this user write to {path.parent}"
        raise StoreFault(text) from None
