"""A small company for stories: an owner, two contractors in other zones, three milestones."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from mailflow.demo.clients import Correspondent
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.people import Role
from mailflow.domain.project import Agreement

CODE = "acme-site"
START = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
"""A Monday morning."""

CAST = {
    "olivia": Correspondent("Olivia Berg", "olivia@acme.example", "gmail"),
    "dana": Correspondent("Dana Kim", "dana@studio.example", "iphone"),
    "lee": Correspondent("Lee Wong", "lee@wordsmith.example", "outlook", "Lee Wong, Wordsmith"),
}

PEOPLE = (
    Participant("olivia", "Olivia Berg", ("olivia@acme.example",), Role.OWNER, "Europe/Berlin"),
    Participant("dana", "Dana Kim", ("dana@studio.example", "dana@home.example"), Role.CONTRACTOR, "Asia/Manila"),
    Participant("lee", "Lee Wong", ("lee@wordsmith.example",), Role.CONTRACTOR, "Europe/Lisbon", locale="en-GB"),
)

SITE = Definition(
    code=CODE,
    title="Acme website",
    zone="Europe/Berlin",
    vision="A shop that loads before you blink.",
    agreement=Agreement(1, scope="A shop.", conditions="It works.", payment="Net 14 days."),
    people=PEOPLE,
    milestones=(
        Promise(1, "Homepage design", date(2026, 11, 13), assignee="dana", amount=Decimal(1200), currency="EUR"),
        Promise(2, "Checkout", date(2026, 11, 27), assignee="dana", tasks=("Form", "Receipt")),
        Promise(3, "Product texts", date(2026, 11, 20), assignee="lee"),
    ),
)


def with_milestones(*milestones: Promise) -> Definition:
    """The same company with other work."""
    return replace(SITE, milestones=milestones)


def beside() -> Definition:
    """A second project that Dana works on, too."""
    return replace(
        SITE,
        code="bolt-app",
        title="Bolt app",
        people=PEOPLE[:2],
        milestones=(
            Promise(4, "Login screen", date(2026, 11, 18), assignee="dana"),
            Promise(5, "App icon", date(2026, 11, 25), assignee="dana"),
        ),
    )
