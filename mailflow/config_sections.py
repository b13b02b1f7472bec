"""The tables of mailflow.toml."""

import ipaddress
import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from mailflow.mail.sender import normalise
from mailflow.mail.token import LONGEST_MAILBOX_NAME
from mailflow.spans import Length
from mailflow.toml_source import Section

_CHANNEL = re.compile(r"[a-z][a-z0-9]*://\S+$", re.IGNORECASE)
AlertKind = Literal["blocked", "question", "escalation"]
Tls = Literal["implicit", "starttls", "loopback-plain"]
Port = Annotated[int, Field(ge=1, le=65535)]
Count = Annotated[int, Field(ge=0)]
Text = Annotated[str, Field(min_length=1)]


def _address(value: object) -> object:
    if isinstance(value, str) and value and normalise(value) is None:
        raise ValueError(f'needs an email address such as "projects@acme.example", not {value!r}')
    return value


def _mailbox(value: object) -> object:
    """Room for a plus sign and a token has to be left in the 64 octets of a mailbox's name."""
    if not isinstance(value, str):
        return value
    if normalise(value) is None:
        raise ValueError(f'needs an email address such as "projects@acme.example", not {value!r}')
    name = value.rpartition("@")[0]
    if "+" in name or len(name.encode()) > LONGEST_MAILBOX_NAME:
        most = f"at most {LONGEST_MAILBOX_NAME} octets before the @, without a +"
        raise ValueError(f"needs {most}, since answers go to {name}+token@…")
    return normalise(value)


def _url(value: object) -> object:
    if isinstance(value, str) and not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise ValueError("needs sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME")
    return value


def _resolver(value: object) -> object:
    if isinstance(value, str) and value:
        host, _, port = value.rpartition(":") if value.count(":") == 1 else (value.strip("[]"), "", "53")
        try:
            ipaddress.ip_address(host)
            usable = port.isdecimal() and 0 < int(port) < 65536
        except ValueError:
            usable = False
        if not usable:
            raise ValueError(f'needs an address such as "127.0.0.1" or "127.0.0.1:5353", not {value!r}')
    return value


def _channels(value: object) -> object:
    """Several addresses, as the environment has them, are parted by spaces."""
    found = value.split() if isinstance(value, str) else value
    if isinstance(found, list) and not all(isinstance(one, str) and _CHANNEL.match(one) for one in found):
        raise ValueError('needs addresses of channels such as "ntfy://ntfy.example/projects"')
    return found


Channels = Annotated[list[str], BeforeValidator(_channels)]


def loopback(host: str) -> bool:
    """Whether a host is this machine and no other."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


class MailSection(Section):
    """``[mail]``."""

    address: Annotated[str, BeforeValidator(_mailbox)]
    name: str = ""
    plus: bool = True
    settle: Length = timedelta(minutes=5)


class DatabaseSection(Section):
    """``[database]``."""

    url: Annotated[str, BeforeValidator(_url)]


class Login(Section):
    """What a mailbox and a mail server have in common."""

    host: Text
    port: Port
    tls: Tls = "implicit"
    user: str = ""
    password: str = Field(default="", repr=False)
    password_file: str = ""
    auth: Literal["password", "xoauth2"] = "password"
    token_command: str = ""
    ca_file: str = ""


class ImapSection(Login):
    """``[imap]``."""

    port: Port = 993
    user: Text
    folder: Text = "INBOX"
    poll_interval: Length = timedelta(seconds=60)
    backfill: bool = False
    unregistered: Literal["leave", "file"] = "leave"


class MaildirSection(Section):
    """``[maildir]``."""

    path: Text
    folder: Text = "INBOX"
    poll_interval: Length = timedelta(seconds=60)
    backfill: bool = False
    unregistered: Literal["leave", "file"] = "leave"


class SmtpSection(Login):
    """``[smtp]``. 0 means no limit of our own."""

    port: Port = 465
    connections: Annotated[int, Field(ge=0, le=50)] = 2
    per_minute: Count = 20
    per_day: Count = 1500


class LimitsSection(Section):
    """``[limits]``. 0 means none."""

    letters_per_hour: Count = 300
    join_receipts_after: Count = 3
    letters_per_person_and_day: Count = 12
    message_size: Annotated[int, Field(ge=64 * 1024, le=100 * 1024 * 1024)] = 10 * 1024 * 1024


class AttachmentsSection(Section):
    """``[attachments]``. Octets; `pass_on = 0`: none go with a letter."""

    dir: str = ""
    most: Annotated[int, Field(ge=1, le=100)] = 20
    size: Annotated[int, Field(ge=1, le=100 * 1024 * 1024)] = 10 * 1024 * 1024
    total: Annotated[int, Field(ge=1, le=100 * 1024 * 1024)] = 25 * 1024 * 1024
    pass_on: Annotated[int, Field(ge=0, le=25 * 1024 * 1024)] = 5 * 1024 * 1024


class RetentionSection(Section):
    """``[retention]``. "0s" means for ever."""

    mail: Length = timedelta(days=90)


class TrustSection(Section):
    """``[trust]``."""

    authserv_id: str = ""
    border: str = ""
    resolver: Annotated[str, BeforeValidator(_resolver)] = ""
    provider: Literal["", "google", "microsoft365"] = ""
    payments: bool = False
    hold: Length = timedelta(minutes=15)
    second_owner_over: Annotated[Decimal, Field(ge=0)] | None = None
    token_alone: Annotated[int, Field(ge=1, le=3)] = 1


class OperatorSection(Section):
    """``[operator]``."""

    email: Annotated[str, BeforeValidator(_address)] = ""
    alerts: Channels = Field(default_factory=list)


class AlertsSection(Section):
    """``[alerts]``. `channels` are addresses, `on` what is told there, `projects` of which (empty: all)."""

    channels: Channels = Field(default_factory=list)
    channels_file: str = ""
    on: tuple[AlertKind, ...] = Field(default=("blocked", "question", "escalation"), strict=False)
    projects: list[str] = Field(default_factory=list)


class TemplatesSection(Section):
    """``[templates]``."""

    dir: Text


class BusinessSection(Section):
    """``[business]``."""

    vision: Annotated[str, Field(max_length=120, pattern=r"^[^\r\n]*$")] = ""


class BoardSection(Section):
    """``[board]``."""

    dir: str
    address: Annotated[str, Field(pattern=r"^(https?://[^\s/]+(/\S*)?)?$")] = ""


class ConfigSection(Section):
    """The whole of mailflow.toml."""

    mail: MailSection
    database: DatabaseSection
    imap: ImapSection | None = None
    maildir: MaildirSection | None = None
    smtp: SmtpSection
    limits: LimitsSection = LimitsSection()
    attachments: AttachmentsSection = AttachmentsSection()
    retention: RetentionSection = RetentionSection()
    trust: TrustSection = TrustSection()
    operator: OperatorSection = OperatorSection()
    alerts: AlertsSection = AlertsSection()
    templates: TemplatesSection | None = None
    board: BoardSection | None = None
    business: BusinessSection = BusinessSection()
