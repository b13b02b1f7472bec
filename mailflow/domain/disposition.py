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

    `meaning` says what it stands for and `remedy` what an operator can do about it.
    """

    name: str
    disposition: Disposition
    meaning: str
    remedy: str = "Nothing needs to be done."
    answered: bool = False


_H, _N, _I, _C, _R, _F = Disposition

REASONS: tuple[Reason, ...] = (
    Reason("ok", _H, "Everything in it was understood and applied.", answered=True),
    Reason("unclear", _H, "Something in it was asked back.", answered=True),
    Reason("note", _N, "It asked for nothing; it is filed as a note and shown to the owner.", answered=True),
    Reason("empty", _N, "The sender wrote nothing of their own.", answered=True),
    Reason("calendar_reply", _H, "An answer to a calendar invitation; it sets that answer and nothing else."),
    Reason("auto_reply", _I, "A machine's automatic answer, by its headers or by its words."),
    Reason("bounce", _I, "A delivery report about a letter."),
    Reason("complaint", _I, "A feedback report: a reader marked a letter as spam."),
    Reason("read_receipt", _I, "A read receipt."),
    Reason("list_mail", _I, "Mail of a mailing list or bulk sender."),
    Reason("own_mail", _I, "A letter of mailflow itself that came back."),
    Reason("duplicate", _I, "The same message again; the first copy counts."),
    Reason("unregistered", _I, "The sender is on no project.", "Add the address to a project file to recognise it."),
    Reason("ambiguous_sender", _R, "Not exactly one From header with exactly one address."),
    Reason("role", _H, "The sender's role does not allow it.", answered=True),
    Reason("closed", _H, "The project is closed.", answered=True),
    Reason(
        "unproven",
        _C,
        "The proof that came with it is too weak for what it asks; its person was asked at the registered address.",
        "See [trust] in mailflow.toml: configure authserv_id, or say which level a token alone reaches.",
        answered=True,
    ),
    Reason("confirmed", _H, "It was confirmed at the registered address, and carried out.", answered=True),
    Reason("outdated", _C, "It was confirmed, but what it is about had changed since; nothing was changed."),
    Reason("on_hold", _C, "It was confirmed, and is carried out when its hold ends.", "An owner's NO stops it."),
    Reason("stopped", _C, "It was confirmed, but an owner stopped it before it was carried out."),
    Reason("unconfirmed", _C, "Nobody confirmed it in time, so nothing was changed."),
    Reason(
        "disavowed",
        _R,
        "Whoever has the registered address says that it was not them; nothing was changed.",
        "Somebody writes in their name: `mailflow explain` says what the mail carried.",
    ),
    Reason("same_id", _R, "Another message came with the same Message-ID.", "Look at both: `mailflow messages`."),
    Reason(
        "too_large", _R, "Larger than the limit; only its beginning was kept.", "Ask for a link instead.", answered=True
    ),
    Reason("too_complex", _R, "Too many parts or headers, or nested too deeply.", answered=True),
    Reason("too_slow", _R, "Reading it took longer than the limit.", "Look at the raw message.", answered=True),
    Reason("malformed", _R, "It is no readable mail.", "Look at the raw message.", answered=True),
    Reason("encrypted", _R, "It is encrypted, and mailflow has no key.", answered=True),
    Reason("winmail_dat", _R, "All of it is in a winmail.dat.", "Ask the sender to write plain text.", answered=True),
    Reason(
        "crashed",
        _F,
        "Reading or applying it failed three times.",
        "See the log for its id, then `mailflow replay MESSAGE` once the cause is mended.",
    ),
)

BY_NAME = {reason.name: reason for reason in REASONS}
