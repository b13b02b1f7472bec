"""How many letters an owner of thirty contractors gets in a busy week, and how many each of the thirty."""

from pathlib import Path

import pytest

from mailflow.demo.counts import OWNER_OF_THIRTY, faults
from mailflow.demo.stage import Stage
from tests.routes.conftest import in_process
from tests.routes.crowd import CAST, OWNER, START, Crowd, projects


@pytest.mark.timeout(300)
def test_an_owner_of_thirty_gets_no_more_than_forty_letters_in_a_busy_week(tmp_path: Path) -> None:
    with Stage(tmp_path, START, projects(1), alter=in_process) as stage:
        crowd = Crowd(stage)
        crowd.play()
        (week,) = crowd.counts(OWNER).weeks
        assert 10 < week <= OWNER_OF_THIRTY
        assert not faults([crowd.counts(who) for who in CAST if who != OWNER])
        assert not [row for row in stage.store.outbox.rows() if row.state == "queued" and row.letter == "review"]
