"""Files beside an answer, as mail programs attach them."""

from email import message_from_bytes
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.policy import compat32

CRLF = compat32.clone(linesep="\r\n")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n" * 20
EXE = b"MZ\x90\0\3\0\0\0" + b"\0" * 200


def with_files(answer: bytes, *files: tuple[str, bytes]) -> bytes:
    """The same answer with those files beside it."""
    inner = message_from_bytes(answer)
    outer = MIMEMultipart("mixed", boundary="=_files")
    for name, value in inner.items():
        if name.lower() not in ("content-type", "mime-version", "content-transfer-encoding"):
            outer[name] = value
            del inner[name]
    outer.attach(inner)
    for name, content in files:
        part = MIMEApplication(content)
        plain = name.isascii() and name.isprintable()
        part.add_header("Content-Disposition", "attachment", filename=name if plain else ("utf-8", "", name))
        outer.attach(part)
    return outer.as_bytes(policy=CRLF)


def files_of(letter: bytes) -> dict[str, bytes]:
    """The files that go with a letter, by name."""
    parts = message_from_bytes(letter).walk()
    return {part.get_filename(): part.get_payload(decode=True) for part in parts if part.get_filename()}  # type: ignore[misc]
