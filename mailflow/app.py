"""The composition root: the one place where concrete transports, the store and the flows are put together."""

import gc
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from mailflow.board.settings import Board
from mailflow.commands.words import Words
from mailflow.config import Config
from mailflow.daemon import Daemon
from mailflow.domain.clock import Uptime
from mailflow.flows.alerting import Alerting, AlertSettings, Channel
from mailflow.flows.announce import Announcer
from mailflow.flows.apply import Applier
from mailflow.flows.deliver import Deliverer, Delivering
from mailflow.flows.desk import Desk, furnish
from mailflow.flows.holds import Holds
from mailflow.flows.receive import Receiver, Receiving
from mailflow.flows.retention import Keeping
from mailflow.flows.tenure import Lasting, Tenure
from mailflow.flows.timekeeper import Timekeeper
from mailflow.flows.turn import Policy
from mailflow.flows.vouch import Voucher
from mailflow.mail.authenticity import BELIEVE_NOBODY, Authentication
from mailflow.mail.catalogue import Catalogues
from mailflow.mail.mailbox import Mailbox
from mailflow.mail.read import Limits
from mailflow.rounds import Rhythm
from mailflow.shipped import site, supplies
from mailflow.sole import sqlite_file
from mailflow.store import Store
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


def keep_what_stands() -> None:
    """What exists by now (modules, templates, a daemon) stays as long as the process does, or nearly: the garbage
    collector does not look through it again and again while mail is read."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


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
        alerting.alarm, alerting.sure = deliverer.alarm, tenure.sure
    words = cache(partial(Words.from_toml, desk_supplies.vocabularies))  # seldom needed outside the worker
    applier = Applier(parts.policy, keys, words, deliverer.alarm)
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
