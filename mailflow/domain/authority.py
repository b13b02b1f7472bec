"""Who may ask for what, and which proof it takes: one table.

| level | commands                    | needs, beside a registered From                                          |
|-------|-----------------------------|--------------------------------------------------------------------------|
| 0     | nothing at all              |                                                                          |
| 1     | reports                     | a token, or aligned; where the border says forged, aligned               |
| 1     | PAUSE, SNOOZE               | a token, whatever the border says: they only make letters fewer          |
| 2     | agreements and requests     | a token and aligned                                                      |
| 3     | owners' decisions           | aligned and a fresh token of the very project                            |
| 4     | money, addresses, ownership | level 3, and that is not enough: it is confirmed, and held               |

What shows less is held and asked at the registered address (`mailflow.domain.held`), but for money, which takes a
mail that reaches level 3 by itself before anything is held. An installation may say that a
token alone reaches level 2 or 3 (`Trust.token_alone`), and that payments are recorded by mail (`Trust.payments`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from mailflow.domain.people import Role

FRESH = timedelta(days=30)
AFTER_CLOSE = timedelta(days=90)
TO_CONFIRM = timedelta(hours=72)
VOUCHES = timedelta(hours=12)
SHORTEST_HOLD = timedelta(minutes=5)
MONEY = 4


class Aligned(StrEnum):
    """Whether the sender's domain itself vouches for the message."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves a sender. `token`: a letter of ours to this very person was answered, `fresh` within 30 days,
    and `covers` are the projects that it was about. `aligned`: DKIM, a believed Authentication-Results or the
    provider's own word, and `by` says which of them and for which domain. `why` says all of it in words.
    `confirms`: what was asked at the registered address is answered, in time, which is enough for a YES or NO to it
    and for nothing else."""

    sender: str = ""
    token: bool = False
    fresh: bool = False
    aligned: Aligned = Aligned.UNKNOWN
    why: str = ""
    covers: frozenset[str] = frozenset()
    by: str = ""
    confirms: bool = False

    def brief(self) -> str:
        """A few words, as the ledger keeps them: ``token+aligned (dkim studio.example)``."""
        proofs = ["token" if self.fresh else "old token"] if self.token else []
        if self.confirms:
            proofs = ["token of a question"]
        if self.aligned is Aligned.YES:
            proofs.append(f"aligned ({self.by})" if self.by else "aligned")
        refused = " (dmarc=fail)" if self.aligned is Aligned.NO else ""
        return ("+".join(proofs) or "from") + refused


@dataclass(frozen=True, slots=True)
class Trust:
    """An installation's policy: the level that a token alone reaches, and whether payments are recorded by mail.

    What concerns money is confirmed, and carried out after a `hold` in which any owner can stop it. A payment above
    `second_owner_over`, in whatever currency, or of no known amount, takes the word of a second owner (None: never).
    """

    token_alone: int = 1
    payments: bool = False
    hold: timedelta = timedelta(minutes=15)
    second_owner_over: Decimal | None = None


CONTRACTOR, OWNER = frozenset({Role.CONTRACTOR}), frozenset({Role.OWNER})
WORKERS = frozenset({Role.CONTRACTOR, Role.OWNER})
EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Right:
    """Who may use a command, and the level of proof that it takes. `harmless`: all that it can do is fewer letters."""

    roles: frozenset[Role]
    level: int
    harmless: bool = False


RIGHTS: dict[str, Right] = {
    **dict.fromkeys(("status", "list", "help", "export", "timezone", "language", "note"), Right(EVERYBODY, 1)),
    **dict.fromkeys(("done", "progress", "task_done", "start", "blocked", "unblocked"), Right(CONTRACTOR, 1)),
    **dict.fromkeys(("question", "away", "back", "undo"), Right(WORKERS, 1)),
    **dict.fromkeys(("pause", "snooze"), Right(EVERYBODY, 1, harmless=True)),
    "resume": Right(EVERYBODY, 1),
    **dict.fromkeys(("agree", "counter", "date_request", "decline"), Right(CONTRACTOR, 2)),
    **dict.fromkeys(("answer", "feedback", "thank", "send", "skip", "digest"), Right(OWNER, 2)),
    **dict.fromkeys(("approve", "revise", "accept_date", "keep_date", "move", "assign", "add"), Right(OWNER, 3)),
    **dict.fromkeys(("accept_change", "keep_agreement"), Right(OWNER, 3)),
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


def proven(evidence: Evidence, trust: Trust, project: str | None = None) -> int:
    """The level that this evidence reaches, from a registered sender: in that project, or (None) in any."""
    aligned = evidence.aligned is Aligned.YES
    decisive = evidence.fresh and (project is None or project in evidence.covers)
    if aligned and evidence.token:
        return 3 if decisive else 2
    if aligned:
        return 1
    if evidence.token and evidence.aligned is not Aligned.NO:
        return min(max(trust.token_alone, 1), 3 if decisive else 2)
    return 0


def enough(evidence: Evidence, trust: Trust, verb: str, project: str | None = None, undoes: Iterable[str] = ()) -> bool:
    """Whether a command may be carried out in that project on this evidence. What is no command needs none."""
    right = RIGHTS.get(verb)
    if right is None or (right.harmless and evidence.token):
        return True
    return proven(evidence, trust, project) >= needed(verb, undoes)


def is_money(verb: str) -> bool:
    """Whether a command is about money, addresses or ownership."""
    return verb in RIGHTS and RIGHTS[verb].level == MONEY


def may_be_held(evidence: Evidence, trust: Trust, project: str | None) -> bool:
    """Whether a mail shows enough for what it asks about money to be confirmed at all: level 3, by itself."""
    return proven(evidence, trust, project) >= MONEY - 1


def takes_two(amount: Decimal | None, trust: Trust) -> bool:
    """Whether a payment of that amount (None: nobody knows how much) takes the word of a second owner."""
    return trust.second_owner_over is not None and (amount is None or amount > trust.second_owner_over)


def risks(trust: Trust) -> list[str]:
    """What each choice of the policy risks, in plain words; nothing for the strictest one."""
    found = []
    if trust.token_alone > 1:
        reach = "agree and ask for dates" if trust.token_alone == 2 else "decide as an owner"
        found.append(
            f"token_alone = {trust.token_alone}: whoever gets hold of a letter (forwarded, in a shared mailbox) can "
            f"{reach} in its reader's name"
        )
    if trust.payments:
        found.append("payments = true: who has an owner's mailbox can record payments")
        if trust.token_alone >= MONEY - 1:
            found.append(
                "token_alone = 3 with payments = true: whoever gets hold of one letter to an owner can ask for "
                "a payment, and needs only a YES to the question"
            )
        if trust.second_owner_over is None:
            found.append("no second_owner_over: one owner's mailbox is enough for a payment of any size")
        if trust.hold < SHORTEST_HOLD:
            found.append("a hold of less than five minutes: another owner hardly has the time to stop a payment")
    return found


def is_fresh(sent_at: datetime | None, now: datetime) -> bool:
    """Whether a letter of ours is recent enough for its token to carry a decision."""
    return sent_at is not None and now - sent_at <= FRESH


def is_timely(asked_at: datetime | None, now: datetime) -> bool:
    """Whether what was asked at somebody's registered address then can still be confirmed."""
    return asked_at is not None and now - asked_at <= TO_CONFIRM


def still_vouches(confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether what somebody confirmed at their registered address then still speaks for their answers to letters."""
    return confirmed_at is not None and timedelta(0) <= now - confirmed_at <= VOUCHES


def is_alive(closed_at: datetime | None, now: datetime) -> bool:
    """Whether tokens of a project that was closed then still count at all; None: it is open."""
    return closed_at is None or now - closed_at <= AFTER_CLOSE
