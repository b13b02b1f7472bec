"""What was understood becomes progress records, letters and a disposition, all in the caller's transaction (R6)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.commands import BY_VERB
from mailflow.commands.command import Command
from mailflow.commands.words import Words
from mailflow.domain.answer import Item, answer
from mailflow.domain.authority import enough, is_money
from mailflow.domain.disposition import BY_NAME, Reason
from mailflow.domain.enclosed import PICTURE
from mailflow.domain.held import Held, HeldState
from mailflow.domain.letter import Intent, Pace, Phrase
from mailflow.domain.outcome import Act, Outcome, evident
from mailflow.domain.reading import Asked, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.flows.absent import note_return
from mailflow.flows.answering import acted, answering, may_answer, pause, unheard
from mailflow.flows.challenge import REPLIES, Challenger, about_money, changed, left_alone, stored
from mailflow.flows.founding import registry_for, set_up
from mailflow.flows.leavers import left, passed_on
from mailflow.flows.turn import Policy, Turn
from mailflow.flows.undeliverable import reached, undeliverable
from mailflow.flows.understand import Understood, interpret
from mailflow.letters import BY_NAME as LETTERS
from mailflow.mail.bounce import Bounce
from mailflow.mail.token import mint
from mailflow.store import Addressee, Kept, Queued, Unit

NO_PAYMENTS = (
    "Payments are not taken by mail here, so nothing was recorded. Whoever runs this mailbox can record it with: "
    "mailflow project paid."
)
TOO_LITTLE = (
    "Nothing was recorded: payments take a mail that proves by itself who wrote it, signed by its domain and in answer "
    "to a letter of mine. Reply to this one."
)
NO_PROJECT = "You are on no open project here, so nothing was recorded. Your words are kept."
NOT_BY_MAIL = "I understood “{verb}”, but that cannot be done by mail yet. Your words are kept."


class Applier:
    """Carries out what was understood. `words` are for reading anew what its projects have moved on from."""

    def __init__(
        self,
        policy: Policy,
        keys: Sequence[bytes],
        words: Callable[[], Words],
        alarm: Callable[[str, str], None] = lambda kind, text: None,
    ) -> None:
        self.policy = policy
        self.keys = keys
        self.words = words
        self.challenges = Challenger(policy.trust, keys, alarm)

    def apply(self, unit: Unit, kept: Kept, context: Context, understood: Understood, now: datetime) -> None:
        """Everything that follows from one message, or its disposition alone where nothing does."""
        named = understood.content_key, understood.message_id, understood.sender
        claim = unit.claim(kept.id, *named, released=kept.released)
        reason = understood.reason if claim == "new" else BY_NAME[claim]
        stranger = understood.sender if context.person is None else ""
        theirs = context.holder if context.person is None and context.holder is not None else context
        proof, person = understood.evidence.brief(), theirs.person
        if claim != "new" or person is None or not reason.answered:
            unit.dispose(kept.id, reason.disposition, reason.name, proof)
            if claim == "new" and not stranger and person is not None and understood.back is not None:
                codes = [snapshot.code for snapshot in context.snapshots]
                note_return(unit, kept, person, understood, codes, self.policy.trust, now)
            return
        understood, theirs = self._current(unit, understood, theirs)
        if understood.files:
            unit.enclose(kept.id, understood.files)
        files = tuple(file for file in understood.files if file.left != PICTURE)
        turn = Turn(unit, kept.id, understood, theirs, person, now, proof, files, understood.links)
        if stranger:
            self.challenges.ask(turn, stranger)
        else:
            self._carry_out(reached(turn))

    def _current(self, unit: Unit, understood: Understood, context: Context) -> tuple[Understood, Context]:
        """The message understood again, once, where what it is about has changed since it was read."""
        fresh = tuple(unit.snapshot(snapshot.code) for snapshot in context.snapshots)
        pairs = zip(context.snapshots, fresh, strict=True)
        if not any(_moved_on(understood, old, new) for old, new in pairs):
            return understood, context
        context = replace(context, snapshots=fresh)
        return interpret(understood, context, self.words()), context

    def bounced(self, unit: Unit, bounce: Bounce, addressee: Addressee, now: datetime) -> None:
        """A delivery report about a letter of ours: a permanent failure is the owners' to know."""
        person = unit.person(addressee.person)
        if bounce.permanent and person is not None and bounce.address in person.addresses:
            undeliverable(unit, person.id, addressee.project, bounce.status, now, self.keys)

    def _heard(self, turn: Turn, snapshot: Snapshot) -> None:
        """Somebody who has left a project answers a letter of it."""
        outcome, answered = passed_on(snapshot, turn, self.policy.trust)
        self._queue(turn, outcome.intents)
        if answered:
            words = turn.understood.reply.text.strip().partition("\n")[0]
            item = Item(Asked("note", words, project=snapshot.code), outcome)
            act, subject = turn.act(snapshot.code), turn.understood.subject
            self._queue(turn, [answer([item], (), act, snapshot.code, subject)])

    def _carry_out(self, turn: Turn) -> None:
        gone = left(turn)
        if gone is not None:
            self._heard(turn, gone)
            return
        turn = self.challenges.confirming(turn)
        asked = turn.understood.asked
        if not all(self._proven(one, turn) or self._no_money(turn, one) for one in asked):
            self._challenge(turn)
            return
        if unheard(turn):
            turn.dispose(BY_NAME["unanswered"])
            return
        items = [item for one in asked for item in self._items(turn, one)]
        reason = _reason(turn.understood, items)
        worth_it = bool(items or turn.understood.unclear or not asked)
        silent = worth_it and not self._reply(turn, items, reason)
        turn.dispose(BY_NAME["unanswered"] if silent else reason)

    def _challenge(self, turn: Turn) -> None:
        """Something in it takes more proof: a YES or NO counts where it is proven, everything else is asked back,
        which is the one answer that it gets."""
        for one in turn.understood.asked:
            if one.verb in REPLIES and self._proven(one, turn):
                self._items(turn, one)
        self.challenges.ask(turn)

    def _items(self, turn: Turn, asked: Asked) -> list[Item]:
        """What came of one thing asked. What a YES lets happen has a receipt of its own."""
        if asked.verb not in REPLIES:
            item = self._carried_out(turn, asked)
            return [] if item.outcome.spoken else [item]
        decided = self.challenges.decided(turn, asked)
        if isinstance(decided, Held):
            self.release(turn, decided)
        if not isinstance(decided, Outcome):
            return []
        self._queue(turn, decided.intents)
        return [Item(asked, decided)]

    def release(self, turn: Turn, held: Held) -> None:
        """Carry out what was held, but for what is about something that has changed meanwhile."""
        theirs = stored(turn, held)
        stale = changed(theirs, held)
        items = [
            Item(one, left_alone(one)) if one in stale else self._carried_out(theirs, one, money=held.money)
            for one in held.asked
        ]
        reason = _reason(theirs.understood, items)
        self._reply(theirs, items, reason)
        theirs.dispose(reason)
        state = HeldState.OUTDATED if held.asked and len(stale) == len(set(held.asked)) else HeldState.APPLIED
        turn.unit.hold(replace(held, state=state))

    def _not_here(self, asked: Asked) -> bool:
        """Whether this is about money, which does not move by mail in this installation: no proof would do."""
        return is_money(asked.verb) and not self.policy.trust.payments

    def _proven(self, asked: Asked, turn: Turn) -> bool:
        """Whether the evidence is enough, in every project where this is asked."""
        if self._not_here(asked):
            return True
        undoes = [(r.about.project, r.kind) for r in turn.undoable(turn.code(asked))] if asked.verb == "undo" else []
        projects = {project for project, _ in undoes} or {turn.code(asked) or ""}
        kinds = {kind for _, kind in undoes}
        evidence, trust = turn.understood.evidence, self.policy.trust
        return all(enough(evidence, trust, asked.verb, project, kinds) for project in projects)

    def _no_money(self, turn: Turn, asked: Asked) -> bool:
        """Whether this is about money, and the mail shows too little for it even to be asked back."""
        return about_money(turn, asked) and not self.challenges.shows_enough_for_money(turn, asked)

    def _carried_out(self, turn: Turn, asked: Asked, *, money: bool = False) -> Item:
        """One thing asked: applied, recorded, told to whom it concerns. `money`: what is about it may be, too."""
        if self._not_here(asked):
            return Item(asked=asked, outcome=Outcome(Phrase(NO_PAYMENTS), refused="role"))
        if not money and about_money(turn, asked):
            return Item(asked=asked, outcome=Outcome(Phrase(TOO_LITTLE), refused="unproven"))
        if turn.code(asked) is None:
            return Item(asked=asked, outcome=Outcome(Phrase(NO_PROJECT), refused="no_project"))
        command = BY_VERB.get(asked.verb)
        if command is None:
            phrase = Phrase(NOT_BY_MAIL, {"verb": asked.verb.replace("_", " ").upper()})
            return Item(asked=asked, outcome=Outcome(phrase, refused="not_by_mail"))
        outcomes = [self._applied(turn, asked, command, code, act) for code, act in turn.scope(asked)]
        return Item(asked=asked, outcome=next((one for one in outcomes if not one.refused), outcomes[0]))

    def _applied(self, turn: Turn, asked: Asked, command: Command, code: str, act: Act) -> Outcome:
        registry = replace(registry_for(asked, turn), amounts=self.policy.trust.payments)
        act = replace(act, name=mint(self.keys, f"made/m{act.message}"), registry=registry)
        outcome = command.apply(asked, turn.unit.snapshot(code), act)
        if outcome.founds is not None:
            set_up(outcome.founds, registry, asked, turn)
        if outcome.changes:
            changes = [evident(change, act) for change in outcome.changes]
            turn.unit.append(code, changes, message=turn.message, evidence=turn.proof)
            turn.unit.wake(code, turn.now)
        if outcome.person is not None:
            turn.unit.change_person(outcome.person)
        self._queue(turn, self._worth_telling(turn, asked, act, outcome))
        return outcome

    def _worth_telling(self, turn: Turn, asked: Asked, act: Act, outcome: Outcome) -> Sequence[Intent]:
        """The letters of an outcome. What is taken back before anybody was told of it is not told at all."""
        if asked.verb != "undo" or not outcome.changes:
            return outcome.intents
        unheard: set[str] = set()
        for cause in {record.message for record in act.undoable if record.message is not None}:
            unheard |= turn.unit.unheard(cause)
            turn.unit.withdraw(cause, "taken back")
        return [intent for intent in outcome.intents if intent.to not in unheard]

    def _queue(self, turn: Turn, intents: Sequence[Intent]) -> None:
        caused = [replace(intent, cause=intent.cause or turn.message) for intent in intents]
        turn.unit.queue([self._queued(intent, turn) for intent in caused])

    def _queued(self, intent: Intent, turn: Turn) -> Queued:
        """A letter to somebody else waits for a correction, unless somebody waits for it."""
        at_once = intent.to == turn.person.id or intent.urgent or LETTERS[intent.letter].pace is Pace.ALERT
        due_at = turn.now + (pause(intent) if at_once else self.policy.settle)
        return Queued(intent, mint(self.keys, intent.occasion), due_at)

    def _reply(self, turn: Turn, items: Sequence[Item], reason: Reason) -> bool:
        """The receipt: one for each message. False where it gets none."""
        if not acted(items) and not may_answer(turn):
            return False
        code = next((item.asked.project for item in items if item.asked.project), None) or turn.home
        understood = turn.understood
        intent = answer(items, understood.unclear, turn.act(code), code, understood.subject, reason=reason.name)
        self._queue(turn, [answering(intent, turn, items)])
        return True


def _moved_on(understood: Understood, old: Snapshot, new: Snapshot) -> bool:
    """Whether anything that the message is about changed since it was read."""
    if old.seq == new.seq:
        return False
    asked = [one for one in understood.asked if one.project == old.code]
    milestones = {one.milestone for one in asked} - {None}
    questions = {one.question for one in asked} - {None}
    return (
        bool(understood.unclear)
        or any(old.milestones.get(number or 0) != new.milestones.get(number or 0) for number in milestones)
        or any(old.questions.get(number or 0) != new.questions.get(number or 0) for number in questions)
    )


def _reason(understood: Understood, items: Sequence[Item]) -> Reason:
    """How the message ended: what was applied counts before what was refused."""
    refused = [item.outcome.refused for item in items if item.outcome.refused]
    if items and len(refused) == len(items):
        return BY_NAME.get(refused[0], BY_NAME["unclear"])
    return understood.reason
