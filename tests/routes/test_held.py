"""What proves too little is held, asked at the registered address, and carried out, dropped or forgotten."""

from email import message_from_bytes

import pytest

from mailflow.demo.clients import reply
from mailflow.demo.stage import reply_address
from mailflow.domain.milestone import State
from mailflow.store.journal import MessageRow
from tests.routes.company import CAST, CODE
from tests.routes.route import Route

PRIVATE = "dana.private@mail.example"


@pytest.fixture
def asked(route: Route) -> MessageRow:
    """Dana wrote without any proof, and has been asked."""
    return written(route)


def written(route: Route) -> MessageRow:
    route.await_letter("dana", "invitation")
    return route.writes("dana", "Homepage", "DONE 1")


def from_elsewhere(route: Route, text: str, address: str = PRIVATE) -> MessageRow:
    """Dana's letter is answered from an address that nobody has registered."""
    route.later()
    letter = route.letter("dana", "invitation").raw
    mail = message_from_bytes(reply(letter, CAST["dana"], text, route.now))
    mail.replace_header("From", address)
    raw = mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return route.submit(address, raw, reply_address(letter))


def end_of(route: Route, message: MessageRow) -> str:
    found = route.store.journal.message(message.id)
    assert found is not None
    return f"{found.disposition} {found.reason}"


def test_what_is_held_is_carried_out_once_confirmed_on_real_servers_too(everywhere: Route) -> None:
    route = everywhere
    asked = written(route)
    assert (route.milestone(1).state, end_of(route, asked)) == (State.PLANNED, "challenged unproven")
    answer = route.says("dana", "challenge", "YES")
    assert (route.milestone(1).state, answer.reason) == (State.SUBMITTED, "ok")
    assert end_of(route, asked) == "handled confirmed"
    (record,) = [one for one in route.store.projects.ledger(CODE) if one.kind == "done"]
    assert (record.message, record.evidence) == (asked.id, "from, confirmed by dana")


@pytest.mark.parametrize("yes", ["YES", "Yes, that was me.", "ok", "yes please\n\nDana"])
def test_yes_is_said_as_people_say_it(route: Route, asked: MessageRow, yes: str) -> None:
    route.says("dana", "challenge", yes)
    assert route.milestone(1).state is State.SUBMITTED


def test_what_was_confirmed_can_be_taken_back_by_answering_its_receipt(route: Route, asked: MessageRow) -> None:
    route.says("dana", "challenge", "YES")
    route.says("dana", "receipt", "UNDO")
    assert route.milestone(1).state is State.PLANNED


def test_a_second_yes_is_acknowledged_and_changes_nothing(route: Route, asked: MessageRow) -> None:
    route.says("dana", "challenge", "YES")
    route.says("dana", "challenge", "YES, go ahead")
    assert route.kinds() == ["done"]
    assert "confirmed this on Monday 2 November 2026 already" in route.text("dana", "receipt")


def test_no_drops_it_and_the_owner_is_told(route: Route, asked: MessageRow) -> None:
    answer = route.says("dana", "challenge", "NO, that was not me")
    assert (route.milestone(1).state, answer.reason) == (State.PLANNED, "ok")
    assert end_of(route, asked) == "rejected disavowed"
    route.wait(hours=1)
    assert "in the name of Dana Kim" in route.text("olivia", "notice")
    route.says("dana", "challenge", "YES")
    assert route.milestone(1).state is State.PLANNED, "no is the last word"


def test_what_has_changed_meanwhile_is_left_alone_and_the_words_are_offered_again(
    route: Route, asked: MessageRow
) -> None:
    route.says("dana", "invitation", "60% on 1")
    route.says("dana", "challenge", "YES")
    assert route.milestone(1).state is State.STARTED
    assert end_of(route, asked) == "challenged outdated"
    told = route.text("dana", "clarification")
    assert "has changed since it was written" in " ".join(told.split())
    assert "DONE 1" in told
    route.says("dana", "clarification", "DONE 1")
    assert route.milestone(1).state is State.SUBMITTED


