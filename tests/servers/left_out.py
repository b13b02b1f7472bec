"""What to say when a real server is not there: loudly, so that nobody mistakes a part of the tests for all of them."""

from typing import NoReturn

import pytest

PREFIX = "left out: "


def leave_out(server: str, remedy: str) -> NoReturn:
    """Skip the test that needs `server`. The end of the run names it; with CI=true the run fails."""
    pytest.skip(f"{PREFIX}{server}: {remedy}")
