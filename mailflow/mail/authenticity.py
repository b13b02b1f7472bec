"""What a message proves about its sender: the letter of ours that it answers, and whether its domain vouches for it."""

from collections.abc import Sequence
from datetime import datetime

from mailflow.domain.authority import Aligned, Evidence, is_alive, is_fresh, is_timely, still_vouches
from mailflow.domain.reading import Answered, Context
from mailflow.mail.border import Authentication, Said, said_at_border
from mailflow.mail.dkim_signature import header_flaw, signatures, untimely
from mailflow.mail.dkim_verify import key_names, verify
from mailflow.mail.header_fields import Field, fields_of, head_of, values
from mailflow.mail.message import InboundMessage
from mailflow.mail.sender import senders

__all__ = ["Authentication", "answers_freshly", "wanted_keys", "weigh"]

CHALLENGE = "challenge"
BELIEVE_NOBODY = Authentication()
CONFIRMED_LATELY = Said(Aligned.YES, "its sender confirmed something at the registered address lately", "confirmed")
SILENT = Said(Aligned.UNKNOWN, "nothing shows that its domain vouches for it")


def wanted_keys(
    raw: bytes, now: datetime, ours: frozenset[str], trusted: Authentication = BELIEVE_NOBODY
) -> tuple[str, ...]:
    """The names of the DKIM keys that have to be looked up before this message is weighed; mostly none or one.

    Pure and cheap; never raises.
    """
    if b"dkim-signature" not in head_of(raw).lower():
        return ()
    fields = fields_of(raw)
    found = senders(values(fields, "from"))
    names = key_names(fields, found[0], now, ours) if len(found) == 1 else ()
    if names and _at_border(fields, found[0], now, ours, trusted).aligned is Aligned.YES:
        return ()
    return names


def weigh(message: InboundMessage, context: Context, trusted: Authentication = BELIEVE_NOBODY) -> Evidence:
    """The evidence that comes with a message, keys being among `context.keys`."""
    person, sender = context.person, message.sender or ""
    if person is None or not sender:
        whose = context.holder.person if context.holder is not None else None
        answered = "" if whose is None else f", and answers a letter that was sent to {whose.name}"
        return Evidence(sender, why=f"it is from nobody registered{answered}")
    letter = context.letter if context.letter is not None and context.letter.person == person.id else None
    token = letter is not None and _is_alive(letter, context)
    fresh = letter is not None and token and is_fresh(letter.sent_at, context.now)
    said = _authenticated(message, sender, context, trusted)
    asks = letter is not None and letter.letter == CHALLENGE
    unknown = token and not asks and said.aligned is Aligned.UNKNOWN
    if unknown and still_vouches(context.confirmed_at, context.now):
        said = CONFIRMED_LATELY
    return Evidence(
        sender,
        token=token,
        fresh=fresh,
        aligned=said.aligned,
        why=f"{_of_token(letter, token, fresh)}; {said.why}",
        confirms=asks and said.aligned is not Aligned.NO and _in_time(letter, context.now),
        covers=_covers(letter) if letter is not None and token else frozenset(),
        by=f"{said.by} {said.domain}".strip(),
    )


def answers_freshly(context: Context) -> bool:
    """Whether the letter answered is recent enough for somebody at another address to be taken for its reader, and
    its reader to be asked."""
    letter = context.letter
    return letter is not None and _is_alive(letter, context) and is_fresh(letter.sent_at, context.now)


def _in_time(letter: Answered | None, now: datetime) -> bool:
    """Whether what was asked at the registered address can still be answered. Who holds that mailbox is that person."""
    return letter is not None and is_timely(letter.sent_at, now)


def _of_token(letter: Answered | None, token: bool, fresh: bool) -> str:
    if letter is None:
        return "it answers no letter that was sent to this person"
    if not token:
        return "it answers a letter of a project that was closed more than 90 days ago"
    if letter.letter == CHALLENGE:
        return "it answers what we asked at the registered address, which a YES or NO is enough for"
    age = "within 30 days" if fresh else "more than 30 days ago"
    return f"it answers a letter that was sent to this person {age}"


def _is_alive(letter: Answered, context: Context) -> bool:
    closed = (snapshot.closed_at for snapshot in context.snapshots if snapshot.code == letter.about.project)
    return is_alive(next(closed, None), context.now)


def _covers(letter: Answered) -> frozenset[str]:
    """The projects that a letter showed."""
    return frozenset({letter.about.project, *(item.project for item in letter.items)}) - {""}


def _authenticated(message: InboundMessage, sender: str, context: Context, trusted: Authentication) -> Said:
    """Our own verifying first; then the border, whose doubt outweighs its silence."""
    signed = "dkim-signature" in message.headers
    if not signed and not trusted.authserv_id and not trusted.provider:
        return SILENT
    fields = fields_of(message.raw)
    now, ours = context.now, context.our_addresses
    own = verify(message.raw, fields, sender, context.keys, now, ours) if signed else None
    if own is not None and own.aligned is Aligned.YES:
        return own
    border = _at_border(fields, sender, now, ours, trusted)
    return border if border.aligned is not Aligned.UNKNOWN or own is None else own


def _at_border(
    fields: Sequence[Field], sender: str, now: datetime, ours: frozenset[str], trusted: Authentication
) -> Said:
    """What the border says, but for good signatures that leave open what matters: it does not look at that."""
    said = said_at_border(fields, sender, ours, trusted)
    if said is None:
        return SILENT
    if said.by != "border":
        return said
    made = [one for one in signatures(fields) if one.domain == said.domain]
    flaws = [header_flaw(one, fields, now, ours) for one in made]
    why = untimely(fields, now) or (flaws[0] if flaws and all(flaws) else None)
    return said if why is None else Said(Aligned.UNKNOWN, f"a good signature counts as nothing: {why}")
