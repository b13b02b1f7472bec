"""What an installation has chosen: whom it believes, how long it keeps things, who hears of faults."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from mailflow.doctor.finding import Finding, good, risk
from mailflow.domain.people import Person
from mailflow.flows.alerting import AlertSettings
from mailflow.mail.border import Authentication
from mailflow.store.alerts import GIVEN_UP

SHORT = timedelta(days=7)
LONG = timedelta(days=366)


def trust_findings(risks: Iterable[str]) -> Iterator[Finding]:
    """The policy: one finding for each risk of it."""
    remedy = "Leave it only if that is what you want: [trust] in mailflow.toml, docs/security.md."
    listed = [risk("trust policy", text, remedy) for text in risks]
    yield from listed or [
        good("trust policy", "the strictest: decisions take a signed mail and a token, money no mail")
    ]


def evidence_findings(believed: Authentication) -> Iterator[Finding]:
    """Whose word counts for a sender's."""
    if believed.provider:
        text = f"the headers of {believed.provider} are believed: right only if your mailbox is really there"
        yield risk("evidence", text, "See [trust] provider.")
    elif believed.authserv_id:
        border = believed.border or believed.authserv_id
        yield risk(
            "evidence",
            f"what {believed.authserv_id} says above the Received line of {border} is believed: it has to take forged "
            "Authentication-Results off, or write its own above them",
            "Send the mailbox a mail with a forged one from outside, and see what `mailflow explain` says of it.",
        )
    else:
        yield risk(
            "evidence",
            "no authserv_id: only DKIM signatures that mailflow verifies itself prove a sender's domain; one that your "
            "server breaks on the way proves nothing, and its writer is asked",
            "Name your mail server in [trust] authserv_id if it checks mail.",
        )
    if not believed.resolver:
        text = "DKIM keys come from the system's DNS server: best is one that checks DNSSEC"
        yield risk("evidence", text, "Name one in [trust] resolver, if the system's does not check.")


def retention_findings(mail: timedelta | None) -> Iterator[Finding]:
    """How long the bytes of mail stay."""
    if mail is None:
        text = "the bytes of all mail are kept for ever, private lines and attached files with them"
        yield risk("retention", text, 'Set [retention] mail, such as "90d".')
    elif mail > LONG:
        yield risk("retention", f"the bytes of mail are kept for {mail.days} days", "Shorten [retention] mail.")
    elif mail < SHORT:
        text = f"the bytes of mail go after {mail}: `mailflow replay` and `explain` have nothing to look at then"
        yield risk("retention", text, "A week or more leaves time to look into a mail.")
    else:
        yield good("retention", f"the bytes of mail are let go of after {mail.days} days")


def alert_findings(settings: AlertSettings, counts: Mapping[str, int]) -> Iterator[Finding]:
    """Who is told at once on other channels than mail, and whether they are."""
    if not settings.wanted:
        text = "none: blockers, urgent questions and escalations reach owners by mail alone"
        yield good("alerts", text)
        return
    if settings.to and not settings.operator:
        text = "nobody hears on another channel when mail itself fails"
        yield risk("alerts", text, "Name a channel in [operator] alerts.")
    if counts.get(GIVEN_UP):
        text = f"{counts[GIVEN_UP]} of the last five weeks were given up"
        yield risk("alerts", text, "`mailflow check` tries every channel.")
    else:
        yield good("alerts", f"{len(set(settings.to) | set(settings.operator))} channels; `mailflow check` tries them")


def operator_findings(operator: Person | None) -> Iterator[Finding]:
    """Who hears of faults."""
    if operator is None:
        yield risk("operator", "nobody hears of faults", "Name somebody in [operator] email.")
    else:
        yield good("operator", "somebody hears of faults")
