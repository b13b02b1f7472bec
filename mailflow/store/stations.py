"""A letter's moves from one station to the next, as statements for many letters at once."""

from peewee import fn

from mailflow.store import schema
from mailflow.store.schema import FOLDED, Letter
from mailflow.store.statement import Statement, gap, gaps

_LET_GO = {Letter.daemon: ""}
_BACK = {Letter.state: "queued", **_LET_GO}

CLAIM = Statement(Letter.update({Letter.state: "claimed", **gaps(Letter.daemon)}).where(Letter.id == gap(Letter.id)))
HOLD = Statement(Letter.update({**_BACK, **gaps(Letter.ready_at)}).where(Letter.id == gap(Letter.id)))
EXTEND = Statement(
    Letter.update(gaps(Letter.not_after)).where(Letter.id == gap(Letter.id), Letter.not_after < gap(Letter.not_after))
)
END = Statement(Letter.update({**_LET_GO, **gaps(Letter.state, Letter.note)}).where(Letter.id == gap(Letter.id)))

FOLD = Statement(
    Letter.update({**_LET_GO, Letter.state: "folded", **gaps(Letter.folded_into)}).where(Letter.id == gap(Letter.id))
)
UNFOLD = Statement(
    Letter.update(
        {
            Letter.state: "queued",
            Letter.folded_into: None,
            Letter.ready_at: fn.COALESCE(gap(Letter.ready_at), Letter.ready_at),
        }
    ).where(FOLDED, Letter.folded_into == gap(Letter.folded_into))
)

FREEZE = Statement(
    schema.Frozen.insert(gaps(schema.Frozen.letter, schema.Frozen.bytes)).on_conflict(
        conflict_target=[schema.Frozen.letter], preserve=[schema.Frozen.bytes]
    )
)
THAW = Statement(schema.Frozen.delete().where(schema.Frozen.letter == gap(schema.Frozen.letter)))
SAY = Statement(
    Letter.update(gaps(Letter.lines, Letter.subject, Letter.items, Letter.rfc_id)).where(Letter.id == gap(Letter.id))
)
DOUBT = Statement(Letter.update({Letter.state: "in_doubt", **gaps(Letter.sent_at)}).where(Letter.id == gap(Letter.id)))

SETTLE = Statement(
    Letter.update(
        {
            **gaps(Letter.state),
            Letter.attempts: Letter.attempts + gap(Letter.attempts),
            Letter.put_off_since: fn.COALESCE(Letter.put_off_since, gap(Letter.put_off_since)),
            **gaps(Letter.note, Letter.sent_at),
        }
    ).where(Letter.id == gap(Letter.id))
)
QUEUE_AGAIN = Statement(
    Letter.update(
        {
            **_BACK,
            Letter.sent_at: None,
            Letter.lines: None,
            Letter.ready_at: fn.COALESCE(gap(Letter.ready_at), Letter.ready_at),
        }
    ).where(Letter.id == gap(Letter.id))
)
QUEUE_IN_DOUBT = Statement(
    Letter.update(
        {
            **_BACK,
            Letter.possible_duplicate: True,
            Letter.ready_at: fn.COALESCE(gap(Letter.ready_at), Letter.ready_at),
        }
    ).where(Letter.id == gap(Letter.id))
)
