"""The checker checked: a protocol made wrong is found out, and what is no such thing is not."""

import pytest

from tests.faults.campaign import Campaign
from tests.faults.mutants import BY_NAME, NO_MUTANTS
from tests.faults.rows import given_away


@pytest.mark.parametrize("mutant", BY_NAME)
def test_a_protocol_made_wrong_is_found_out(campaign: Campaign, mutant: str) -> None:
    campaign.tell = str
    row = campaign.tried(mutant)
    assert given_away(BY_NAME[mutant], row), row.findings


@pytest.mark.parametrize("program", NO_MUTANTS)
def test_a_program_that_does_not_work_or_is_right_is_not_counted_as_found_out(campaign: Campaign, program: str) -> None:
    campaign.tell = str
    row = campaign.tried(program)
    assert not given_away(NO_MUTANTS[program], row), row.findings
    assert bool(row.crashed) == (program == "undone_by_itself")
