"""Telling systemd how it goes, where it asks to be told."""

import os
import socket
from contextlib import suppress


class ServiceManager:
    """Speaks the sd_notify protocol to the socket that `NOTIFY_SOCKET` names; silent where there is none.
    What it says never fails and never blocks."""

    def __init__(self, address: str | None = None) -> None:
        self._address = os.environ.get("NOTIFY_SOCKET", "") if address is None else address

    def ready(self) -> None:
        """Everything is started and connected."""
        self._tell("READY=1")

    def watchdog(self) -> None:
        """All threads are alive: say it at least twice per `watchdog_seconds`."""
        self._tell("WATCHDOG=1")

    def status(self, text: str) -> None:
        """One line for `systemctl status`."""
        self._tell("STATUS=" + " ".join(text.split()))

    def stopping(self) -> None:
        """The shutdown has begun."""
        self._tell("STOPPING=1")

    @property
    def watchdog_seconds(self) -> float | None:
        """How long the service manager waits between signs of life; None where it does not wait for any."""
        microseconds, pid = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID")
        if not microseconds.isdecimal() or pid not in (None, str(os.getpid())):
            return None
        return int(microseconds) / 1_000_000 or None

    def _tell(self, line: str) -> None:
        if not self._address.startswith(("/", "@")):
            return
        path = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
            channel.setblocking(False)
            channel.sendto(line.encode("utf-8", "replace"), path)
