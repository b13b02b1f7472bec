"""All that is stored about somebody is gathered, and taken out, on either database."""

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.erasure import ERASED
from mailflow.domain.held import Held, HeldState
from mailflow.domain.hold import Scope
from mailflow.domain.reading import Asked
from mailflow.store import Arrival, Store
from tests.store.samples import CODE, DANA, LATER, NOW, done, opened


def told(store: Store) -> int:
    """Dana has reported with a file, something is held in her name, and her letters are stopped."""
    (message,) = store.journal.receive(
        [Arrival("pipe", "INBOX", 0, None, b"bytes", "<1@studio.example>", DANA.addresses[0], NOW)]
    )
    with store.projects.unit([CODE], NOW) as unit:
        unit.append(CODE, [done(1)], message=message, evidence="token")
        unit.enclose(message, (Enclosed("dana.pdf", "application/pdf", 3, "ab" * 32, left="large"),))
        unit.hold(
            Held(
                message,
                "dana",
                CODE,
                NOW,
                LATER,
                (Asked("done", "1 is done", project=CODE, milestone=1),),
                why="no signature",
            )
        )
    store.holds.put(Scope.PERSON, "dana", NOW, "Dana Kim asked for it")
    store.holds.put(Scope.PROJECT, CODE, NOW, "as Dana Kim says")
    return message


def test_it_is_gathered(store: Store) -> None:
    message = told(opened(store))
    found = store.personal.gather(DANA)
    assert [one.code for one in found.projects] == [CODE]
    assert [one.id for one in found.messages] == [message]
    assert [one.raw for one in found.messages] == [b"bytes"]
    assert [one.row.file.name for one in found.files] == ["dana.pdf"]
    assert [one.message for one in found.held] == [message]
    assert {record.kind for record in found.records[CODE]} == {"member", "milestone", "done"}


def test_it_is_taken_out(store: Store) -> None:
    message = told(opened(store))
    store.personal.erase(DANA, LATER)
    found = store.personal.gather(DANA)
    assert (found.messages, found.files, found.letters) == ([], [], [])
    assert [(one.state, one.asked) for one in found.held] == [(HeldState.DROPPED, ())]
    assert store.journal.raw(message) is None
    assert [row.file.name for row in store.attachments.of([message])[message]] == [ERASED]
    assert [(hold.scope, hold.why) for hold in store.holds.standing()] == [(Scope.PROJECT, f"as {ERASED} says")]
    assert [r.data["text"] for r in store.projects.ledger(CODE) if r.kind == "done"] == [ERASED]
    assert store.audit().findings == []