def test_a_change_elsewhere_does_not_matter(route: Route, asked: MessageRow) -> None:
    route.says("dana", "invitation", "60% on 2")
    route.says("dana", "challenge", "YES")
    assert route.milestone(1).state is State.SUBMITTED


def test_what_nobody_confirms_is_dropped_quietly_after_three_days(route: Route, asked: MessageRow) -> None:
    route.wait(hours=73)
    assert end_of(route, asked) == "challenged unconfirmed"
    before = len(route.letters("dana"))
    route.says("dana", "challenge", "YES")
    assert route.milestone(1).state is State.PLANNED
    assert "open for three days" in " ".join(route.text("dana", "clarification").split())
    assert len(route.letters("dana")) == before + 1


def test_somebody_else_cannot_confirm(route: Route, asked: MessageRow) -> None:
    letter = route.letter("dana", "challenge").raw
    route.later()
    route.submit("lee", reply(letter, CAST["lee"], "YES", route.now), reply_address(letter))
    assert route.milestone(1).state is State.PLANNED
    assert end_of(route, asked) == "challenged unproven"


def test_a_yes_from_nowhere_confirms_nothing_and_asks_nothing(route: Route, asked: MessageRow) -> None:
    route.writes("dana", "Was this you? Please confirm", "YES")
    assert route.milestone(1).state is State.PLANNED


def test_several_lines_are_held_together_and_carried_out_in_their_order(route: Route) -> None:
    route.await_letter("dana", "invitation")
    route.writes("dana", "Today", "DONE 1\n60% on 2\nQUESTION: which font?")
    assert route.kinds() == []
    route.says("dana", "challenge", "YES")
    assert route.kinds() == ["done", "progress", "question"]
    assert len(route.letters("dana", "receipt")) == 1


def test_more_beside_the_yes_is_read_too(route: Route, asked: MessageRow) -> None:
    route.says("dana", "challenge", "YES\n60% on 2")
    assert route.kinds() == ["done", "progress"]


def test_after_a_restart_it_is_held_still(route: Route, asked: MessageRow) -> None:
    route.stage.stop()
    route.stage.start()
    route.store = route.stage.store
    route.says("dana", "challenge", "YES")
    assert route.milestone(1).state is State.SUBMITTED


# -- from addresses that nobody has registered


def test_a_reply_from_another_address_is_asked_at_the_registered_one(route: Route) -> None:
    route.await_letter("dana", "invitation")
    message = from_elsewhere(route, "DONE 1")
    assert (message.reason, route.milestone(1).state) == ("unproven", State.PLANNED)
    assert not route.letters(PRIVATE)
    told = route.text("dana", "challenge")
    assert f"> From: {PRIVATE}" in told
    assert "> DONE 1" in told


def test_it_is_carried_out_once_the_registered_address_says_yes(route: Route) -> None:
    route.await_letter("dana", "invitation")
    message = from_elsewhere(route, "DONE 1")
    route.says("dana", "challenge", "YES")
    assert (route.milestone(1).state, end_of(route, message)) == (State.SUBMITTED, "handled confirmed")
    (record,) = [one for one in route.store.projects.ledger(CODE) if one.kind == "done"]
    assert record.evidence == f"stranger {PRIVATE}, confirmed by dana"
    assert not route.letters(PRIVATE)


def test_the_other_address_cannot_say_yes_itself(route: Route) -> None:
    route.await_letter("dana", "invitation")
    from_elsewhere(route, "DONE 1")
    letter = route.letter("dana", "challenge").raw
    mail = message_from_bytes(reply(letter, CAST["dana"], "YES", route.now))
    mail.replace_header("From", PRIVATE)
    route.later()
    route.submit(PRIVATE, mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), reply_address(letter))
    assert route.milestone(1).state is State.PLANNED
    assert len(route.letters("dana", "challenge")) == 1


def test_many_strangers_with_one_leaked_letter_ask_three_times_a_day(route: Route) -> None:
    route.await_letter("dana", "invitation")
    for number in range(6):
        from_elsewhere(route, f"DONE 1\nQUESTION: is it number {number}?", f"x{number}@mail.example")
    assert len(route.letters("dana", "challenge")) == 3
    assert route.milestone(1).state is State.PLANNED
