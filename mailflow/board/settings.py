"""Where the board is put, and where people find it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Board:
    """`folder`: what a web server shows, None for no board. `address`: under which it shows it, with a slash at its
    end; empty where letters are to have no link."""

    folder: Path | None = None
    address: str = ""
