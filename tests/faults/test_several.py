"""Several daemons on one PostgreSQL: a seeded selection of the proof; `make faults` runs all of it."""

from dataclasses import replace

import pytest

from tests.faults import scene as scenes
from tests.faults import servers
from tests.faults.budget import Few
from tests.faults.campaign import Campaign
from tests.faults.chaos import IN_TIME, Chaos
from tests.faults.mutants import SHARED
from tests.faults.rows import given_away, proved

SEED = 12

pytestmark = pytest.mark.real


def test_killed_on_postgresql_nothing_is_lost_or_doubled(postgres_campaign: Campaign) -> None:
    ground = postgres_campaign.databases.ground
    proved(postgres_campaign.kill_points(Few(2, SEED), scenes.everything(ground), "at a point"))


def test_killed_with_a_lease_its_work_is_done_once_that_is_over(postgres_campaign: Campaign) -> None:
    leased, ground = replace(postgres_campaign, leases=True), postgres_campaign.databases.ground
    proved(leased.kill_points(Few(1, SEED), scenes.everything(ground), "with leases"))


def test_mail_that_an_idling_server_says_nothing_of_is_found(postgres_campaign: Campaign) -> None:
    proved(servers.idle_lied(postgres_campaign, scenes.everything(postgres_campaign.databases.ground)))


def test_stopped_until_another_has_taken_over_it_does_nothing_any_more(chaos: Chaos) -> None:
    scene = scenes.everything(chaos.campaign.databases.ground)
    row = chaos.stopped_at(chaos.points(scene), scene, Few(1, SEED))
    proved(row)
    assert row.faults
    assert chaos.slowest <= IN_TIME


def test_between_354_and_content_a_daemon_asks_whether_the_letter_is_its_own(chaos: Chaos) -> None:
    proved(chaos.stopped_at(["smtp DATA: answered #3"], scenes.everything(chaos.campaign.databases.ground), list))


def test_several_daemons_in_chaos_lose_and_double_nothing(chaos: Chaos) -> None:
    proved(chaos.episodes(0, SEED, span=6))


@pytest.mark.parametrize("mutant", SHARED)
def test_several_daemons_with_a_wrong_protocol_are_found_out(chaos: Chaos, mutant: str) -> None:
    chaos.campaign.tell = str
    row = chaos.tried(mutant)
    assert given_away(SHARED[mutant], row), row.findings
