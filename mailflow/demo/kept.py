"""The folder that a demo leaves behind: cleared before, and with a config for the other commands afterwards."""

import shutil
from pathlib import Path

MARK = "# Written by `mailflow demo`"
CONFIG = """{mark}, for a look at what it left: its mail server is gone, its database is not.
[mail]
address = "{address}"
name = "{name}"

[database]
url = "sqlite:///{database}"

[imap]
host = "127.0.0.1"
port = {imap}
tls = "loopback-plain"
user = "{address}"
password = "{password}"

[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "loopback-plain"

[trust]
token_alone = 3
"""


class NotOurs(Exception):
    """A folder holds something that no demo wrote."""


def make_room(out: Path) -> None:
    """An empty folder, cleared of an earlier demo. Raises NotOurs where anything else is in it."""
    config = out / "mailflow.toml"
    if out.exists() and not out.is_dir():
        raise NotOurs(f"{out} is no folder; name another one with --out")
    if out.is_dir() and any(out.iterdir()):
        if not config.is_file() or MARK not in config.read_text(encoding="utf-8", errors="replace"):
            raise NotOurs(f"{out} holds something else than an earlier demo; name another folder with --out")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    config.write_text(f"{MARK}, which has not come to its end.\n", encoding="utf-8")


def write_config(out: Path, address: str, name: str, password: str, imap: int, smtp: int) -> None:
    """A config with which the commands that only look can be tried on the demo's database."""
    text = CONFIG.format(
        mark=MARK,
        address=address,
        name=name,
        database=(out / "mailflow.db").resolve(),
        password=password,
        imap=imap,
        smtp=smtp,
    )
    (out / "mailflow.toml").write_text(text, encoding="utf-8")
