"""What carries too little proof is held, and asked at the registered address; YES and NO decide about it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from mailflow.commands.post import Post
from mailflow.commands.wording import on
from mailflow.domain.authority import TO_CONFIRM, Trust, is_money, may_be_held, takes_two
from mailflow.domain.disposition import BY_NAME
from mailflow.domain.held import Held, HeldState, outdated, versions
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.outcome import Outcome
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked, Confidence
from mailflow.domain.record import Json
from mailflow.flows.turn import WEAK, Turn
from mailflow.flows.understand import Understood
from mailflow.letters.challenge import ASKED, HOLD, SECOND, STRANGER
from mailflow.mail.token import mint
from mailflow.store import Queued

CHALLENGE = "challenge"
REPLIES = frozenset({"confirm", "disavow"})
PER_DAY, PER_DAY_WEAK = 10, 3
PER_HOUR, PER_HOUR_WEAK = 20, 10
LONGEST_OFFER = 200

NOTHING = Phrase("Nothing waits for your answer here, so nothing was changed.")
ALREADY = Phrase("You confirmed this on {day} already, and it was carried out.")
TOO_LATE = Phrase("This was carried out on {day}, on your confirmation. To take it back, reply UNDO to its receipt.")
DROPPED = Phrase("This was dropped on your word, so nothing was changed.")
EXPIRED = Phrase("That question was open for three days, so nothing was changed. If you still want it, write it again.")
CONFIRMED = Phrase("You confirmed this already; it is carried out once its time has come, unless an owner stops it.")
ANOTHER = Phrase("Thank you. It takes the word of another owner, too, who has been asked just now.")
NO_OTHER = Phrase("This takes the word of a second owner, and there is none, so nothing was recorded.")
STOPPED = Phrase("It is stopped, so nothing was changed. The other owners have been told.")
STOPPED_BY = Phrase("{name} has stopped what waited to be carried out: “{what}”. Nothing was changed.")
CHANGED = Phrase(
    "What this is about has changed since it was written, so I have left it as it is. If you still want it, write it "
    "again, in reply to this."
)
THANKS = Phrase("Thank you for saying so. Nothing was changed, and whoever looks after this mailbox has been told.")
NOT_THEIRS = Phrase("Somebody wrote in the name of {name}, who says that it was not them. Nothing was changed for it.")


class Challenger:
    """Asks, and takes the answers. `alarm` tells the operator, once a day for each kind of trouble."""

    def __init__(self, trust: Trust, keys: Sequence[bytes], alarm: Callable[[str, str], None]) -> None:
        self.trust = trust
        self.keys = keys
        self.alarm = alarm

    def ask(self, turn: Turn, stranger: str = "") -> None:
        """Hold everything that the message asks for, and ask its person, unless they were asked too often already.
        `stranger` is the address of somebody unregistered who answers this person's letter."""
        asked = [one for one in turn.understood.asked if one.verb not in REPLIES]
        asks = bool(asked) or bool(turn.understood.unclear and not turn.understood.asked)
        held = self._held(turn.with_only(asked), stranger)
        if asks and self._may_ask(turn, held):
            turn.unit.hold(held)
            self.send(turn, held, held.person, STRANGER if stranger else ASKED)
        turn.dispose(BY_NAME["unproven" if asks or not stranger else "unregistered"])

    def confirming(self, turn: Turn) -> Turn:
        """The same message; where it answers a question of ours by saying once more what was held, that is a YES."""
        held = self._asked_in(turn)
        if held is None or held.state is not HeldState.ASKED or not turn.understood.evidence.confirms:
            return turn
        asked = turn.understood.asked
        again = [one for one in asked if any(_same(one, other) for other in held.asked)]
        if not again:
            return turn
        others = [one for one in asked if one not in again]
        said = any(one.verb in REPLIES for one in others)
        return turn.with_only([*others, *(() if said else (Asked("confirm", again[0].line),))])

    def _asked_in(self, turn: Turn) -> Held | None:
        """What the letter that is answered asked about."""
        letter = turn.context.letter
        if letter is None or letter.letter != CHALLENGE or letter.cause is None:
            return None
        return turn.unit.held(letter.cause)

    def send(self, turn: Turn, held: Held, to: str, kind: str) -> None:
        """Queue a letter of that kind about what is held."""
        facts: dict[str, Json] = {
            "kind": kind,
            "words": [*(one.line for one in held.asked), *(one.line for one in held.unclear)],
            "subject": held.subject,
            "from": held.stranger,
            "by": held.person,
            "until": held.until.isoformat(),
        }
        occasion = f"{CHALLENGE}/{kind}/m{held.message}/{to}"
        intent = Intent(CHALLENGE, to, Ref(held.project), occasion, facts, urgent=True, cause=held.message)
        turn.unit.queue([Queued(intent, mint(self.keys, occasion), turn.now, held.until)])

    def _held(self, turn: Turn, stranger: str) -> Held:
        understood, proof = turn.understood, f"stranger {stranger}" if stranger else turn.proof
        saw = {name: version for one in understood.asked for name, version in _seen(turn, one).items()}
        home = next((one.project for one in understood.asked if one.project), None) or turn.home or ""
        money = [one for one in understood.asked if about_money(turn, one)]
        return Held(
            message=turn.message,
            person=turn.person.id,
            project=home,
            at=turn.now,
            until=turn.now + TO_CONFIRM,
            asked=understood.asked,
            unclear=understood.unclear,
            saw=saw,
            subject=understood.subject,
            proof=proof,
            why=understood.evidence.why,
            stranger=stranger,
            answered=turn.context.letter,
            told=understood.told,
            enclosed=turn.enclosed,
            links=turn.links,
            money=bool(money) and all(self.shows_enough_for_money(turn, one) for one in money),
        )

    def shows_enough_for_money(self, turn: Turn, asked: Asked) -> bool:
        """Whether the message proves enough by itself for what it asks about money to be held."""
        return may_be_held(turn.understood.evidence, self.trust, turn.code(asked) or "")

    def _may_ask(self, turn: Turn, held: Held) -> bool:
        """Nobody is buried in questions, and mail that proves nothing keeps none from being asked that proves some."""
        weak, now = held.proof.startswith(WEAK), turn.now
        hour = turn.unit.held_since(now - timedelta(hours=1))
        if len(hour) >= PER_HOUR or (weak and _weak(hour) >= PER_HOUR_WEAK):
            self.alarm(
                "challenges", "Too many mails of this hour prove too little; their senders are not asked any more"
            )
            return False
        mine = [one for one in turn.unit.held_since(now - timedelta(days=1)) if one[0] == held.person]
        return _weak(mine) < PER_DAY_WEAK if weak else len(mine) - _weak(mine) < PER_DAY

    def decided(self, turn: Turn, asked: Asked) -> Held | Outcome | None:
        """What YES lets happen now, or what is said to a YES or NO that lets nothing happen; None where letters of
        its own say it."""
        held = self._asked_in(turn)
        if held is None:
            return Outcome(NOTHING, refused="nothing_held")
        if not held.open:
            return _ended(held, turn, no=asked.verb == "disavow")
        if turn.now > held.until:
            return Outcome(EXPIRED, refused="unconfirmed", choices=_again(held.asked))
        if asked.verb == "disavow":
            return self._dropped(turn, held)
        return self._confirmed(turn, held)

    def _confirmed(self, turn: Turn, held: Held) -> Held | Outcome | None:
        if turn.person.id in held.confirmed_by or held.state is HeldState.WAITING:
            return Outcome(CONFIRMED)
        theirs = held.state is HeldState.ASKED and turn.person.id == held.person
        if not theirs and turn.act(held.project).role is not Role.OWNER:
            return Outcome(NOTHING, refused="nothing_held")
        first = held.confirmed_at or turn.now
        held = replace(held, confirmed_by=(*held.confirmed_by, turn.person.id), confirmed_at=first)
        if not held.money:
            return held
        if held.state is HeldState.ASKED and self._takes_two(turn, held):
            return self._ask_another(turn, held)
        self._wait(turn, held)
        return None

    def _takes_two(self, turn: Turn, held: Held) -> bool:
        """Whether any of the payments is one that takes a second owner."""
        milestones = turn.unit.snapshot(held.project).milestones
        about = [one.milestone for one in held.asked if is_money(one.verb) or one.verb == "undo"]
        paid = (milestones.get(number or 0) for number in about)
        return any(takes_two(found.amount if found is not None else None, self.trust) for found in paid)

    def _ask_another(self, turn: Turn, held: Held) -> Outcome | None:
        others = [owner.id for owner in turn.unit.snapshot(held.project).owners() if owner.id != held.person]
        if not others:
            self._settle(turn, held, HeldState.OUTDATED, "outdated")
            return Outcome(NO_OTHER, refused="second_owner")
        held = replace(held, until=turn.now + TO_CONFIRM)
        self._settle(turn, held, HeldState.SECOND, "on_hold")
        for owner in others:
            self.send(turn, held, owner, SECOND)
        return Outcome(ANOTHER)

    def _wait(self, turn: Turn, held: Held) -> None:
        """Every owner hears of it, and any of them can stop it."""
        held = replace(held, until=turn.now + self.trust.hold)
        self._settle(turn, held, HeldState.WAITING, "on_hold")
        for owner in turn.unit.snapshot(held.project).owners():
            self.send(turn, held, owner.id, HOLD)

    def _settle(self, turn: Turn, held: Held, state: HeldState, reason: str) -> None:
        turn.unit.hold(replace(held, state=state))
        end = BY_NAME[reason]
        turn.unit.dispose(held.message, end.disposition, end.name, held.proof)

    def _dropped(self, turn: Turn, held: Held) -> Outcome:
        if turn.person.id != held.person or held.confirmed_by:
            return self._stopped(turn, held)
        self._settle(turn, held, HeldState.DROPPED, "disavowed")
        self.alarm("disavowed", f"Message {held.message} was not written by whom it says, says that person")
        if held.project not in {snapshot.code for snapshot in turn.context.snapshots}:
            return Outcome(THANKS)
        act, snapshot = turn.act(held.project), turn.unit.snapshot(held.project)
        news = replace(NOT_THEIRS, values={"name": act.by.name})
        post = Post.on_project(Asked("disavow", "", project=held.project), snapshot, act)
        return Outcome(THANKS, intents=post.tell_owners(news))

    def _stopped(self, turn: Turn, held: Held) -> Outcome:
        """An owner says no to what was confirmed; all of them hear of it."""
        self._settle(turn, held, HeldState.DROPPED, "stopped")
        act, snapshot = turn.act(held.project), turn.unit.snapshot(held.project)
        news = replace(STOPPED_BY, values={"name": act.by.first_name, "what": held.asked[0].line})
        post = Post.on_project(Asked("disavow", "", project=held.project), snapshot, act)
        return Outcome(STOPPED, intents=post.tell_owners(news))


