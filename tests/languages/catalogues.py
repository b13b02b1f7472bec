"""The catalogues themselves: what has to be said, and what each language has of it."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from mailflow.mail.catalogue import FILE, fits, parsed
from tests.languages import python, templates

ROOT = Path(__file__).parent.parent.parent
LOCALES = ROOT / "templates" / "locale"
WIDTH = 120
HEADER = "# Letters of mailflow in {language}. The English sentence is the key; `make languages` takes up new ones.\n#"


def said() -> Catalog:
    """Everything that letters say, in English."""
    catalogue = Catalog(charset="utf-8")
    for name, _, text in (*templates.messages_in(ROOT / "templates"), *python.messages_in(ROOT / "mailflow")):
        both = isinstance(text, tuple)
        gaps = "{" in "".join(text)
        catalogue.add(text, ("", "") if both else "", [(name, None)], flags=("python-brace-format",) if gaps else ())
    return catalogue


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(path.parent.name for path in LOCALES.glob(f"*/{FILE}"))


def read(language: str) -> Catalog:
    """The catalogue of that language."""
    return parsed((LOCALES / language / FILE).read_text("utf-8"), language)


def updated(language: str, old: Catalog | None = None) -> Catalog:
    """A language's catalogue with everything that is said now; what is said no longer is left out."""
    new = Catalog(locale=language, charset="utf-8", header_comment=HEADER.format(language=language))
    for message in said():
        if message.id:
            before = None if old is None else old.get(message.id)
            kept = before.string if before is not None and not before.fuzzy else message.string
            new.add(message.id, kept, message.locations, flags=message.flags)
    return new


def written(catalogue: Catalog) -> str:
    """The catalogue as its file holds it, in an order that does not change with the lines of the code."""
    out = BytesIO()
    write_po(out, catalogue, width=WIDTH, no_location=False, include_lineno=False, omit_header=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(DATED))


DATED = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator', '"Report-Msgid', '"Project-Id')


def missing(language: str) -> list[str]:
    """The English sentences that this language does not have."""
    catalogue = read(language)
    return [key(message.id) for message in said() if message.id and not _has(catalogue, message.id)]


def _has(catalogue: Catalog, text: str | list[str] | tuple[str, ...]) -> bool:
    found = catalogue.get(text)
    if found is None or found.fuzzy:
        return False
    strings = [found.string] if isinstance(found.string, str) else list(found.string or [])
    return bool(strings) and all(strings) and fits(text, strings)


def key(text: str | list[str] | tuple[str, ...]) -> str:
    """A message by one text: of a sentence that counts, its plural."""
    return text if isinstance(text, str) else text[-1]
