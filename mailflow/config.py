"""mailflow.toml to frozen settings. Everything that is wrong is reported at once, each with file, line and key."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailflow.board.settings import Board
from mailflow.config_sections import (
    AttachmentsSection,
    BoardSection,
    ConfigSection,
    ImapSection,
    LimitsSection,
    Login,
    MaildirSection,
    SmtpSection,
    TrustSection,
    loopback,
)
from mailflow.domain.authority import Trust
from mailflow.domain.people import Person
from mailflow.flows.alerting import AlertSettings
from mailflow.flows.deliver import Delivering
from mailflow.flows.receive import Receiving
from mailflow.flows.retention import Keeping
from mailflow.flows.turn import Policy
from mailflow.letters.pacing import PaceLimits
from mailflow.mail.authenticity import Authentication
from mailflow.mail.mailbox import Mailbox
from mailflow.mail.read import Limits
from mailflow.project_file import load_project, load_projects
from mailflow.rounds import Rhythm
from mailflow.store import files_beside
from mailflow.toml_source import ConfigFault, Fault, Source
from mailflow.transports.imap import ImapSettings
from mailflow.transports.smtp import SmtpSettings

__all__ = ["Config", "ConfigFault", "Fault", "load", "load_project", "load_projects"]

MANY_CONNECTIONS = 8
ALONE = frozenset({"database", "alerts"})
"""Tables whose secret may stand outside the file although they are not in it."""
STATE = Path("/var/lib/mailflow")
SECRETS = (
    ("imap", "password", "MAILFLOW_IMAP_PASSWORD", "imap-password"),
    ("smtp", "password", "MAILFLOW_SMTP_PASSWORD", "smtp-password"),
    ("database", "url", "MAILFLOW_DATABASE_URL", "database-url"),
    ("alerts", "channels", "MAILFLOW_ALERTS_CHANNELS", "alerts-channels"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """An installation's settings, each part as its user wants it. At most one of `imap` and `maildir` is set."""

    path: Path
    database_url: str
    mailbox: Mailbox
    smtp: SmtpSettings
    imap: ImapSettings | None
    maildir: Path | None
    receiving: Receiving
    policy: Policy
    delivering: Delivering
    rhythm: Rhythm
    keeping: Keeping
    authentication: Authentication
    templates: Path | None
    files: Path
    reading: Limits
    alerts: AlertSettings
    board: Board


def load(path: Path, environ: Mapping[str, str] | None = None) -> Config:
    """The settings in that file, with secrets from the environment (default: the process's) and from systemd's
    credentials before the file's own. Raises ConfigFault with everything that is wrong."""
    source = Source(path)
    unread = _channels_from_file(source)
    _overlay(source.data, os.environ if environ is None else environ)
    section, faults = source.parse(ConfigSection)
    faults += [fault for table in ("imap", "smtp") for fault in _login_faults(source, table)]
    if "imap" in source.data and "maildir" in source.data:
        faults.append(source.fault(("maildir",), "stands beside [imap]; keep the one that mail comes from"))
    faults += unread
    if section is None or faults:
        raise ConfigFault(faults)
    return _config(path, section)


# -- secrets


def _overlay(data: dict[str, Any], environ: Mapping[str, str]) -> None:
    """Put secrets from outside the file where the file would have them."""
    for table, key, variable, credential in SECRETS:
        value = environ.get(variable) or _credential(environ, credential)
        if value and (table in ALONE or isinstance(data.get(table), dict)):
            section = data.setdefault(table, {})
            if isinstance(section, dict):
                section[key] = value
                section.pop(f"{key}_file", None)


def _channels_from_file(source: Source) -> list[Fault]:
    """Put the addresses of channels where they would stand; what keeps that file from being read."""
    table = source.data.get("alerts")
    named = table.get("channels_file") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(named, str) or not named:
        return []
    place = ("alerts", "channels_file")
    if table.get("channels"):
        return [source.fault(place, "stands beside channels; keep one of them")]
    try:
        table["channels"] = (Path(source.name).parent / Path(named).expanduser()).read_text(encoding="utf-8")
    except (OSError, ValueError, RuntimeError) as fault:
        said = getattr(fault, "strerror", None) or fault
        return [source.fault(place, f"cannot be read: {said}; name a readable file")]
    return []


def _credential(environ: Mapping[str, str], name: str) -> str:
    folder = environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return ""
    try:
        return _first_line(Path(folder) / name)
    except (OSError, ValueError):
        return ""


def _first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].strip("\r")


def _password(section: Login, folder: Path) -> str | None:
    if section.password_file:
        return _first_line(folder / Path(section.password_file).expanduser())
    return section.password or None


# -- what each key allows but all of them together do not


def _login_faults(source: Source, table: str) -> Iterator[Fault]:
    found = source.data.get(table)
    if not isinstance(found, dict):
        return
    host, tls = found.get("host"), found.get("tls")
    if tls == "loopback-plain" and isinstance(host, str) and not loopback(host):
        text = f'is for this machine alone, and {host} is another; use "implicit" or "starttls"'
        yield source.fault((table, "tls"), text)
    if found.get("user"):
        yield from _proof_faults(source, table, found)
    elif table == "smtp" and any(found.get(key) for key in ("password", "password_file", "token_command")):
        yield source.fault((table, "user"), "is missing beside a password; add it, or remove the password")
    if found.get("password_file"):
        yield from _file_faults(source, table, found)


