"""What became of a message, and the named reason for it."""

from dataclasses import dataclass
from enum import StrEnum


class Disposition(StrEnum):
    """The end of a message's way."""

    HANDLED = "handled"
    NOTED = "noted"
    IGNORED = "ignored"
    CHALLENGED = "challenged"
    REJECTED = "rejected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reason:
    """A named reason. `answered`: whether a registered person hears of it in a receipt.

    `meaning` says what it stands for and `remedy` what an operator can do about it. `releasable`: an operator may say
    that a person wrote it after all, or that it is worth another look; the levels of proof apply all the same.
    """

    name: str
    disposition: Disposition
    meaning: str
    remedy: str
    answered: bool = False
    releasable: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A named reason why a message waits still."""

    name: str
    meaning: str
    remedy: str


_NOTHING = "Nothing needs to be done."
_RELEASE = "If a person wrote it: `mailflow messages release ID`; `mailflow explain` says why it was not taken for one."
_MACHINE = "Machines are never answered. " + _RELEASE
_H, _N, _I, _C, _R, _F = Disposition

REASONS: tuple[Reason, ...] = (
    Reason("ok", _H, "Everything in it was understood and applied.", _NOTHING, answered=True),
    Reason(
        "unclear",
        _H,
        "Something in it was asked back.",
        "Wait for the answer; `mailflow explain` shows what was not understood.",
        answered=True,
    ),
    Reason("note", _N, "It asked for nothing; it is filed as a note and shown to the owner.", _NOTHING, answered=True),
    Reason(
        "unanswered",
        _N,
        "It changed nothing, and its sender had had their answers to such mail that day, or this very one to the same "
        "letter: it is kept, and counted in the owners' digest.",
        "If a machine writes there: `mailflow pause --person NAME`; a person is answered again the day after.",
    ),
    Reason(
        "empty",
        _N,
        "The sender wrote nothing of their own.",
        "If they did: see what `mailflow explain` took for quoted, and report it with the mail.",
        answered=True,
    ),
    Reason("calendar_reply", _H, "An answer to a calendar invitation; it sets that answer and nothing else.", _NOTHING),
    Reason(
        "auto_reply", _I, "A machine's automatic answer, by its headers or by its words.", _MACHINE, releasable=True
    ),
    Reason(
        "bounce",
        _I,
        "A delivery report about a letter.",
        "Where an address fails for good the owner was told; correct it in the project file.",
        releasable=True,
    ),
    Reason(
        "complaint",
        _I,
        "A feedback report: a reader marked a letter as spam.",
        "Ask that reader whether they want fewer letters: SNOOZE and PAUSE give them that.",
        releasable=True,
    ),
    Reason("read_receipt", _I, "A read receipt.", _MACHINE, releasable=True),
    Reason("list_mail", _I, "Mail of a mailing list or bulk sender.", _MACHINE, releasable=True),
    Reason(
        "loop",
        _I,
        "It went through more than fifty servers, as mail does that goes round in circles.",
        "Look for two forwarding rules that lead to each other.",
        releasable=True,
    ),
    Reason(
        "own_mail",
        _I,
        "A letter of mailflow itself that came back.",
        "Look for a rule that forwards somebody's mail back to the mailbox.",
    ),
    Reason("duplicate", _I, "The same message again; the first copy counts.", _NOTHING),
    Reason(
        "unregistered",
        _I,
        "The sender is on no project.",
        "Add the address to a project file to recognise it; then let them write again.",
        releasable=True,
    ),
    Reason(
        "ambiguous_sender",
        _R,
        "Not exactly one From header with exactly one address.",
        "Usually spam; else ask the sender to write from an ordinary mail program.",
    ),
    Reason(
        "role",
        _H,
        "The sender's role does not allow it.",
        "If it should: change their role in the project file.",
        answered=True,
    ),
    Reason(
        "closed", _H, "The project is closed.", "Resume it if there is work left: the owner's RESUME.", answered=True
    ),
    Reason(
        "no_project",
        _H,
        "The sender is known here, and on no open project.",
        "If they should be: add them to the project file, or resume the project.",
        answered=True,
    ),
    Reason(
        "not_by_mail",
        _H,
        "It asks for something that cannot be done by mail.",
        "Do it in the project file: `mailflow project export`, edit, `mailflow project apply`.",
        answered=True,
    ),
    Reason(
        "unproven",
        _C,
        "The proof that came with it is too weak for what it asks; its person was asked at the registered address.",
        "See [trust] in mailflow.toml: configure authserv_id, or say which level a token alone reaches.",
        answered=True,
    ),
    Reason("confirmed", _H, "It was confirmed at the registered address, and carried out.", _NOTHING, answered=True),
    Reason(
        "outdated",
        _C,
        "It was confirmed, but what it is about had changed since; nothing was changed.",
        "Ask the sender to look at how things stand, and to write again.",
    ),
    Reason("on_hold", _C, "It was confirmed, and is carried out when its hold ends.", "An owner's NO stops it."),
    Reason("stopped", _C, "It was confirmed, but an owner stopped it before it was carried out.", "Ask that owner."),
    Reason(
        "unconfirmed",
        _C,
        "Nobody confirmed it in time, so nothing was changed.",
        "If it was honest: ask the sender to write again, and to answer the letter that asks.",
    ),
    Reason(
        "disavowed",
        _R,
        "Whoever has the registered address says that it was not them; nothing was changed.",
        "Somebody writes in their name: `mailflow explain` says what the mail carried.",
    ),
    Reason(
        "same_id",
        _R,
        "Another message came with the same Message-ID.",
        "Look at both. If this one is honest, too: `mailflow messages release ID`.",
        releasable=True,
    ),
    Reason(
        "too_large",
        _R,
        "Larger than the limit; only its beginning was kept.",
        "Ask for a link instead, or raise [limits] message_size and release it.",
        answered=True,
        releasable=True,
    ),
    Reason(
        "too_complex",
        _R,
        "Too many parts or headers, or nested too deeply.",
        "Ask the sender for a plain mail.",
        answered=True,
        releasable=True,
    ),
    Reason(
        "too_slow",
        _R,
        "Reading it took longer than the limit.",
        "Look at the raw message; on a machine that was merely busy, release it.",
        answered=True,
        releasable=True,
    ),
    Reason(
        "malformed",
        _R,
        "It is no readable mail.",
        "Look at the raw message; ask the sender to send it again.",
        answered=True,
        releasable=True,
    ),
    Reason(
        "encrypted",
        _R,
        "It is encrypted, and mailflow has no key.",
        "Ask the sender to write to this mailbox without encryption.",
        answered=True,
    ),
    Reason(
        "winmail_dat",
        _R,
        "All of it is in a winmail.dat.",
        "Ask the sender to write plain text or HTML: Outlook calls the other Rich Text.",
        answered=True,
    ),
    Reason(
        "partial",
        _R,
        "It is one piece of a mail that was cut up, or only says where its text lies.",
        "Ask the sender to send it in one piece.",
        answered=True,
    ),
    Reason(
        "crashed",
        _F,
        "Reading or applying it failed three times.",
        "See the log for its id, then `mailflow replay MESSAGE` once the cause is mended.",
        releasable=True,
    ),
)

WAITING: tuple[Waiting, ...] = (
    Waiting(
        "no_dns",
        "The key of its signature could not be looked up yet; it is tried again each minute, for fifteen at most.",
        "If it happens often: look at the DNS server, [trust] resolver.",
    ),
    Waiting(
        "failed",
        "It could not be applied, and is tried again in a few minutes.",
        "If it happens again it ends as crashed: see the log for its id.",
    ),
)

BY_NAME = {reason.name: reason for reason in REASONS}
EXPLAINED: dict[str, Reason | Waiting] = {**BY_NAME, **{waiting.name: waiting for waiting in WAITING}}
