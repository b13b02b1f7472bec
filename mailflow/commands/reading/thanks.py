"""An owner's thanks to somebody by name, with what they are for: "Thank you Nora, you went down in a hailstorm"."""

from typing import TYPE_CHECKING

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.units import Unit
from mailflow.domain.people import Role

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

TELLING = frozenset({"tell", "give", "send", "say"})
FEWEST_WORDS = 4
"""Fewer behind the name are a sign-off, and go to nobody."""


def thanked(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """Thanks that open a sentence, with a contractor's name and a reason; nothing that asks or decides besides."""
    said = [unit for unit in units if unit.kind != "punct"]
    if not reader.setting.owner or sentence.asks or len(said) < FEWEST_WORDS + 2:
        return None
    thanking = reader.scene.lexicon.set("thanking")
    words = [unit.written or unit.word for unit in said[:4]]
    name = next((words[n] for n in (1, 2, 3) if " ".join(words[:n]) in thanking), "")
    name = name or (words[0] if words[1] in thanking else "")
    person = reader.names.get(name)
    rest = said[words.index(name) + 1 :] if name else said
    besides = "TPD$cmw" if rest[0].word == "for" else "TPD$cmwdu"  # "thank you Sam for coming in on a Sunday"
    if person is None or not _works(person, reader) or not set(codes_of(rest)).isdisjoint(besides):
        return None
    return Finding("thank", line, person=person, text=sentence.text.strip(), sure=False)


def thanks_told(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """ "… and please thank Fergus", "tell Bashir thanks for the Sunday shift"."""
    units = [u for u, code in zip(clause.units, clause.codes, strict=True) if code not in ",&.!" and u.word != "please"]
    words = [unit.written or unit.word for unit in units[:3]]
    told = words[:1] and words[0] in TELLING and len(words) > 2 and words[2].split()[0] in {"thanks", "thank"}
    if not told and words[:1] != ["thank"]:
        return None
    person = reader.names.get(words[1]) if len(words) > 1 else None
    if person is None or not _works(person, reader) or clause.flags & set("ncfhm"):
        return None
    return Finding("thank", line, person=person, text=None, sure=False)


def without_thanks(found: list[Finding]) -> list[Finding]:
    """`found` without thanks that were only read from prose, where something is sent back besides."""
    sent_back = any(one.verb == "revise" and not one.denied for one in found)
    return [one for one in found if not (sent_back and one.verb == "thank" and not one.sure)]


def _works(person: str, reader: "Reader") -> bool:
    """Whether somebody of that id is a contractor where the owner is read."""
    return any(snapshot.role(person) is Role.CONTRACTOR for snapshot in reader.setting.snapshots)
