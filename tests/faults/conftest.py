"""Campaigns: on SQLite, on PostgreSQL, and with several daemons there."""

from collections.abc import Iterator

import pytest

from tests.faults.campaign import Campaign, on_postgres, on_sqlite
from tests.faults.chaos import Chaos, in_chaos
from tests.faults.host import Zygote
from tests.servers.postgres import Postgres


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    with Zygote() as zygote:
        yield zygote


@pytest.fixture(scope="module")
def campaign(zygote: Zygote) -> Iterator[Campaign]:
    with on_sqlite(zygote) as campaign:
        yield campaign


@pytest.fixture(scope="module")
def postgres_campaign(zygote: Zygote, postgres: Postgres) -> Iterator[Campaign]:
    with on_postgres(zygote, postgres) as campaign:
        yield campaign


@pytest.fixture(scope="module")
def chaos(postgres_campaign: Campaign, postgres: Postgres) -> Iterator[Chaos]:
    with in_chaos(postgres_campaign, postgres) as chaos:
        yield chaos