def _proof_faults(source: Source, table: str, found: Mapping[str, Any]) -> Iterator[Fault]:
    if found.get("auth") == "xoauth2":
        if not found.get("token_command"):
            text = "is missing; name the command that prints an access token"
            yield source.fault((table, "token_command"), text)
    elif not found.get("password") and not found.get("password_file"):
        variable, credential = next((env, name) for where, _, env, name in SECRETS if where == table)
        text = f"is missing; set it, password_file, {variable} or the systemd credential {credential}"
        yield source.fault((table, "password"), text)


def _file_faults(source: Source, table: str, found: Mapping[str, Any]) -> Iterator[Fault]:
    place = (table, "password_file")
    if found.get("password"):
        yield source.fault(place, "stands beside password; keep one of them")
    try:
        if not _first_line(Path(source.name).parent / Path(str(found["password_file"])).expanduser()):
            yield source.fault(place, "names an empty file; write the password into its first line")
    except (OSError, ValueError, RuntimeError) as fault:
        yield source.fault(place, f"cannot be read: {getattr(fault, 'strerror', None) or fault}; name a readable file")


# -- settings


def _config(path: Path, section: ConfigSection) -> Config:
    folder, inbox, trust = path.parent, section.imap or section.maildir, section.trust
    return Config(
        path=path,
        database_url=section.database.url,
        mailbox=Mailbox(section.mail.address, section.mail.name, section.business.vision.strip(), section.mail.plus),
        smtp=_smtp(section.smtp, section.mail.address, folder),
        imap=None if section.imap is None else _imap(section.imap, folder),
        maildir=None if section.maildir is None else Path(section.maildir.path).expanduser(),
        receiving=_receiving(inbox, section.limits),
        policy=Policy(_trust(trust), section.mail.settle),
        delivering=_delivering(section),
        rhythm=Rhythm() if inbox is None else Rhythm(poll=inbox.poll_interval.total_seconds()),
        keeping=Keeping(section.retention.mail or None),
        authentication=Authentication(trust.authserv_id, trust.border, trust.resolver, trust.provider),
        files=_files(section, folder),
        reading=_limits(section.attachments),
        templates=None if section.templates is None else folder / Path(section.templates.dir).expanduser(),
        alerts=_alerts(section),
        board=_board(section.board, folder),
    )


def _board(section: BoardSection | None, folder: Path) -> Board:
    if section is None:
        return Board()
    address = section.address and section.address.rstrip("/") + "/"
    return Board(folder / Path(section.dir).expanduser(), address)


def _alerts(section: ConfigSection) -> AlertSettings:
    found = section.alerts
    return AlertSettings(
        to=tuple(found.channels),
        on=tuple(found.on),
        projects=tuple(found.projects),
        operator=tuple(section.operator.alerts),
    )


def _imap(section: ImapSection, folder: Path) -> ImapSettings:
    by_token = section.auth == "xoauth2"
    return ImapSettings(
        host=section.host,
        port=section.port,
        tls=section.tls,
        user=section.user,
        password=None if by_token else _password(section, folder),
        token_command=section.token_command if by_token else None,
        ca_file=section.ca_file or None,
    )


def _smtp(section: SmtpSection, sender: str, folder: Path) -> SmtpSettings:
    by_token = section.auth == "xoauth2"
    return SmtpSettings(
        host=section.host,
        port=section.port,
        tls=section.tls,
        sender=sender,
        user=section.user or None,
        password=None if by_token or not section.user else _password(section, folder),
        token_command=section.token_command if by_token else None,
        connections=section.connections or MANY_CONNECTIONS,
        ca_file=section.ca_file or None,
    )


def _receiving(inbox: ImapSection | MaildirSection | None, limits: LimitsSection) -> Receiving:
    if inbox is None:
        return Receiving(most=limits.message_size)
    return Receiving(
        folder=inbox.folder,
        backfill=inbox.backfill,
        file_strangers=inbox.unregistered == "file",
        most=limits.message_size,
    )


def _files(section: ConfigSection, folder: Path) -> Path:
    """Where what comes with messages is kept: beside an SQLite database, unless the config names a folder."""
    if section.attachments.dir:
        return folder / Path(section.attachments.dir).expanduser()
    return files_beside(section.database.url) or STATE / "files"


def _limits(section: AttachmentsSection) -> Limits:
    return Limits(files=section.most, file_octets=section.size, files_octets=section.total)


def _delivering(section: ConfigSection) -> Delivering:
    limits, email = section.limits, section.operator.email
    return Delivering(
        per_minute=section.smtp.per_minute,
        per_day=section.smtp.per_day,
        per_hour=limits.letters_per_hour,
        pace=PaceLimits(limits.letters_per_person_and_day, limits.join_receipts_after),
        passed_on=section.attachments.pass_on,
        operator=Person("operator", "Operator", (email,)) if email else None,
    )


def _trust(section: TrustSection) -> Trust:
    return Trust(section.token_alone, section.payments, section.hold, section.second_owner_over)
