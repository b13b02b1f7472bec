"""A small DNS server on loopback, over UDP and TCP, that answers TXT questions as a test wants it to."""

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

Behaviour = tuple[str, ...] | str


class NameServer:
    """`zone` holds by name the texts to answer with, or ``servfail``, ``refused``, ``silent``, ``garbage`` or
    ``empty`` (the name exists without TXT). Any other name does not exist. `asked` counts questions by name."""

    def __init__(self) -> None:
        self.zone: dict[str, Behaviour] = {}
        self.asked: Counter[str] = Counter()
        self.ttl = 300
        self._udp, self._tcp = self._bound()
        port = self._udp.server_address[1]
        for server in (self._udp, self._tcp):
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.address = f"127.0.0.1:{port}"

    def _bound(self) -> tuple[socketserver.ThreadingUDPServer, socketserver.ThreadingTCPServer]:
        """Both on one port that is free for both."""
        while True:
            udp = socketserver.ThreadingUDPServer(("127.0.0.1", 0), self._datagram())
            try:
                return udp, socketserver.ThreadingTCPServer(udp.server_address[:2], self._stream())
            except OSError:
                udp.server_close()

    def close(self) -> None:
        for server in (self._udp, self._tcp):
            server.shutdown()
            server.server_close()

    def _datagram(self) -> type[socketserver.BaseRequestHandler]:
        answered = self._answered

        class Datagram(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                wire = answered(self.request[0], 1232)
                if wire is not None:
                    self.request[1].sendto(wire, self.client_address)

        return Datagram

    def _stream(self) -> type[socketserver.BaseRequestHandler]:
        answered = self._answered

        class Stream(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                length = int.from_bytes(self.rfile.read(2), "big")
                wire = answered(self.rfile.read(length), 65535)
                if wire is not None:
                    self.wfile.write(len(wire).to_bytes(2, "big") + wire)

        return Stream

    def _answered(self, wire: bytes, most: int) -> bytes | None:
        question = dns.message.from_wire(wire)
        name = question.question[0].name.to_text(omit_final_dot=True).lower()
        self.asked[name] += 1
        behaviour: Any = self.zone.get(name, "nxdomain")
        if behaviour == "silent":
            return None
        if behaviour == "garbage":
            return b"\x00" * 5
        answer = dns.message.make_response(question)
        codes = {"servfail": dns.rcode.SERVFAIL, "refused": dns.rcode.REFUSED, "nxdomain": dns.rcode.NXDOMAIN}
        if isinstance(behaviour, tuple):
            texts = [" ".join(f'"{text[i : i + 200]}"' for i in range(0, len(text), 200)) for text in behaviour]
            answer.answer.append(dns.rrset.from_text(question.question[0].name, self.ttl, "IN", "TXT", *texts))
        else:
            answer.set_rcode(codes.get(behaviour, dns.rcode.NOERROR))
        full = answer.to_wire(max_size=65535)
        if len(full) <= most:
            return full
        answer.flags |= dns.flags.TC
        answer.answer.clear()
        return answer.to_wire()


@pytest.fixture
def name_server() -> Iterator[NameServer]:
    server = NameServer()
    yield server
    server.close()
