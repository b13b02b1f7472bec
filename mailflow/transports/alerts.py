"""Channels beside mail, through apprise: webhooks, ntfy, Slack and some hundred others."""

import logging
from importlib.util import find_spec

from mailflow.transports.interfaces import TransportFault
from mailflow.transports.sandbox import InProcess

LIBRARY = "apprise"
MISSING = "needs a library that is not installed; `pip install 'mailflow[alerts]'`"


class AppriseAlert:
    """Sends to addresses such as ``ntfy://ntfy.example/projects``. Apprise never raises, and its log may hold what is
    secret in an address: it is not listened to, and its result is all that is known."""

    def send(self, address: str, title: str, text: str) -> None:
        """Raises TransportFault where the channel did not take it. No address is in its text."""
        if find_spec(LIBRARY) is None:
            raise TransportFault(f"the channel {kind_of(address)} {MISSING}")
        (taken,) = InProcess(lambda: None).run(_told, [(address, title, text)])
        if taken is None:
            raise TransportFault(f"{kind_of(address)}: is no address of a channel that apprise knows")
        if taken is not True:
            raise TransportFault(f"the channel {kind_of(address)} did not take it")


def _told(_: None, line: tuple[str, str, str]) -> bool | None:
    """Whether the channel took it; None where the address is none."""
    import apprise

    logging.getLogger(LIBRARY).setLevel(logging.CRITICAL + 1)
    address, title, text = line
    channel = apprise.Apprise()
    if not channel.add(address):
        return None
    return bool(channel.notify(title=title, body=text, body_format="text"))


def kind_of(address: str) -> str:
    """``ntfy``: what kind of channel it is, which is no secret."""
    scheme, found, _ = address.partition("://")
    return scheme[:20] if found and scheme.isalnum() else "without a name"
