"""``doctor``: what is risky or missing in this installation."""

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.app import resolver_for
from mailflow.cli.options import config_option, json_option
from mailflow.cli.output import harmless, lines_of_json
from mailflow.config import Config, load
from mailflow.config_secrets import secrets_kept
from mailflow.doctor import machine, policy, sending_domain
from mailflow.doctor.arrivals import Came, clock_findings, plus_findings, selectors_seen
from mailflow.doctor.finding import Finding, Mark, unknown
from mailflow.doctor.servers import server_finding
from mailflow.domain.authority import risks
from mailflow.sole import sqlite_file
from mailflow.store import Store, StoreFault
from mailflow.transports.tls_seen import imap_tls, smtp_tls

LOOKED_AT = 200
SIGNS = {Mark.GOOD: ("✓", "green"), Mark.RISK: ("!", "yellow"), Mark.UNKNOWN: ("?", "cyan"), Mark.WRONG: ("✗", "red")}


@click.command(short_help="What is risky or missing here.")
@config_option
@json_option
@click.option("--selector", "selectors", multiple=True, metavar="NAME", help="A DKIM selector of your mail server.")
def doctor(config_path: Path, as_json: bool, selectors: tuple[str, ...]) -> None:
    """Tell what is risky or missing in this installation, and what can be done about it.

    ✓ is well, ! is a risk that may be your choice, ? could not be seen, ✗ needs you. Nothing is changed and no letter
    is sent. Status 1 where anything is ✗.
    """
    config = load(config_path)
    findings = list(_findings(config, selectors))
    if as_json:
        lines_of_json(asdict(finding) for finding in findings)
    else:
        _tell(findings)
    sys.exit(1 if any(finding.mark is Mark.WRONG for finding in findings) else 0)


def _findings(config: Config, selectors: tuple[str, ...]) -> Iterator[Finding]:
    now = datetime.now(UTC)
    came, keys = _came(config)
    yield from policy.trust_findings(risks(config.policy.trust))
    yield from policy.evidence_findings(config.authentication)
    yield from _domain(config, (*selectors, *selectors_seen(came, _domain_of(config))))
    yield from plus_findings(came, keys, wanted=config.mailbox.plus)
    yield from _servers(config, now)
    yield from clock_findings(came)
    yield from machine.secret_findings(list(secrets_kept(config.path, os.environ)))
    yield from machine.config_findings(config.path, config.templates)
    yield from machine.database_findings(sqlite_file(config.database_url))
    yield from policy.retention_findings(config.keeping.mail)
    yield from policy.operator_findings(config.delivering.operator)
    yield from policy.alert_findings(config.alerts, _alerts(config))
    yield from machine.user_findings()


def _domain_of(config: Config) -> str:
    return config.mailbox.address.rpartition("@")[2]


def _came(config: Config) -> tuple[list[Came], tuple[bytes, ...]]:
    """The newest messages whose bytes are kept, and the keys of our tokens; none where there is no database yet."""
    path = sqlite_file(config.database_url)
    if path is not None and not path.exists():
        return [], ()
    try:
        store = Store.open(config.database_url, migrate=False)
    except StoreFault:
        return [], ()
    try:
        rows = store.journal.messages(LOOKED_AT)
        raws = [(store.journal.raw(row.id), row.received_at) for row in rows]
        came = [Came(raw, at) for raw, at in raws if raw is not None]
        return came, store.meta.token_keys() if came else ()
    finally:
        store.close()


def _alerts(config: Config) -> dict[str, int]:
    """What became of alerts; nothing where there is no database yet."""
    path = sqlite_file(config.database_url)
    if path is not None and not path.exists():
        return {}
    try:
        store = Store.open(config.database_url, migrate=False)
    except StoreFault:
        return {}
    try:
        return store.alerts.counts()
    finally:
        store.close()


def _domain(config: Config, selectors: tuple[str, ...]) -> Iterator[Finding]:
    domain = _domain_of(config)
    asked = tuple(dict.fromkeys((*selectors, *sending_domain.USUAL_SELECTORS)))
    resolver = resolver_for(config.authentication)
    try:
        records = resolver.txt(sending_domain.names(domain, asked))
    finally:
        resolver.close()
    yield from sending_domain.findings(domain, asked, records)


def _servers(config: Config, now: datetime) -> Iterator[Finding]:
    imap = config.imap
    if imap is not None:
        yield server_finding("IMAP", lambda: imap_tls(imap), now)
    else:
        yield unknown("IMAP", "mail comes through a Maildir or a pipe, so there is no connection to look at")
    yield server_finding("SMTP", lambda: smtp_tls(config.smtp), now)


def _tell(findings: list[Finding]) -> None:
    for finding in findings:
        sign, colour = SIGNS[finding.mark]
        click.echo(f"{click.style(sign, fg=colour)} {finding.area}: {harmless(finding.text)}")
        if finding.remedy:
            click.echo(f"    {harmless(finding.remedy)}")
    counts = {mark: sum(finding.mark is mark for finding in findings) for mark in Mark}
    click.echo()
    click.echo(
        f"{counts[Mark.WRONG]} to be mended, {counts[Mark.RISK]} risks, {counts[Mark.UNKNOWN]} not seen, "
        f"{counts[Mark.GOOD]} well."
    )
