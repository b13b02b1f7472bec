"""Whatever does not agree with itself is found, and what does is not complained about."""

from datetime import timedelta

import pytest

from mailflow.domain.hold import Scope
from mailflow.store import Settled, Store
from mailflow.store.fields import Instant
from tests.store.samples import NOW, begun, opened, queue, queued
from tests.store.test_outbox import in_doubt

FAR = f"'{Instant().db_value(NOW + timedelta(days=60))}'"
WRONG = {
    "UPDATE project SET seq = seq + 1": "records, and has",
    "UPDATE project SET state = 'closed'": "it is kept as closed",
    "DELETE FROM record WHERE seq = 1": "the numbers of its records",
    "UPDATE project SET snapshot = replace(snapshot, 'Acme', 'Akme')": "the state that is kept",
    "DELETE FROM member": "who is kept as being on it",
    "DELETE FROM raw": "waits, and its bytes are gone",
    "UPDATE message SET disposition = 'handled', reason = 'because'": "for no known reason (because)",
    "UPDATE message SET disposition = 'handled', reason = 'ok'": "its content is not claimed",
    "UPDATE letter SET state = 'lost' WHERE state = 'queued'": "which is no state of a letter",
    "DELETE FROM frozen": "may have left, and its bytes are gone",
    "UPDATE letter SET daemon = ''": "is claimed by nobody",
    "UPDATE letter SET sent_at = NULL, state = 'sent'": "nobody knows when",
    "DELETE FROM letter WHERE state = 'queued'": "there is no letter for it",
    "UPDATE letter SET state = 'folded', folded_into = NULL": "is part of another one that is not there",
    f"UPDATE project SET wake_at = {FAR}": "project acme-site was looked at in a time to come",
    f"UPDATE project SET announced_until = {FAR}": "project acme-site was looked at in a time to come",
    f"UPDATE message SET retry_at = {FAR}": "message 1 is put off for too long",
    f"UPDATE letter SET ready_at = {FAR} WHERE state = 'queued'": "letter 3 is put off for too long",
}


@pytest.fixture
def sound(store: Store) -> Store:
    opened(store)
    begun(store, 2)
    (sent,) = in_doubt(store, "a/1")
    store.outbox.settle([Settled(sent, "sent", None, "250")], NOW)
    in_doubt(store, "b/1")
    queue(store, [queued("c/1")])
    return store


def test_what_agrees_with_itself_is_counted_and_not_complained_about(sound: Store) -> None:
    found = sound.audit(NOW)
    assert found.findings == []
    assert found.counts == {
        "projects": 1,
        "records": len(sound.projects.ledger("acme-site")),
        "messages waiting": 2,
        "letters sent": 1,
        "letters in_doubt": 1,
        "letters queued": 1,
    }


@pytest.mark.parametrize(("damage", "told"), WRONG.items(), ids=list(WRONG.values()))
def test_what_does_not_agree_with_itself_is_named(sound: Store, damage: str, told: str) -> None:
    with sound.projects._database.writing():
        sound.projects._database.peewee.execute_sql(damage)
    assert told in "\n".join(sound.audit(NOW).findings)


def test_an_empty_database_has_nothing_wrong(store: Store) -> None:
    found = store.audit()
    assert (found.counts, found.findings) == ({}, [])


def test_what_is_open_after_a_restore_is_named_until_it_is_done(sound: Store) -> None:
    sound.journal.first_contact("projects", "INBOX", 7, 1)
    assert sound.audit(NOW).open == []
    sound.mark_restored(NOW)
    first, second = sound.audit(NOW).open
    assert "`mailflow release`" in first
    assert second.startswith("mailbox projects: what was filed has not been looked through since 2026-11-23")
    sound.holds.lift(Scope.RESTORED, "", NOW)
    assert sound.audit(NOW).open == [second]
    sound.meta.put("night sweep projects", "2026-11-23")
    assert sound.audit(NOW).open == []