def stored(turn: Turn, held: Held) -> Turn:
    """The held message's own turn, in the transaction of `turn`, whose message it answers."""
    person = turn.unit.person(held.person) or turn.person
    understood = Understood(
        reason=BY_NAME["confirmed"],
        message_id=turn.understood.message_id,
        subject=held.subject,
        asked=held.asked,
        unclear=held.unclear,
        told=held.told,
    )
    proof = f"{held.proof}, confirmed by {' and '.join(held.confirmed_by)}"
    context = replace(turn.context, person=person, letter=held.answered)
    return Turn(turn.unit, held.message, understood, context, person, turn.now, proof, held.enclosed, held.links)


def changed(turn: Turn, held: Held) -> frozenset[Asked]:
    """What is held and is about something that has changed since, or that is not open to this person any more."""
    return frozenset(one for one in held.asked if outdated(held.saw, _seen(turn, one, missing=True)))


def left_alone(asked: Asked) -> Outcome:
    """What is said of something that was confirmed too late for what it is about."""
    return Outcome(CHANGED, refused="outdated", choices=_again((asked,)))


def _same(one: Asked, other: Asked) -> bool:
    """Whether two wordings ask for the same."""
    first, second = (replace(each, line="", confidence=Confidence.CLEAR, from_context=False) for each in (one, other))
    return first == second


