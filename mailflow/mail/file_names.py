"""The names that files come under, made safe to show, to store and to save under on any system."""

import re
import unicodedata

LONGEST_NAME = 120
LONGEST_ENDING = 12
_UNSHOWN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_SEPARATES = re.compile(r'[\\/:*?"<>|`\u2044\u2215\u29f8\ufe68\ua789\u2236]+')
_AROUND_DOTS = re.compile(r"\s*\.[\s.]*")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\.|\s*$)", re.IGNORECASE
)
_ENDING = re.compile(r"[A-Za-z][A-Za-z0-9]{0,11}")
_PAIRS = frozenset({"tar.gz", "tar.bz2", "tar.xz", "tar.zst", "min.js", "min.css", "d.ts", "spec.ts", "fb2.zip"})


def safe_name(given: str, otherwise: str) -> str:
    """`given` as a plain name: no folders, nothing that reorders, hides or steers, no device of Windows', and one
    ending only. `otherwise` where nothing is left of it."""
    composed = unicodedata.normalize("NFKC", given[:4000])
    text = "".join("_" if unicodedata.category(letter) in _UNSHOWN else letter for letter in composed)
    text = re.sub(r"_{2,}", "_", _SEPARATES.sub("_", text)) if _unusual(given, text) else text
    text = _AROUND_DOTS.sub(".", " ".join(text.split())).strip(" .")
    text = _shortened(_one_ending(text))
    if text.startswith(("-", "~")) or _RESERVED.match(text):
        text = f"_{text}"
    return text if text.strip("_ .") else otherwise


def ending(name: str) -> str:
    """What stands after the last dot, in lower case; nothing where there is no dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _unusual(given: str, text: str) -> bool:
    return given != text or _SEPARATES.search(text) is not None


def _one_ending(name: str) -> str:
    """Of ``plan.pdf.exe`` only the last ending is left to be one: ``plan_pdf.exe``. Versions stay as they are."""
    stem, dot, last = name.rpartition(".")
    if not dot or "." not in stem:
        return name
    head, _, before = stem.rpartition(".")
    if f"{before}.{last}".lower() in _PAIRS:
        return f"{_joined(head)}.{before}.{last}"
    return f"{_joined(stem)}.{last}"


def _joined(stem: str) -> str:
    """Dots before what looks like an ending become underscores."""
    first, *rest = stem.split(".")
    return first + "".join(f"_{piece}" if _ENDING.fullmatch(piece) else f".{piece}" for piece in rest)


def _shortened(name: str) -> str:
    """Short enough for every file system, the ending kept."""
    if len(name) <= LONGEST_NAME and len(name.encode()) <= 2 * LONGEST_NAME:
        return name
    stem, dot, last = name.rpartition(".")
    tail = f".{last[:LONGEST_ENDING]}" if dot else ""
    stem = (stem if dot else name)[: LONGEST_NAME - len(tail)]
    room = 2 * LONGEST_NAME - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + tail
