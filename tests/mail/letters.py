"""Mail as people's clients and other people's servers send it, for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

from tests.corpus.public import CORPUS


def mail(body: str = "3 is done\n", **headers: str) -> bytes:
    """A message of a contractor; `headers` replace or add (x_loop → X-Loop), None-like empty ones go."""
    fields = {
        "From": "Dana Kim <dana@studio.example>",
        "To": "projects@acme.example",
        "Subject": "Re: Check-in",
        "Date": "Mon, 07 Dec 2026 11:00:00 +0100",
        "Message-ID": "<CAxyz@mail.example>",
    }
    for name, value in headers.items():
        spelled = name.replace("_", "-")
        fields = {key: old for key, old in fields.items() if key.lower() != spelled.lower()}
        if value:
            fields[spelled] = value
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{head}\n{body}".encode().replace(b"\n", b"\r\n")


def multipart(kind: str, *parts: str, **headers: str) -> bytes:
    """A multipart message; each part is its headers, an empty line and its body."""
    body = "".join(f"--frontier\n{part}\n" for part in parts) + "--frontier--\n"
    return mail(body, mime_version="1.0", content_type=f'multipart/{kind}; boundary="frontier"', **headers)


def corpus(*folders: str) -> Iterator[Path]:
    """Every message of those folders of other projects' mail; none where it is not there."""
    for folder in folders:
        yield from sorted((CORPUS / folder).glob("*.eml"))
