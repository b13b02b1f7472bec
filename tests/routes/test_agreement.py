"""The agreement: proposed, changed, accepted anew, reminded of until it is settled; and work that came before it."""

from dataclasses import replace
from datetime import timedelta

from mailflow.domain.milestone import State
from mailflow.domain.project import Agreement
from mailflow.flows.propose import propose
from tests.routes.company import SITE
from tests.routes.route import Route


def test_a_change_that_is_accepted_makes_a_version_that_everybody_accepts_anew(route: Route) -> None:
    route.await_letter("lee", "invitation")
    route.says("lee", "invitation", "I agree")
    route.says("dana", "invitation", "CHANGE: net 7 days instead of net 14 days")
    assert "passed on to Olivia" in route.text("dana", "receipt")
    route.await_letter("olivia", "change_request")
    assert "> Net 7 days." in route.text("olivia", "change_request")
    route.says("olivia", "change_request", "accepted, thank you")
    assert (route.snapshot().agreement or SITE.agreement) != SITE.agreement
    route.await_letter("lee", "agreement")
    for who in ("dana", "lee"):
        assert "Net 7 days." in route.text(who, "agreement")
        route.says(who, "agreement", "AGREE")
    assert "What you proposed is in it" in route.text("dana", "agreement")
    assert "Dana" not in route.text("lee", "agreement")
    accepted = route.snapshot().accepted
    agreement = route.snapshot().agreement
    assert agreement is not None
    assert {(one.version, one.text_hash) for one in accepted.values()} == {(2, agreement.text_hash)}


def test_a_change_that_is_not_taken_up_is_told_and_the_agreement_asked_for_again(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "CHANGE: half of it in advance")
    route.await_letter("olivia", "change_request")
    route.says("olivia", "change_request", "KEEP AGREEMENT Q1: we pay nobody in advance")
    route.await_letter("dana", "notice")
    assert "we pay nobody in advance" in route.text("dana", "notice")
    route.says("dana", "notice", "I agree")
    assert route.snapshot().has_agreed("dana")


def test_while_the_owner_thinks_the_owner_is_reminded_and_the_contractor_is_not(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "CHANGE: half of it in advance")
    route.await_letter("olivia", "waiting")
    assert "Dana proposes a change to the agreement" in route.text("olivia", "waiting")
    route.wait(days=4)
    assert len(route.letters("dana", "invitation")) == 1
    assert len(route.letters("lee", "invitation")) > 1


def test_words_to_a_proposal_reach_whoever_made_it_and_leave_it_open(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "CHANGE: half of it in advance")
    route.await_letter("olivia", "change_request")
    route.says("olivia", "change_request", "We usually do a third; would that help you get started with it?")
    route.await_letter("dana", "answer")
    assert "We usually do a third" in route.text("dana", "answer")
    assert len(route.snapshot().proposals()) == 1


def test_undo_in_time_reaches_nobody(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "CHANGE: half of it in advance")
    route.await_letter("olivia", "change_request")
    route.says("olivia", "change_request", "ACCEPT CHANGE Q1")
    route.says("olivia", "receipt", "UNDO")
    route.wait(hours=2)
    assert not route.letters("dana", "agreement")
    agreement = route.snapshot().agreement
    assert agreement is not None
    assert (agreement.version, len(route.snapshot().proposals())) == (1, 1)


def test_agreeing_to_the_letter_of_an_older_version_accepts_nothing(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "CHANGE: half of it in advance")
    route.await_letter("olivia", "change_request")
    route.says("olivia", "change_request", "ACCEPT CHANGE Q1")
    route.says("lee", "invitation", "I agree")
    assert "The agreement has a newer version by now" in route.text("lee", "clarification")
    assert not route.snapshot().has_agreed("lee")


def test_work_before_the_agreement_is_recorded_and_says_so_in_receipt_and_digest(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.says("dana", "invitation", "DONE 1")
    assert route.milestone(1).state is State.SUBMITTED
    assert "before you have accepted version 1 of the agreement" in route.text("dana", "receipt")
    (done,) = [one for one in route.store.projects.ledger("acme-site") if one.kind == "done"]
    assert done.data["unagreed"] == 1
    route.await_letter("olivia", "digest")
    assert "without having accepted the agreement as it stands: Dana Kim" in route.text("olivia", "digest")


def test_a_new_version_in_the_project_file_goes_out_to_be_accepted(route: Route) -> None:
    route.await_letter("lee", "invitation")
    route.says("dana", "invitation", "I agree")
    changed = replace(SITE, agreement=Agreement(1, "A shop.", "It works, on phones too.", "Net 14 days."))
    route.later()
    propose(route.store, changed, route.now)
    letter = route.await_letter("dana", "agreement", timedelta(hours=2))
    assert letter.occasions[0].startswith("agreement/acme-site/v2/")
    assert not route.snapshot().has_agreed("dana")
