"""``python -m tests.pictures [FOLDER]``: every letter in English and German, 360 and 800 px wide, light and dark."""

import sys
import tempfile
from pathlib import Path

from tests.pictures.browser import SCHEMES, installed, photograph
from tests.pictures.sheet import in_rows, pages, sheet

LANGUAGES = ("en", "de")
SIZES = {360: (6, 1500), 800: (3, 1300)}
"""How wide a letter is, how many stand on a sheet, and how tall that is."""


def main(folder: Path) -> int:
    """Write the sheets and an index; the exit status."""
    if installed() is None:
        print("pictures need chromium: apt-get install chromium", file=sys.stderr)
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    written = [name for language in LANGUAGES for name in _sheets(folder, language)]
    index = folder / "index.html"
    index.write_text("".join(f'<p>{name}<br><img src="{name}">' for name in written), encoding="utf-8")
    print(f"{len(written)} sheets: open {index}")
    return 0


def _sheets(folder: Path, language: str) -> list[str]:
    letters, written = pages(language), []
    for width, (most, height) in SIZES.items():
        for number, row in enumerate(in_rows(letters, most), 1):
            written += [_picture(folder, language, width, height, number, row, scheme) for scheme in SCHEMES]
            shown = min(number * most, len(letters))
            print(f"\r{language} {width} px: {shown} of {len(letters)} letters", end="", flush=True)
    print()
    return written


def _picture(
    folder: Path, language: str, width: int, height: int, number: int, row: dict[str, str], scheme: str
) -> str:
    name = f"{language}-{width}-{number:02}-{scheme}.png"
    with tempfile.TemporaryDirectory() as where:
        page = Path(where) / "sheet.html"
        page.write_text(sheet(row, width, height), encoding="utf-8")
        photograph(page, folder / name, (width + 8) * len(row), height, scheme)
    return name


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("pictures")))
