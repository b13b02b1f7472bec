"""BLOCKED and UNBLOCKED: work that cannot go on, and whose move it is. The owners hear of it at once."""

from mailflow.commands.aimed import own_milestone
from mailflow.commands.command import Command
from mailflow.commands.kept import kept_words
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import names, on, phrase
from mailflow.domain.milestone import Blocker, Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked, normal_line
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The reason is recorded and the owners are alerted; without one it is asked for."""
    found = own_milestone(asked, snapshot, act, "blocked")
    if isinstance(found, Outcome):
        return found
    if not found.open:
        return kept_words(found, asked, snapshot, act)
    reason = (asked.text or "").strip()
    if found.blocker is not None and normal_line(reason) in ("", normal_line(found.blocker.reason)):
        return _known(found, found.blocker, snapshot, act)
    return _recorded(found, reason, asked, snapshot, act)


def _recorded(found: Milestone, reason: str, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("blocked", about, act.by.id, {"reason": reason, "side": "owner"})
    post = Post.on(found, asked, snapshot, act)
    facts = {"reason": reason, "at": act.now.isoformat()}
    intents = post.relay("blocked", snapshot.deciding(act.now), dict(facts), urgent=True)
    owners = names(snapshot.deciding(act.now))
    said = phrase("Milestone {number} ({title}) is noted as blocked.", **values(found))
    then = phrase("{owners} will see it at once. Write {words} when you can go on.", owners=owners, words=_lift(found))
    if not reason:
        then = phrase("What is it waiting for? One line is enough, and {owners} will see it.", owners=owners)
    return Outcome(said, (change,), intents, next=then)


def _known(found: Milestone, blocker: Blocker, snapshot: Snapshot, act: Act) -> Outcome:
    since = on(act.by.calendar.local_date(blocker.since))
    text = "Milestone {number} ({title}) is noted as blocked since {since}, and {owners} can see it."
    said = phrase(text, **values(found, since=since, owners=names(snapshot.owners())))
    return Outcome(said, next=phrase("Write {words} when you can go on.", words=_lift(found)))


def _lift(found: Milestone) -> str:
    return f"UNBLOCKED {found.number}"


def apply_unblocked(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The blocker is lifted, and the owners know that nothing waits for them."""
    found = own_milestone(asked, snapshot, act, "unblocked")
    if isinstance(found, Outcome):
        return found
    if found.blocker is None:
        return Outcome(phrase("Milestone {number} ({title}) is not blocked; all is well.", **values(found)))
    change = Change("unblocked", Ref(snapshot.code, "milestone", found.number, found.version), act.by.id)
    news = phrase("{name} can go on with milestone {number} ({title}).", **values(found, name=act.by.first_name))
    said = phrase("Good to hear: milestone {number} ({title}) is no longer blocked.", **values(found))
    intents = Post.on(found, asked, snapshot, act).tell_owners(news)
    return Outcome(said, (change,), intents, next=phrase("It is due {due}.", due=on(found.due)))


BLOCKED = Command("blocked", "BLOCKED 4: reason", "stuck on 4, waiting for your logo", apply)
UNBLOCKED = Command("unblocked", "UNBLOCKED 4", "unblocked 4", apply_unblocked)
