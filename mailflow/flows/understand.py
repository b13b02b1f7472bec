"""One message, understood: the same pure function for the daemon, its worker process and `mailflow explain`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from mailflow.commands.grammar import Grammar, grammar
from mailflow.commands.words import Words
from mailflow.domain.authority import Evidence
from mailflow.domain.disposition import BY_NAME, Reason
from mailflow.domain.enclosed import Enclosed
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked, Context, ReplyText, Unclear
from mailflow.mail.absence import back_on
from mailflow.mail.authenticity import BELIEVE_NOBODY, Authentication, answers_freshly, weigh
from mailflow.mail.bounce import Bounce, report
from mailflow.mail.calendar_reply import CalendarReply, calendar_reply
from mailflow.mail.enclosures import enclosures, links
from mailflow.mail.message import InboundMessage
from mailflow.mail.read import Limits, Unreadable, peek, read
from mailflow.mail.reply_text import reply_text
from mailflow.mail.screen import screen

EMPTY_REPLY = ReplyText("")


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message says and what is to become of it, before anything is applied.

    `told` are the ids of the people to whom the message went as well; `bounce` is what a delivery report says, `rsvp`
    what a calendar answers, `back` the day of return that an automatic answer tells. `files` came along, and `contents`
    are their bytes by SHA-256; `links` are the web addresses in the reply.
    """

    reason: Reason
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    content_key: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    reply: ReplyText = EMPTY_REPLY
    asked: tuple[Asked, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    files: tuple[Enclosed, ...] = ()
    links: tuple[str, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    told: frozenset[str] = frozenset()
    bounce: Bounce | None = None
    rsvp: CalendarReply | None = None
    back: date | None = None


def understand(
    raw: bytes,
    context: Context,
    words: Words,
    keys: Sequence[bytes] = (),
    limits: Limits | None = None,
    trusted: Authentication = BELIEVE_NOBODY,
) -> Understood:
    """What `raw` asks for, read against `context`. Raises nothing for any bytes at all.

    `keys` are those of our tokens: a delivery report counts only with one of them in it. `trusted` is whose word
    counts for a sender's.
    """
    try:
        message = read(raw, limits)
    except Unreadable as fault:
        return unread(raw, fault.reason)
    known = Understood(
        reason=BY_NAME["ok"],
        message_id=message.message_id,
        sender=message.senders[0] if len(message.senders) == 1 else "",
        subject=message.subject,
        content_key=message.content_key,
        evidence=weigh(message, context, trusted),
        told=_told(message, context.holder or context),
    )
    screened = _set_aside(message, context)
    if screened == "unregistered" and context.holder is not None and answers_freshly(context.holder):
        theirs = _interpreted(_with_files(known, message, context, limits), message, context.holder, words)
        return replace(theirs, reason=BY_NAME["unproven"])
    if screened is not None:
        bounce = report(message, keys) if screened == "bounce" else None
        rsvp = calendar_reply(message.calendar or "", context.now) if screened == "calendar_reply" else None
        back = back_on(message) if screened == "auto_reply" else None
        return replace(known, reason=BY_NAME[screened], bounce=bounce, rsvp=rsvp, back=back)
    return _interpreted(_with_files(known, message, context, limits), message, context, words)


def _with_files(known: Understood, message: InboundMessage, context: Context, limits: Limits | None) -> Understood:
    came = enclosures(message, context.known, limits or Limits())
    return replace(known, files=came.files, contents=came.contents)


def unread(raw: bytes, reason: str) -> Understood:
    """A message that cannot be read at all, for that named reason: of its words nothing is known but the bytes."""
    envelope = peek(raw)
    sender = envelope.senders[0] if len(envelope.senders) == 1 else ""
    key = sha256(raw).hexdigest()
    return Understood(BY_NAME[reason], envelope.message_id, sender, envelope.subject, key)


def _set_aside(message: InboundMessage, context: Context) -> str | None:
    """Why nobody's words are read here, or None."""
    screened = screen(message, context)
    if screened is not None:
        return screened
    if len(message.senders) != 1:
        return "ambiguous_sender"
    return "unregistered" if context.person is None else None


def _told(message: InboundMessage, context: Context) -> frozenset[str]:
    """The people on the sender's projects who got this message themselves."""
    reached = frozenset(message.recipients)
    people = (person for snapshot in context.snapshots for person in snapshot.people.values())
    return frozenset(person.id for person in people if not reached.isdisjoint(person.addresses))


def _interpreted(known: Understood, message: InboundMessage, context: Context, words: Words) -> Understood:
    reply = reply_text(message, context.known)
    return interpret(replace(known, reply=reply, links=links(reply.text)), context, words)


def interpret(understood: Understood, context: Context, words: Words) -> Understood:
    """What the reply's text asks for in that context; also to read it anew where the context has changed."""
    found = grammar(understood.reply, context, words)
    reason = BY_NAME[_reason(understood.reply, found)]
    if reason.name == "empty" and any(one.kept for one in understood.files):
        return replace(understood, reason=BY_NAME["note"], asked=(_wordless(context),))
    return replace(understood, reason=reason, asked=found.asked, unclear=found.unclear)


def _wordless(context: Context) -> Asked:
    """Files without a word belong to what the letter that they answer is about, where that is one thing."""
    letter = context.letter
    about = letter.about if letter is not None else Ref("")
    several = letter is not None and any(item.project != about.project for item in letter.items)
    number = about.number if about.kind == "milestone" and not several else None
    return Asked("note", "", project=about.project or None, milestone=number, from_context=True)


def _reason(reply: ReplyText, found: Grammar) -> str:
    """``ok`` where something is to be applied; else why not."""
    if any(asked.verb != "note" for asked in found.asked):
        return "ok"
    if found.unclear:
        reasons = {line.reason for line in found.unclear}
        return "role" if reasons == {"role"} else "unclear"
    written = reply.text.strip() or reply.subject.strip()
    return "note" if written else "empty"
