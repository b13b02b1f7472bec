"""Starting and ending private servers."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def folder(owner: str | None = None) -> Iterator[Path]:
    """A temporary folder that a server under another user can reach; owned by `owner` where we are root."""
    path = Path(tempfile.mkdtemp(prefix="mailflow-test-"))
    path.chmod(0o755)
    if owner is not None and os.getuid() == 0:
        shutil.chown(path, owner)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def as_user(user: str) -> list[str]:
    """The beginning of a command line that runs as `user` where we are root."""
    if os.getuid() != 0 or user == "root":
        return []
    account = pwd.getpwnam(user)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", "--"]


def await_greeting(
    port: int, greeting: bytes, process: subprocess.Popen[bytes], log: Path, patience: float = 30
) -> None:
    """Until a server greets at `port`; its log in the complaint where it does not."""
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 0.5) as connection:
                connection.settimeout(patience)
                if connection.recv(200).startswith(greeting):
                    return
        except OSError:
            time.sleep(0.01)
    said = log.read_text(errors="replace")[-2000:] if log.exists() else "it left no log"
    raise RuntimeError(f"no greeting at port {port}: {said}")


def end(process: subprocess.Popen[bytes], patience: float = 15) -> None:
    """Ask a server that we started to end, and see that it does."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def self_signed(into: Path, *names: str) -> tuple[Path, Path]:
    """A certificate and its key; for localhost and 127.0.0.1 where no other names are given."""
    certificate, key = into / "cert.pem", into / "key.pem"
    alternatives = ",".join(f"DNS:{name}" for name in names) or "DNS:localhost,IP:127.0.0.1"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", str(key), "-out", str(certificate), "-days", "30"]
    command += ["-subj", f"/CN={names[0] if names else 'localhost'}", "-addext", f"subjectAltName={alternatives}"]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key
