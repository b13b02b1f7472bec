"""Whatever is appended, undone, attempted and given up: the snapshot is the fold of the ledger."""

from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.domain.fold import fold_all
from mailflow.domain.record import Change
from mailflow.store import Store
from tests.store.samples import CODE, LATER, milestone, opened, undo

KINDS = ("start", "done", "approve", "cancel", "blocked", "unblocked", "keep_date", "unheard_of")

changes = st.one_of(
    st.builds(
        lambda kind, number, text: Change(kind, milestone(number), "dana", {"text": text, "reason": text}),
        st.sampled_from(KINDS),
        st.integers(1, 4),
        st.text(max_size=5),
    ),
    st.builds(undo, st.integers(7, 20)),
)
steps = st.lists(st.tuples(st.lists(changes, max_size=3), st.booleans()), max_size=4)
units = st.lists(st.tuples(steps, st.booleans()), max_size=4)


class GivenUpError(Exception):
    """What makes an attempt or a unit fail."""


def run(store: Store, attempts: list[tuple[list[Change], bool]], fails: bool) -> None:
    with store.projects.unit([CODE], LATER) as unit:
        for wanted, given_up in attempts:
            with suppress(GivenUpError), unit.attempt():
                unit.append(CODE, wanted)
                if given_up:
                    raise GivenUpError
        if fails:
            raise GivenUpError


@given(units)
@settings(max_examples=40, deadline=None)
def test_the_snapshot_is_the_fold_of_the_ledger(story: list[tuple[list[tuple[list[Change], bool]], bool]]) -> None:
    with TemporaryDirectory() as folder, closing(Store.open(f"sqlite://{Path(folder)}/x.db")) as store:
        opened(store)
        for attempts, fails in story:
            with suppress(GivenUpError):
                run(store, attempts, fails)
        ledger = store.projects.ledger(CODE)
        with closing(Store.open(f"sqlite://{Path(folder)}/x.db")) as again:
            read = again.projects.snapshot(CODE)
        assert replace(read, people={}) == fold_all(CODE, ledger)
        assert read == store.projects.snapshot(CODE)
        wanted = [len(c) for attempts, fails in story if not fails for c, given_up in attempts if not given_up]
        assert [record.seq for record in ledger] == list(range(1, 7 + sum(wanted)))
