"""What the mail that has come in tells of the mailbox: whether plus-addresses work, and whether the clocks agree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from mailflow.doctor.finding import Finding, good, unknown, wrong
from mailflow.mail.dkim_signature import tag_list
from mailflow.mail.header_fields import fields_of, values
from mailflow.mail.read import peek
from mailflow.mail.token import tokens_in

BEHIND = timedelta(seconds=30)
AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Came:
    """A message in the journal: its bytes, or their beginning, and when it was committed."""

    raw: bytes
    at: datetime


def plus_findings(came: Iterable[Came], keys: Sequence[bytes], *, wanted: bool = True) -> Iterator[Finding]:
    """Whether an answer to a letter's own plus-address has ever arrived. `wanted`: letters ask for such answers."""
    if not wanted:
        yield good("plus-addresses", "not used: answers are known by their Message-ID, or by a token in the subject")
        return
    seen = [peek(one.raw) for one in came]
    if any(tokens_in(one.addressed, keys) for one in seen):
        yield good("plus-addresses", "answers to them arrive")
    elif any(tokens_in((*one.references, one.subject), keys) for one in seen):
        text = "answers have come, and none by a plus-address: mailflow knows them by their Message-ID alone"
        yield wrong(
            "plus-addresses",
            text,
            "Have the server deliver address+anything to the mailbox, or set [mail] plus = false.",
        )
    else:
        text = "no answer to a letter has come in yet"
        yield unknown("plus-addresses", text, "Send a mail to the address with +x before the @: it has to arrive.")


def clock_findings(came: Iterable[Came]) -> Iterator[Finding]:
    """This machine's clock beside that of the server which took the mail in last: by the quickest of the messages."""
    delays = [one.at - received for one in came if (received := received_at(one.raw)) is not None]
    if not delays:
        yield unknown("clock", "no mail has come in that tells the server's time", "Keep both clocks by NTP.")
        return
    quickest = min(delays)
    seconds = abs(int(quickest.total_seconds()))
    remedy = "Set both by NTP: signatures and confirmations are judged by the time."
    if quickest < -BEHIND:
        yield wrong("clock", f"this machine is at least {seconds} s behind the mail server", remedy)
    elif quickest > AHEAD:
        text = f"mail needs {seconds} s from the server to here: this clock is ahead, or mail is fetched seldom"
        yield wrong("clock", text, remedy)
    else:
        yield good("clock", f"it agrees with the mail server's (within {seconds} s)")


def received_at(raw: bytes) -> datetime | None:
    """When the last server took a message in, by its topmost Received line."""
    line = next(iter(values(fields_of(raw), "received")), "")
    try:
        found = parsedate_to_datetime(line.rpartition(";")[2].strip())
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def selectors_seen(came: Iterable[Came], domain: str) -> list[str]:
    """The selectors of that domain's own DKIM signatures."""
    signatures = [value for one in came for value in values(fields_of(one.raw), "dkim-signature")]
    tags = [tag_list(value) or {} for value in signatures]
    return list(dict.fromkeys(one["s"] for one in tags if one.get("d", "").lower() == domain and one.get("s")))
