"""Everything that is remembered, in one SQLite or PostgreSQL database."""

from mailflow.store.arrivals import Arrival
from mailflow.store.attachments import AttachmentRow, Attachments
from mailflow.store.contexts import Lookup, pack_lines
from mailflow.store.faults import Busy, Fenced, NoSuchProject, OldSchema, StoreFault
from mailflow.store.filing import Filing
from mailflow.store.journal import Journal, Kept, MessageRow
from mailflow.store.leases import Busyness, Leases, Standing
from mailflow.store.letter_rows import Addressee, OutboxRow
from mailflow.store.letters import MISSED, Claimed, Frozen, SentRow, Settled
from mailflow.store.outbox import Outbox
from mailflow.store.pending import Queued
from mailflow.store.people import People
from mailflow.store.personal import Personal, Stored
from mailflow.store.projects import Projects
from mailflow.store.restoring import restore_into
from mailflow.store.store import Store, files_beside
from mailflow.store.unit import Unit

__all__ = [
    "MISSED",
    "Addressee",
    "Arrival",
    "AttachmentRow",
    "Attachments",
    "Busy",
    "Busyness",
    "Claimed",
    "Fenced",
    "Filing",
    "Frozen",
    "Journal",
    "Kept",
    "Leases",
    "Lookup",
    "MessageRow",
    "NoSuchProject",
    "OldSchema",
    "Outbox",
    "OutboxRow",
    "People",
    "Personal",
    "Projects",
    "Queued",
    "SentRow",
    "Settled",
    "Standing",
    "Store",
    "StoreFault",
    "Stored",
    "Unit",
    "files_beside",
    "pack_lines",
    "restore_into",
]
