"""The server is lost and a replica takes its place: nothing is lost, or what was lost is found again and said."""

from collections.abc import Iterator

import pytest

from tests.faults import scene as scenes
from tests.faults.failover import Pair, paired
from tests.faults.host import Zygote
from tests.servers.postgres import Postgres, installed
from tests.servers.processes import folder

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("faults")]


@pytest.fixture
def pair() -> Iterator[Pair]:
    programs = installed()
    with folder("postgres") as where, Zygote() as zygote:
        primary = Postgres(where, programs)
        with paired(zygote, primary) as pair:
            yield pair
        primary.stop()


def test_with_a_synchronous_replica_nothing_is_lost_and_no_letter_waits(pair: Pair) -> None:
    row = pair.synchronous(scenes.everything(pair.campaign.databases.ground), "smtp content: sent #3")
    assert (row.faults, row.findings) == (1, [])


def test_what_an_asynchronous_replica_lacks_is_said_and_found_again(pair: Pair) -> None:
    row = pair.asynchronous(scenes.everything(pair.campaign.databases.ground))
    assert (row.faults, row.findings) == (1, [])
