"""One clear line for what goes wrong on a network: what happened, where, and what to do."""

import socket
import ssl

from mailflow.transports.interfaces import TransportFault


def network_fault(protocol: str, host: str, port: int, fault: BaseException) -> TransportFault:
    """The line for `fault`, met while connecting to or talking with a server."""
    where = f"{protocol} {host}:{port}"
    if isinstance(fault, ssl.SSLError):
        return tls_fault(protocol, host, port, fault)
    if isinstance(fault, socket.gaierror):
        return TransportFault(f"{where}: there is no address for that name. Check {protocol.lower()}.host and DNS.")
    if isinstance(fault, TimeoutError):
        return TransportFault(f"{where}: no answer in time.")
    if isinstance(fault, ConnectionRefusedError):
        return TransportFault(f"{where}: nothing listens there. Check {protocol.lower()}.host and port.")
    return TransportFault(f"{where}: {one_line(fault)}")


def tls_fault(protocol: str, host: str, port: int, fault: ssl.SSLError) -> TransportFault:
    """The line for a TLS connection that did not come about, or broke."""
    where, section = f"{protocol} {host}:{port}", protocol.lower()
    if isinstance(fault, ssl.SSLCertVerificationError):
        return TransportFault(
            f"{where}: its TLS certificate is not to be trusted: {fault.verify_message.rstrip('.')}. "
            f"Check {section}.host, or name the authority that signed it in {section}.ca_file."
        )
    if fault.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "PACKET_LENGTH_TOO_LONG"}:
        return TransportFault(f"{where} does not speak TLS from the start. Check {section}.port and {section}.tls.")
    return TransportFault(f"{where}: TLS failed: {one_line(fault)}")


def one_line(fault: BaseException) -> str:
    """What `fault` says, fit for a terminal."""
    text = " ".join(str(fault).split()) or type(fault).__name__
    return "".join(c for c in text if c.isprintable())[:300]
