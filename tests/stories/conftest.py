"""Stories are told on the same stages as routes; some of them on real servers, too."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from mailflow.demo.stage import unaltered
from tests.routes.conftest import REAL, Opener, _furnished_once, open_route, staged

__all__ = ["_furnished_once", "open_anywhere", "open_route"]


@pytest.fixture(params=["embedded", pytest.param("real", marks=REAL)])
def open_anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens a story on the embedded servers and SQLite, and on Dovecot, Postfix and PostgreSQL with the worker."""
    real: dict[str, Any] = {}
    if request.param == "real":
        real = {name: request.getfixturevalue(f"real_{name}") for name in ("mail", "address")}
        real |= {"database": request.getfixturevalue("postgres_url"), "alter": unaltered}
    with ExitStack() as stack:
        yield lambda *definitions, **stage: stack.enter_context(staged(tmp_path, *definitions, **{**stage, **real}))
