"""IDLE: waiting for a server to speak first, with nothing lost between its lines."""

import re
import ssl
import time
from enum import Enum
from typing import Any

from imapclient import IMAPClient

from mailflow.transports.wake import Bell

_EXISTS = re.compile(rb"^\* \d+ EXISTS", re.IGNORECASE)


class Heard(Enum):
    """Why the waiting ended."""

    NEWS = "news"
    BELL = "bell"
    NOTHING = "nothing"


def idle(client: IMAPClient, bell: Bell, seconds: float) -> Heard:
    """Wait in IDLE for an EXISTS, for the bell or for `seconds` to pass.

    Lines are read whole, with the connection's own timeout. Raises whatever a broken connection raises.
    """
    client.idle()
    heard = _listen(client, bell, time.monotonic() + seconds)
    if _announces(client.idle_done()[1]):
        return Heard.NEWS
    return heard


def _listen(client: IMAPClient, bell: Bell, end: float) -> Heard:
    while True:
        while _buffered(client):
            if _EXISTS.match(_line(client)):
                return Heard.NEWS
        rung, readable = bell.listen(end - time.monotonic(), client.socket())
        if rung:
            return Heard.BELL
        if not readable:
            return Heard.NOTHING
        if not _arrived(client):
            continue
        if _EXISTS.match(_line(client)):
            return Heard.NEWS


def _line(client: IMAPClient) -> bytes:
    line: bytes = client._imap._get_line()
    if line[:5].upper() == b"* BYE":
        raise ConnectionAbortedError(line[5:].decode("ascii", "replace").strip() or "the server hung up")
    return line


def _buffered(client: IMAPClient) -> bool:
    """Whether bytes lie in Python's own buffers, where `select` does not see them."""
    return bool(_peek(client))


def _arrived(client: IMAPClient) -> bool:
    """Whether readable bytes are a line's (or the end), and not TLS talking to itself."""
    return _peek(client) is not None


def _peek(client: IMAPClient) -> bytes | None:
    """The bytes at hand without waiting: None where there are none, empty at the end of the stream."""
    connection = client.socket()
    patience = connection.gettimeout()
    connection.setblocking(False)
    try:
        return _at_hand(client._imap)
    except (ssl.SSLWantReadError, BlockingIOError):
        return None
    finally:
        connection.settimeout(patience)


def _at_hand(imap: Any) -> bytes:
    if not hasattr(imap, "_readbuf"):
        return bytes(imap.file.peek(1))
    if not any(imap._readbuf):  # from Python 3.14 on imaplib keeps a list of what it has received
        imap._readbuf += filter(None, [imap.sock.recv(65536)])
    return b"".join(imap._readbuf)


def _announces(responses: list[tuple[object, ...]]) -> bool:
    return any(len(response) > 1 and response[1] == b"EXISTS" for response in responses)
