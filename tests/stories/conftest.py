"""Stories are told on Dovecot and Postfix, each in mailboxes of its own, and on the embedded servers where those are
not to be had; some of them on PostgreSQL and with the worker's process, too."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from mailflow.demo.stage import unaltered
from tests.routes.conftest import REAL, Opener, _furnished_once, staged

__all__ = ["_furnished_once", "carrier", "open_anywhere", "open_route"]


@pytest.fixture
def carrier(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What carries a story's mail. The servers run for all stories; tests marked `real` tell where they are missing."""
    try:
        return {name: request.getfixturevalue(f"real_{name}") for name in ("mail", "address")}
    except pytest.skip.Exception:
        return {}


@pytest.fixture
def open_route(carrier: dict[str, Any], tmp_path: Path) -> Iterator[Opener]:
    """Opens a story on Dovecot, Postfix and SQLite, with whatever a test wants otherwise."""
    with ExitStack() as stack:
        yield lambda *definitions, **stage: stack.enter_context(staged(tmp_path, *definitions, **{**carrier, **stage}))


@pytest.fixture(params=["embedded", pytest.param("real", marks=REAL)])
def open_anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens a story on the embedded servers and SQLite, and on Dovecot, Postfix and PostgreSQL with the worker."""
    real: dict[str, Any] = {}
    if request.param == "real":
        real = {name: request.getfixturevalue(f"real_{name}") for name in ("mail", "address")}
        real |= {"database": request.getfixturevalue("postgres_url"), "alter": unaltered}
    with ExitStack() as stack:
        yield lambda *definitions, **stage: stack.enter_context(staged(tmp_path, *definitions, **{**stage, **real}))
