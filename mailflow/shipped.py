"""The text files that mailflow works with: vocabularies, templates and catalogues; the shipped ones, and an
installation's own before them."""

import re
from collections.abc import Set
from difflib import get_close_matches
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mailflow.board.pages import Pages
from mailflow.board.site import Site
from mailflow.flows.desk import Desk, Supplies, furnish
from mailflow.mail.catalogue import FILE as PO
from mailflow.mail.catalogue import Catalogues
from mailflow.mail.compose import TemplateFault
from mailflow.mail.mailbox import Mailbox
from mailflow.store import Store

LOCALE = re.compile(r"^locale/[^/]+/")
BOARD = "_board"
LOCALES = "locale"
SOURCES = (".txt", ".html", ".css", ".po")


def supplies(mailbox: Mailbox, templates: Path | None = None) -> Supplies:
    """Vocabularies and templates, read once: the shipped ones, and an installation's own before them."""
    letters = {name: text for name, text in _texts(shipped("templates"), *SOURCES).items() if not _of_board(name)}
    if templates is not None:
        own = _own(templates, {name.partition("/")[0] for name in letters} | {BOARD})
        letters |= {name: text for name, text in own.items() if not _of_board(name)}
    return Supplies(vocabularies(), letters, mailbox)


def _own(templates: Path, letters: Set[str]) -> dict[str, str]:
    """An installation's own templates. Raises TemplateFault where they cannot be read, or stand in for no letter."""
    try:
        own = _texts(templates, *SOURCES)
    except OSError as fault:
        where = fault.filename or templates
        text = f"{where}: cannot be read: {fault.strerror}; mend it, or take it out of the folder of own templates"
        raise TemplateFault(text) from fault
    except UnicodeDecodeError as fault:
        raise TemplateFault(f"{templates}: a template in it is not UTF-8 ({fault.reason}); save it as UTF-8") from fault
    for folder in sorted({name.rpartition("/")[0] for name in own} - {""}):
        letter = LOCALE.sub("", folder).partition("/")[0]
        if letter not in letters and letter != "locale":
            near = get_close_matches(letter, letters, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise TemplateFault(f"{templates / folder}: no letter has that name{meant}")
    return own


def _of_board(name: str) -> bool:
    return name.startswith(f"{BOARD}/")


def site(store: Store, folder: Path, templates: Path | None = None) -> Site:
    """The board in that folder. Raises TemplateFault where a page of an installation's own is broken."""
    pages = _texts(shipped("templates") / BOARD, *SOURCES)
    if templates is not None and (templates / BOARD).is_dir():
        pages |= _texts(templates / BOARD, *SOURCES)
    try:
        return Site(store, Pages(pages, catalogues(templates)), folder)
    except TemplateFault as fault:
        raise TemplateFault(located(str(fault), templates)) from fault


def catalogues(templates: Path | None = None) -> Catalogues:
    """What is said in other languages: the shipped catalogues, an installation's own before them."""
    found = _texts(shipped("templates") / LOCALES, PO, prefix=f"{LOCALES}/")
    if templates is not None and (templates / LOCALES).is_dir():
        found |= _texts(templates / LOCALES, PO, prefix=f"{LOCALES}/")
    return Catalogues(found)


def vocabularies() -> dict[str, str]:
    """The vocabulary of each language, as text."""
    words = _texts(resources.files("mailflow") / "commands" / "vocabulary", ".toml")
    return {name.removesuffix(".toml"): text for name, text in words.items()}


def shipped(folder: str) -> Traversable:
    """A folder that stands at the top of a checkout and inside the package once installed."""
    packaged = resources.files("mailflow") / folder
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / folder


def _texts(folder: Traversable, *endings: str, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= _texts(entry, *endings, prefix=f"{prefix}{entry.name}/")
        elif entry.name.endswith(endings):
            found[prefix + entry.name] = entry.read_text(encoding="utf-8")
    return found


def furnished(mailbox: Mailbox, templates: Path | None = None) -> Desk:
    """A desk in this process, for `explain`, `check` and `preview`. Raises TemplateFault where a template is broken."""
    try:
        desk = furnish(supplies(mailbox, templates))
        desk.composer.check()
    except TemplateFault as fault:
        raise TemplateFault(located(str(fault), templates)) from fault
    return desk


def located(told: str, templates: Path | None) -> str:
    """What is told of a template, with the file's own path where it stands in an installation's folder."""
    name = told.removeprefix("templates/").partition(":")[0]
    if templates is None or not (templates / name).is_file():
        return told
    return f"{templates / name}{told.removeprefix('templates/').removeprefix(name)}"
