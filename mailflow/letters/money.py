"""What is agreed, approved, paid and open, in each currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mailflow.domain.milestone import FINISHED, Milestone, State


@dataclass(frozen=True, slots=True)
class Money:
    """Sums in one currency; `due` is approved and not yet paid, `open` is not yet approved."""

    currency: str
    agreed: Decimal
    approved: Decimal
    paid: Decimal

    @property
    def due(self) -> Decimal:
        """What was approved and waits to be paid."""
        return self.approved - self.paid

    @property
    def open(self) -> Decimal:
        """What is still to be earned."""
        return self.agreed - self.approved


def money(milestones: Iterable[Milestone]) -> tuple[Money, ...]:
    """The sums of all milestones that have an amount and were not cancelled."""
    counted = [m for m in milestones if m.amount is not None and m.state is not State.CANCELLED]
    return tuple(_sums(currency, counted) for currency in sorted({m.currency or "" for m in counted}))


def _sums(currency: str, milestones: Iterable[Milestone]) -> Money:
    mine = [m for m in milestones if (m.currency or "") == currency]
    return Money(
        currency,
        _total(mine),
        _total(m for m in mine if m.state in FINISHED),
        _total(m for m in mine if m.state is State.PAID),
    )


def _total(milestones: Iterable[Milestone]) -> Decimal:
    return sum((m.amount or Decimal(0) for m in milestones), Decimal(0))
