"""Who may ask for what, and which proof it takes: one table.

Levels: 0 nothing, 1 reports, 2 agreements and requests, 3 owner decisions, 4 money and addresses.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mailflow.domain.people import Role

FRESH = timedelta(days=30)


class Aligned(StrEnum):
    """Whether the sender's domain itself vouches for the message."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a sender. `token`: a letter of ours to this very person was answered, `fresh`
    within 30 days; `aligned`: DKIM or a believed Authentication-Results; `why` says it in words."""

    sender: str = ""
    token: bool = False
    fresh: bool = False
    aligned: Aligned = Aligned.UNKNOWN
    why: str = ""

    def brief(self) -> str:
        """One word a proof, as the ledger keeps it."""
        proofs = [name for name, held in (("token", self.token), ("aligned", self.aligned is Aligned.YES)) if held]
        return "+".join(proofs) or "from"


@dataclass(frozen=True, slots=True)
class Trust:
    """An installation's policy: the level that a token alone reaches, and whether money moves by mail."""

    token_alone: int = 1
    payments: bool = False


CONTRACTOR, OWNER = frozenset({Role.CONTRACTOR}), frozenset({Role.OWNER})
WORKERS = frozenset({Role.CONTRACTOR, Role.OWNER})
EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Right:
    """Who may use a command, and the level of proof that it takes."""

    roles: frozenset[Role]
    level: int


RIGHTS: dict[str, Right] = {
    **dict.fromkeys(("status", "list", "help", "export", "timezone", "language", "note"), Right(EVERYBODY, 1)),
    **dict.fromkeys(("done", "progress", "task_done", "start", "blocked", "unblocked"), Right(CONTRACTOR, 1)),
    **dict.fromkeys(("question", "away", "back", "undo"), Right(WORKERS, 1)),
    **dict.fromkeys(("pause", "resume", "snooze"), Right(EVERYBODY, 1)),
    **dict.fromkeys(("agree", "counter", "date_request", "decline"), Right(CONTRACTOR, 2)),
    **dict.fromkeys(("answer", "feedback", "thank", "send", "skip", "digest"), Right(OWNER, 2)),
    **dict.fromkeys(("approve", "revise", "accept_date", "keep_date", "move", "assign", "add"), Right(OWNER, 3)),
    **dict.fromkeys(("cancel", "meet", "broadcast", "vision", "new_project", "invite"), Right(OWNER, 3)),
    **dict.fromkeys(("pause_project", "resume_project", "close_project"), Right(OWNER, 3)),
    "paid": Right(OWNER, 4),
    **dict.fromkeys(("confirm", "disavow"), Right(EVERYBODY, 1)),
}


def may(role: Role | None, verb: str) -> bool:
    """Whether that role may ask for that command at all."""
    right = RIGHTS.get(verb)
    return right is not None and role in right.roles


def needed(verb: str, undoes: Iterable[str] = ()) -> int:
    """The level of proof that a command takes; an UNDO takes that of whatever it undoes."""
    return max((RIGHTS[kind].level for kind in (verb, *undoes) if kind in RIGHTS), default=0)


def proven(evidence: Evidence, trust: Trust) -> int:
    """The level that this evidence reaches, from a registered sender."""
    aligned = evidence.aligned is Aligned.YES
    if aligned and evidence.token:
        return 3 if evidence.fresh else 2
    if aligned:
        return 1
    if evidence.token and evidence.aligned is not Aligned.NO:
        return min(max(trust.token_alone, 1), 3 if evidence.fresh else 2)
    return 0


def is_fresh(sent_at: datetime | None, now: datetime) -> bool:
    """Whether a letter of ours is recent enough for its token to carry a decision."""
    return sent_at is not None and now - sent_at <= FRESH