def about_money(turn: Turn, asked: Asked) -> bool:
    """Whether a command is about money, or takes back one that was."""
    undone = turn.undoable(turn.code(asked)) if asked.verb == "undo" else ()
    return is_money(asked.verb) or any(is_money(record.kind) for record in undone)


def _seen(turn: Turn, asked: Asked, *, missing: bool = False) -> dict[str, str]:
    """The versions of what a command is about, an UNDO's records included."""
    code = turn.code(asked)
    if code is None:
        return {}
    if code not in {snapshot.code for snapshot in turn.context.snapshots}:
        return {code: "missing"} if missing else {}
    seen = versions(asked, turn.unit.snapshot(code))
    if asked.verb == "undo":
        seen[f"{code}/undo"] = " ".join(str(record.seq) for record in turn.undoable(code))
    return seen


def _weak(held: Sequence[tuple[str, str]]) -> int:
    return sum(proof.startswith(WEAK) for _, proof in held)


def _ended(held: Held, turn: Turn, *, no: bool) -> Outcome:
    if held.state is HeldState.APPLIED:
        day = on(turn.person.calendar.local_date(held.confirmed_at or held.at))
        return Outcome(replace(TOO_LATE if no else ALREADY, values={"day": day}), refused="too_late" if no else "")
    if held.state is HeldState.DROPPED:
        return Outcome(DROPPED)
    said = EXPIRED if held.state is HeldState.EXPIRED else CHANGED
    return Outcome(said, refused="outdated", choices=() if no else _again(held.asked))


def _again(asked: Sequence[Asked]) -> tuple[str, ...]:
    """Words to write once more, where they are short enough to be offered."""
    lines = dict.fromkeys(one.line for one in asked if "\n" not in one.line and len(one.line) <= LONGEST_OFFER)
    return tuple(lines)[:3]
