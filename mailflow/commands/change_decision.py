"""ACCEPT CHANGE and KEEP AGREEMENT: the owner's word on what a contractor wants different in the agreement."""

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.question import question_thread
from mailflow.commands.wording import listed, name, phrase
from mailflow.domain.amendment import amended
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Agreement, Question, Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply_accept(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The proposal, or what the owner writes in its place, makes a new version, which everybody agrees to anew."""
    question = _meant(asked, snapshot, act, "accept change")
    if isinstance(question, Outcome):
        return question
    old = snapshot.agreement
    if old is None or question.proposes != old.version:
        text = "The agreement has changed since Q{question} was sent. If {name} still wants it, please write it anew."
        return refused("agreement_changed", text, question=question.number, name=name(snapshot, question.by))
    words = (asked.text or "").strip() or question.text
    new = amended(old, words)
    about = Ref(snapshot.code, "agreement", new.version, snapshot.seq + 1)
    change = Change("accept_change", about, act.by.id, {**_data(new), "question": question.number, "text": words})
    workers = snapshot.contractors()
    said = phrase("The agreement has version {version} now: {words}", version=new.version, words=words)
    after = phrase("{names} will get it and be asked to accept it.", names=listed(p.first_name for p in workers))
    return Outcome(said, (change,), _letters(new, question, asked, snapshot, act), next=after if workers else None)


def _data(agreement: Agreement) -> dict[str, Json]:
    return {
        "version": agreement.version,
        "scope": agreement.scope,
        "conditions": agreement.conditions,
        "payment": agreement.payment,
        "auto_approve_after": agreement.auto_approve_after,
    }


def _letters(new: Agreement, question: Question, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    """Everybody who works here gets the new version; of who wished for it, only they themselves and the owners hear."""
    post = Post(asked, snapshot, act, Ref(snapshot.code, "agreement", new.version, snapshot.seq + 1))
    letters = [
        Intent(
            letter="agreement",
            to=person.id,
            about=post.about,
            occasion=occasion(snapshot.code, new.version, snapshot.seq + 1, person.id),
            facts={"by": act.by.id, "proposer": person.id == question.by},
            cause=act.message,
        )
        for person in snapshot.contractors()
    ]
    gaps: dict[str, Json] = {"name": act.by.first_name, "who": name(snapshot, question.by), "version": new.version}
    news = "{name} accepted what {who} proposed: the agreement has version {version} now."
    return (*letters, *post.tell_owners(phrase(news, **gaps)))


def occasion(code: str, version: int, seq: int, person: str) -> str:
    """Why a version's letter exists: the version, as that record of the ledger made it."""
    return f"agreement/{code}/v{version}/{seq}/{person}"


def apply_keep(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The agreement stays as it is; whoever proposed a change hears so, and is asked for an answer to it as it is."""
    question = _meant(asked, snapshot, act, "keep agreement")
    if isinstance(question, Outcome):
        return question
    reason, version = (asked.text or "").strip(), snapshot.agreement.version if snapshot.agreement else None
    data: dict[str, Json] = {"question": question.number, "text": reason, "version": version}
    change = Change("keep_agreement", Ref(snapshot.code, "question", question.number), act.by.id, data)
    about = Ref(snapshot.code, "agreement", version)
    post = Post(asked, snapshot, act, about, question_thread(snapshot, question.number, None))
    text = "{name} would like to keep the agreement as it is, so your proposal (Q{question}) is not taken up."
    if reason:
        text = (
            "{name} would like to keep the agreement as it is, so your proposal (Q{question}) is not taken up: {reason}"
        )
    gaps: dict[str, Json] = {"name": act.by.first_name, "question": question.number, "reason": reason}
    asker = [person for person in snapshot.contractors() if person.id == question.by]
    told = post.notice(asker, phrase(text, **gaps), ["I agree", "CHANGE: what should be different"])
    news = "{name} keeps the agreement as it is; what {who} proposed (Q{question}) is not taken up."
    gaps["who"] = name(snapshot, question.by)
    said = phrase("The agreement stays as it is.")
    after = phrase("{name} will hear of it.", name=name(snapshot, question.by)) if told else None
    return Outcome(said, (change,), told + post.tell_owners(phrase(news, **gaps)), next=after)


def _meant(asked: Asked, snapshot: Snapshot, act: Act, words: str) -> Question | Outcome:
    """The open proposal that is named, answered, or the only one."""
    number, waiting = asked.question, snapshot.proposals()
    if number is None and act.answered is not None and act.answered.about.kind == "question":
        number = act.answered.about.number
    if number is None and len(waiting) == 1:
        return waiting[0]
    found = snapshot.questions.get(number or 0)
    if found is not None and found.proposes is not None:
        return found if found.open else _decided(found, snapshot)
    offers = [f"{words} Q{each.number}" for each in waiting]
    if not waiting:
        return refused("no_proposal", "Nobody has proposed a change to the agreement that waits for a decision.")
    return refused("unclear", "Which proposal do you mean? Please write its number beside it.", *offers)


def _decided(question: Question, snapshot: Snapshot) -> Outcome:
    version = snapshot.agreement.version if snapshot.agreement else 0
    text = "The proposal Q{question} has been decided on already; the agreement stands in version {version}."
    return Outcome(phrase(text, question=question.number, version=version))


ACCEPT_CHANGE = Command("accept_change", "ACCEPT CHANGE Q7", "accept change Q7", apply_accept)
KEEP_AGREEMENT = Command("keep_agreement", "KEEP AGREEMENT Q7", "keep agreement Q7: the terms hold for all", apply_keep)
