"""A seeded selection of the proof that nothing is lost and nothing doubled; `make faults` runs all of it."""

from collections.abc import Sequence

import pytest

from tests.faults import disks, servers
from tests.faults import scene as scenes
from tests.faults.budget import Few
from tests.faults.campaign import Campaign
from tests.faults.line_proxy import Cut, Where
from tests.faults.rows import proved
from tests.servers.left_out import leave_out

SEED = 12


def test_killed_between_any_two_steps_nothing_is_lost_or_doubled(campaign: Campaign) -> None:
    row = campaign.kill_points(Few(5, SEED), scenes.everything(campaign.databases.ground), "at a point")
    assert row.points >= 120
    assert row.faults >= 4
    proved(row)


def test_killed_with_all_threads_at_work_nothing_is_lost_or_doubled(campaign: Campaign) -> None:
    proved(campaign.kill_points(Few(2, SEED), scenes.everything(campaign.databases.ground), "threads", threads=True))


def test_killed_again_while_it_recovers_nothing_is_lost_or_doubled(campaign: Campaign) -> None:
    pairs = [
        ("commit Journal.begin (OpenMessages.begin): after #1", "commit Projects.unit (OpenMessages.finish): before #1")
    ]
    pairs += [("smtp content: sent #1", "smtp content: half #1")]
    proved(campaign.kill_at_both(pairs, scenes.everything(campaign.databases.ground)))


def test_killed_again_before_the_doubt_is_committed_anew_the_bytes_stay(campaign: Campaign) -> None:
    pairs = [("smtp content: sent #3", "smtp MAIL: before #1")]
    proved(campaign.kill_at_both(pairs, scenes.everything(campaign.databases.ground)))


@pytest.mark.parametrize("number", [3, 4])
def test_a_letter_in_doubt_that_is_deferred_keeps_its_bytes(campaign: Campaign, number: int) -> None:
    cut = Cut("client", number, Where.BEFORE)
    proved(campaign.killed_then_cut("smtp content: sent #1", cut, scenes.everything(campaign.databases.ground)))


def test_killed_at_random_instants_under_load_nothing_is_lost_or_doubled(campaign: Campaign) -> None:
    proved(campaign.kill_at_random(Few(1, SEED), SEED, messages=20))


@pytest.mark.parametrize("protocol", ["IMAP", "SMTP"])
def test_cut_at_any_line_nothing_is_lost_or_doubled(campaign: Campaign, protocol: str) -> None:
    proved(campaign.cuts(Few(2, SEED), scenes.everything(campaign.databases.ground), protocol))


@pytest.mark.parametrize("protocol", ["IMAP", "SMTP"])
def test_whatever_a_server_answers_nothing_is_lost_or_doubled(campaign: Campaign, protocol: str) -> None:
    proved(servers.answered(campaign, protocol, scenes.everything(campaign.databases.ground), Few(1, SEED)))


@pytest.mark.parametrize("protocol", ["IMAP", "SMTP"])
def test_a_server_that_falls_silent_loses_and_doubles_nothing(campaign: Campaign, protocol: str) -> None:
    proved(servers.stalled(campaign, protocol, scenes.everything(campaign.databases.ground), Few(1, SEED)))


def test_what_was_copied_for_want_of_move_leaves_the_inbox_after_a_crash(campaign: Campaign) -> None:
    def before_expunge(points: Sequence[str]) -> Sequence[str]:
        return [point for point in points if point == "imap UID EXPUNGE: before #1"]

    row = servers.without_move(campaign, scenes.everything(campaign.databases.ground), before_expunge)
    assert row.faults == 1
    proved(row)


def test_a_mailbox_that_was_renumbered_is_not_applied_again(campaign: Campaign) -> None:
    proved(servers.renumbered(campaign, scenes.everything(campaign.databases.ground), Few(1, SEED)))


def test_what_was_taken_in_is_applied_though_the_mailbox_is_emptied(campaign: Campaign) -> None:
    proved(servers.emptied(campaign, scenes.everything(campaign.databases.ground)))


def test_where_one_recipient_is_refused_all_others_get_their_letters(campaign: Campaign) -> None:
    proved(servers.refusing(campaign, scenes.everything(campaign.databases.ground), Few(1, SEED)))


def test_where_tls_fails_nothing_is_said_in_the_clear(campaign: Campaign) -> None:
    proved(servers.without_tls(campaign, scenes.everything(campaign.databases.ground)))


def test_a_commit_that_fails_is_made_up_for(campaign: Campaign) -> None:
    row = disks.failing(campaign, scenes.everything(campaign.databases.ground), Few(2, SEED))
    proved(row)
    assert row.inside == 0, "the process that lives on knows what was answered"


def test_an_answer_that_cannot_be_committed_is_no_reason_to_send_twice(campaign: Campaign) -> None:
    def answers(points: Sequence[str]) -> Sequence[str]:
        return [point for point in points if "(Answers.save)" in point][2:4]

    row = disks.failing(campaign, scenes.everything(campaign.databases.ground), answers)
    proved(row)
    assert (row.faults, row.inside) == (2, 0)


def test_between_two_letters_nothing_is_in_doubt(campaign: Campaign) -> None:
    def offered(points: Sequence[str]) -> Sequence[str]:
        return [point for point in points if point in ("smtp MAIL: before #3", "smtp RCPT: answered #4")]

    row = campaign.kill_points(offered, scenes.everything(campaign.databases.ground), "between two letters")
    proved(row)
    assert (row.faults, row.inside) == (2, 0)


def test_a_disk_that_is_full_or_read_only_stops_everything_and_nothing_is_half_done(campaign: Campaign) -> None:
    if not disks.mountable():
        leave_out("small disks", "run as root")
    scene = scenes.everything(campaign.databases.ground)
    proved(disks.full(campaign, scene, Few(2, SEED)))
    proved(disks.read_only(campaign, scene))


def test_a_message_that_kills_its_reader_takes_no_others_with_it(campaign: Campaign) -> None:
    proved(campaign.poisoned())


def test_a_clock_set_back_repeats_nothing(campaign: Campaign) -> None:
    proved(campaign.clock_set_back(scenes.everything(campaign.databases.ground)))
