"""The embedded mail server, pymap and aiosmtpd. Fixtures: `embedded` (one for the whole run), `embedded_user`."""

import itertools
from collections.abc import Iterator

import pytest

from mailflow.demo.servers import EmbeddedMail


@pytest.fixture(scope="session")
def embedded() -> Iterator[EmbeddedMail]:
    with EmbeddedMail() as mail:
        yield mail


_numbers = itertools.count(1)


@pytest.fixture
def embedded_user() -> str:
    """An address that nobody has used before: an empty mailbox."""
    return f"user{next(_numbers)}@example.com"
