"""What a message is read against."""

from dataclasses import replace

from mailflow.domain.project import Ref
from mailflow.domain.reading import Context
from mailflow.domain.record import Change
from mailflow.store import Frozen, Lookup, Settled, Store, pack_lines
from tests.store.samples import CODE, DANA, LATER, NOW, OLGA, done, milestone, opened, queue, queued

RAW = b"Message-ID: <%s@acme.example>\r\n\r\nHello\r\n"


def send(store: Store, occasion: str, to: str, lines: list[int]) -> str:
    """A letter that reached somebody; its token."""
    queue(store, [queued(occasion, to, cause=3)])
    (letter,) = store.outbox.claim(NOW, 1, "me")
    raw = RAW % letter.token.encode()
    store.outbox.in_doubt([Frozen(letter.id, raw, pack_lines(lines), "s", (milestone(2),))], NOW)
    store.outbox.settle([Settled(letter.id, "sent")], LATER)
    return letter.token


def find(store: Store, sender: str, *tokens: str) -> Context:
    (context,) = store.journal.contexts([Lookup(sender, tokens, LATER)])
    return context


def test_a_stranger_has_an_empty_context(store: Store) -> None:
    opened(store)
    token = send(store, "check_in/1", "dana", [1])
    assert find(store, "stranger@example.net") == Context(now=LATER)
    holder = find(store, "dana@studio.example", token)
    assert find(store, "stranger@example.net", token) == Context(now=LATER, holder=holder)


def test_any_address_of_a_person_is_theirs(store: Store) -> None:
    opened(store)
    for address in DANA.addresses:
        context = find(store, address)
        assert (context.person, [s.code for s in context.snapshots]) == (DANA, [CODE])
        assert context.letter is None


def test_the_letter_answered_is_known_with_what_it_showed(store: Store) -> None:
    opened(store)
    answered = find(store, DANA.addresses[0], send(store, "check_in/1", "dana", [1])).letter
    assert answered is not None
    assert (answered.letter, answered.person, answered.about) == ("check_in", "dana", milestone(1))
    assert answered.message_id == "<token-check_in/1@acme.example>"
    assert (answered.sent_at, answered.items, answered.cause) == (LATER, (milestone(2),), 3)
    assert answered.facts == {"n": 1}


def test_somebody_elses_letter_is_not_answered_but_recognised(store: Store) -> None:
    opened(store)
    token = send(store, "review/1", "olga", [7])
    context = find(store, DANA.addresses[0], token)
    assert context.letter is None
    assert context.known == {7}


def test_the_newest_of_several_letters_is_the_one_answered(store: Store) -> None:
    opened(store)
    tokens = [send(store, f"{name}/1", "dana", [1]) for name in ("first", "second")]
    answered = find(store, DANA.addresses[0], tokens[1], tokens[0]).letter
    assert answered is not None
    assert answered.letter in {"first", "second"}


def test_lines_of_the_last_letters_are_known_without_a_token(store: Store) -> None:
    opened(store)
    for number in range(12):
        send(store, f"digest/{number}", "olga", [number, 2**64 - 1 - number])
    known = find(store, OLGA.addresses[0]).known
    assert len(known) == 20
    assert 2**64 - 12 in known


def test_a_letter_in_doubt_can_be_answered(store: Store) -> None:
    opened(store)
    queue(store, [queued("check_in/1")])
    (letter,) = store.outbox.claim(NOW, 1, "me")
    store.outbox.in_doubt([Frozen(letter.id, b"raw", pack_lines([4]), "s")], NOW)
    context = find(store, DANA.addresses[0], letter.token)
    assert context.letter is not None
    assert (context.letter.sent_at, context.known) == (NOW, {4})


def test_a_letter_never_sent_cannot_be_answered(store: Store) -> None:
    opened(store)
    queue(store, [queued("check_in/1")])
    assert find(store, DANA.addresses[0], "token-check_in/1").letter is None


def test_a_closed_project_is_shown_where_a_letter_about_it_is_answered(store: Store) -> None:
    opened(store, CODE, "other")
    token = send(store, "check_in/1", "dana", [1])
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [Change("close_project", Ref(CODE), "olga")])
    assert [s.code for s in find(store, DANA.addresses[0]).snapshots] == ["other"]
    assert [s.code for s in find(store, DANA.addresses[0], token).snapshots] == [CODE, "other"]


def test_who_left_a_project_meets_it_only_in_answer_to_its_letters_and_without_a_role(store: Store) -> None:
    opened(store)
    token = send(store, "check_in/1", "dana", [1])
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [Change("left", Ref(CODE), None, {"person": "dana"})])
    assert find(store, DANA.addresses[0]).snapshots == ()
    context = find(store, DANA.addresses[0], token)
    assert ([one.code for one in context.snapshots], context.role_in(CODE)) == ([CODE], None)


def test_a_batch_is_answered_in_its_order_and_with_the_state_of_now(store: Store) -> None:
    opened(store)
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [done(1)])
        unit.change_person(replace(OLGA, name="Olga B."))
    lookups = [Lookup(sender, (), NOW) for sender in ("x@y.example", OLGA.addresses[0], DANA.addresses[1])]
    contexts = store.journal.contexts(lookups)
    assert [c.person and c.person.name for c in contexts] == [None, "Olga B.", "Dana Kim"]
    assert contexts[1].snapshots == contexts[2].snapshots == (store.projects.snapshot(CODE),)
