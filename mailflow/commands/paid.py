"""PAID: the owner has paid for what was approved. The money itself moves elsewhere; this is the record of it."""

from decimal import Decimal

from mailflow.commands.aimed import any_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.sums import sums
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import phrase
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

NEWS = {
    (False, False): "{name} recorded the payment of milestone {number} ({title}).",
    (False, True): "{name} recorded the payment of milestone {number} ({title}), {reference}.",
    (True, False): "{name} recorded the payment of milestone {number} ({title}): {sum}.",
    (True, True): "{name} recorded the payment of milestone {number} ({title}): {sum}, {reference}.",
}
"""By whether the milestone has an amount, and whether a reference was given."""


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Recorded, and whoever did the work hears of it, the other owners as well."""
    found = any_milestone(asked, snapshot, "paid")
    if isinstance(found, Outcome):
        return found
    if found.state is State.PAID:
        return Outcome(phrase("Milestone {number} ({title}) is recorded as paid already.", **values(found)))
    if found.state is not State.APPROVED:
        text = "Milestone {number} ({title}) is not approved yet, so no payment was recorded."
        return refused("not_approved", text, f"approve {found.number}", **values(found))
    return _another_sum(found, asked) or _paid(found, asked, snapshot, act)


def _another_sum(found: Milestone, asked: Asked) -> Outcome | None:
    """A payment is of the whole amount: another sum that was written is asked about."""
    agreed = (found.amount, found.currency)
    other = next((one for one in sums(asked.line) if found.amount is not None and one != agreed), None)
    if other is None:
        return None
    text = (
        "Milestone {number} ({title}) is for {sum}, and you wrote {other}, so nothing was recorded. "
        "PAID records the whole amount; another amount is changed in the project file."
    )
    gaps: dict[str, Json] = {"sum": _money(*agreed), "other": _money(*other)}
    return refused("another_sum", text, f"paid {found.number}", **values(found, **gaps))


def _money(amount: Decimal | None, currency: str | None) -> Json:
    return {"money": str(amount), "currency": currency}


def _paid(found: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    reference = (asked.text or "").strip()
    sum_paid: Json = _money(found.amount, found.currency) if found.amount is not None else ""
    data: dict[str, Json] = {"text": reference} if reference else {}
    change = Change("paid", Ref(snapshot.code, "milestone", found.number, found.version), act.by.id, data)
    gaps = values(found, name=act.by.first_name, sum=sum_paid, reference=reference)
    text = NEWS[bool(sum_paid), bool(reference)]
    news = phrase(text, **gaps)
    post = Post.on(found, asked, snapshot, act)
    readers = [*snapshot.owners(), *(p for p in snapshot.contractors() if p.id == found.assignee)]
    said = phrase("Milestone {number} ({title}) is recorded as paid.", **values(found))
    return Outcome(said, (change,), post.notice(readers, news))


PAID = Command("paid", "PAID 3 ref 2026-117", "paid 3, transfer 2026-117", apply)
