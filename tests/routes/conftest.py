"""Stages for stories: quick ones, and one on each combination of servers and databases."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pytest

from mailflow.app import Parts
from mailflow.demo.stage import Stage, unaltered
from mailflow.domain.definition import Definition
from mailflow.flows.desk import Desk, furnish
from mailflow.transports.sandbox import InProcess
from tests.routes.company import SITE, START
from tests.routes.route import Route

Alter = Callable[[Parts], Parts]


class Opener(Protocol):
    def __call__(self, *definitions: Definition, alter: Alter = ..., **stage: Any) -> Route: ...


def in_process(parts: Parts) -> Parts:
    """Reading and writing in this process: quicker to start."""
    return replace(parts, in_process=True)


class Furnished(InProcess[Desk]):
    """A worker in this process whose templates were compiled once for all tests, whatever the mailbox's address."""

    desks: ClassVar[dict[str, Desk]] = {}

    def __init__(self, setup: Any) -> None:
        (supplies,) = setup.args
        mailbox = supplies.mailbox
        anywhere = replace(mailbox, address="")
        key = repr((anywhere, mailbox.plus or supplies.keys, hash(tuple(supplies.templates.items()))))
        desk = self.desks.setdefault(key, self.desks.get(key) or furnish(supplies))
        composer = copy(desk.composer)
        composer._mailbox = mailbox
        super().__init__(lambda: replace(desk, composer=composer, keys=supplies.keys, limits=supplies.limits))


@pytest.fixture(autouse=True)
def _furnished_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailflow.app.InProcess", Furnished)


@contextmanager
def staged(folder: Path, *definitions: Definition, alter: Alter = in_process, **stage: Any) -> Iterator[Route]:
    with Stage(folder, stage.pop("start", START), definitions or (SITE,), alter=alter, **stage) as opened:
        opened.daemon.settle()
        yield Route(opened)


@pytest.fixture
def open_route(tmp_path: Path) -> Iterator[Opener]:
    """Opens a story on the embedded servers and SQLite, with whatever a test wants otherwise."""
    with ExitStack() as stack:
        yield lambda *definitions, **stage: stack.enter_context(staged(tmp_path, *definitions, **stage))


@pytest.fixture
def route(open_route: Opener) -> Route:
    """A story on the quickest of everything."""
    return open_route()


REAL = pytest.mark.real


@pytest.fixture(
    params=[
        "embedded-sqlite",
        pytest.param("embedded-postgres", marks=REAL),
        pytest.param("real-sqlite", marks=REAL),
        pytest.param("real-postgres", marks=REAL),
    ]
)
def everywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Route]:
    """The same story on embedded servers and on Dovecot and Postfix, on SQLite and on PostgreSQL, with the worker."""
    servers, _, database = request.param.partition("-")
    stage: dict[str, Any] = {}
    if servers == "real":
        stage |= {name: request.getfixturevalue(f"real_{name}") for name in ("mail", "address")}
    if database == "postgres":
        stage["database"] = request.getfixturevalue("postgres_url")
    with staged(tmp_path, alter=unaltered, **stage) as route:
        yield route
