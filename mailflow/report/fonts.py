"""The fonts that this machine has for a PDF: one for text, and others for the letters that it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDERS = ("/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts")
TEXT = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("FreeSans.ttf", "FreeSansBold.ttf"),
)
OTHERS = (
    "DejaVuSans.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "Lohit-Devanagari.ttf",
    "FreeSans.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "Arial Unicode.ttf",
    "wqy-microhei.ttc",
    "NotoEmoji-Regular.ttf",
    "Symbola.ttf",
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """Files of fonts. Without `regular` a PDF has the letters of western Europe alone."""

    regular: Path | None = None
    bold: Path | None = None
    others: tuple[Path, ...] = ()


@cache
def installed(folders: Iterable[str] = FOLDERS) -> Fonts:
    """What of them is there; looked for once."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.tt[fc]")) if Path(folder).is_dir() else ():
            found.setdefault(path.name, path)
    pair = next(((found[a], found[b]) for a, b in TEXT if a in found and b in found), None)
    if pair is None:
        return Fonts()
    return Fonts(*pair, tuple(found[name] for name in OTHERS if name in found and found[name] != pair[0]))
