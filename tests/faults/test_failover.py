"""The server is lost and a replica takes its place: nothing is lost, or what was lost is found again and said.
`make faults` also has daemons that are killed with it."""

from collections.abc import Iterator

import pytest

from tests.faults import scene as scenes
from tests.faults.failover import Pair, paired
from tests.faults.host import Zygote
from tests.servers.postgres import Postgres, installed
from tests.servers.processes import folder

pytestmark = pytest.mark.real


@pytest.fixture
def pair(zygote: Zygote) -> Iterator[Pair]:
    programs = installed()
    with folder("postgres") as where:
        primary = Postgres(where, programs)
        with paired(zygote, primary) as pair:
            yield pair
        primary.stop()


def test_a_daemon_that_runs_crosses_over_to_a_synchronous_replica_and_nothing_is_lost(pair: Pair) -> None:
    row = pair.synchronous_while_it_runs()
    assert (row.faults, row.findings) == (1, [])


def test_a_daemon_that_runs_finds_by_itself_what_an_asynchronous_replica_lacks(pair: Pair) -> None:
    row = pair.asynchronous_while_it_runs(scenes.everything(pair.campaign.databases.ground))
    assert (row.faults, row.findings) == (1, [])
