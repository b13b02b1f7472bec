"""The machine: who may read what is secret, room on the disk, the user that mailflow runs as."""

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mailflow.doctor.finding import Finding, good, risk, unknown, wrong

TIGHT, FULL = 1024**3, 200 * 1024**2
MIB = 1024**2
READ_BY_OTHERS = stat.S_IROTH
WRITTEN_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a secret comes from; `file` is what holds it, where one does."""

    secret: str
    where: str
    file: Path | None = None


def secret_findings(kept: list[Kept]) -> Iterator[Finding]:
    """Who may read each secret."""
    for one in kept:
        if one.file is None:
            yield good("secrets", f"{one.secret}: {one.where}")
            continue
        yield _file("secrets", one.file, f"{one.secret}: in {one.file}", private=True)


def config_findings(config: Path, templates: Path | None) -> Iterator[Finding]:
    """Who may change what the daemon does."""
    yield _file("config", config, str(config), private=False)
    if templates is not None:
        yield _file("config", templates, str(templates), private=False)


def database_findings(database: Path | None) -> Iterator[Finding]:
    """Who may read the database, which holds the mail and the key of every token; and whether there is room."""
    if database is None:
        yield unknown("database", "it is on a server: who may read it there, and its room, is not seen from here")
        return
    if not database.parent.is_dir():
        yield wrong("database", f"the folder {database.parent} does not exist", "Make it.")
        return
    yield _file("database", database.parent, f"folder {database.parent}", private=False)
    for file in (database, *(Path(f"{database}{ending}") for ending in ("-wal", "-shm"))):
        if file.exists():
            yield _file("database", file, str(file), private=True)
    yield room(shutil.disk_usage(database.parent).free)


def room(free: int) -> Finding:
    """How much is free where the database lies, in octets."""
    told = f"{free // MIB} MiB are free where the database lies"
    if free < FULL:
        return wrong("disk", told, "Make room: mail stays on its server as long as there is none.")
    if free < TIGHT:
        return risk("disk", told, "Make room soon.")
    return good("disk", told)


def user_findings() -> Iterator[Finding]:
    """Whom mailflow runs as."""
    if os.geteuid() == 0:
        yield risk("user", "this runs as root", "Run the daemon as a user of its own: systemd/mailflow.service does.")


def _file(area: str, file: Path, told: str, *, private: bool) -> Finding:
    try:
        mode = file.stat().st_mode
    except OSError as fault:
        return wrong(area, f"{told}: {fault.strerror}", "Let this user read it.")
    shared = bool(mode & stat.S_ISVTX) and stat.S_ISDIR(mode)
    if mode & WRITTEN_BY_OTHERS and not shared:
        return wrong(area, f"{told}: others may write to it ({_octal(mode)})", f"chmod go-w {file}")
    if private and mode & READ_BY_OTHERS:
        return wrong(area, f"{told}: everybody on this machine may read it ({_octal(mode)})", f"chmod o= {file}")
    return good(area, f"{told} ({_octal(mode)})")


def _octal(mode: int) -> str:
    return f"{stat.S_IMODE(mode):04o}"
