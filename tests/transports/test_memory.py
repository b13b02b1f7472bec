"""The mailbox in memory keeps the promises of the real ones."""

from functools import partial

import pytest

from mailflow.transports.memory import MemoryInbox
from tests.transports.inbox_contract import InboxContract


class TestMemoryInbox(InboxContract):
    @pytest.fixture
    def inbox(self) -> MemoryInbox:
        return MemoryInbox()

    @pytest.fixture
    def deliver(self, inbox: MemoryInbox):
        return lambda *messages: [inbox.deliver(message) for message in messages]

    @pytest.fixture
    def again(self, inbox: MemoryInbox):
        return partial(lambda same: same, inbox)
