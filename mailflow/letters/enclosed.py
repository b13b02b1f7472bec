"""Files that came with a message, as a letter lists them."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.letter import Phrase

LEFT = {
    "large": "Not kept: it is too large to take in by mail. Please send a link to it.",
    "many": "Not kept: more files came than I can take from one mail. Please send it in another.",
    "total": "Not kept: the files were too large together. Please send it in another mail.",
    "partial": "Not kept: the mail was too large to take in whole. Please send a link to it.",
    "empty": "Empty: nothing is in it.",
    "no_folder": "Not kept: there is no place for files here. Please send a link to it.",
}
"""What the sender is told of a file that was not kept."""
RISKS = {
    "program": "a program",
    "script": "a script",
    "page": "a page or drawing that can hold scripts",
    "archive": "an archive that nobody has looked into",
    "macros": "a document that can hold macros",
    "mail": "a mail",
    "disguised": "not what its name says",
}
"""Why a file is never passed on."""
KEPT = Phrase("Kept.")
KEPT_ONLY = "Kept, but not passed on by mail: it is {risk}."
ATTACHED = Phrase("Attached.")
NOT_ATTACHED = Phrase("Kept, but not attached: it would make this mail too large.")
NOT_PASSED_ON = "Kept, but not attached: it is {risk}."
NOT_KEPT = Phrase("Not kept. The sender was told.")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: its name, its size in bytes where it is known, and what became of it."""

    name: str
    size: int | None
    note: Phrase


def for_sender(files: Iterable[Enclosed]) -> tuple[FileRow, ...]:
    """What somebody is told of the files that they sent."""
    return tuple(FileRow(one.name, one.size, _told_sender(one)) for one in files)


def for_owner(files: Iterable[Enclosed], attached: frozenset[str]) -> tuple[FileRow, ...]:
    """What an owner is told of files; those of which the hash is in `attached` go with the letter."""
    return tuple(FileRow(one.name, one.size, _told_owner(one, attached)) for one in files)


def _told_sender(one: Enclosed) -> Phrase:
    if not one.kept:
        return Phrase(LEFT.get(one.left, LEFT["large"]))
    return Phrase(KEPT_ONLY, {"risk": {"words": RISKS[one.risk]}}) if one.risk in RISKS else KEPT


def _told_owner(one: Enclosed, attached: frozenset[str]) -> Phrase:
    if not one.kept:
        return NOT_KEPT
    if one.risk in RISKS:
        return Phrase(NOT_PASSED_ON, {"risk": {"words": RISKS[one.risk]}})
    return ATTACHED if one.sha256 in attached else NOT_ATTACHED
