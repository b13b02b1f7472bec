"""How an owner sends work back in answer to a review: "before I can approve: …", "please change:" over a list."""

import re
from typing import TYPE_CHECKING

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.long_texts import correct

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

_MARKED = re.compile(r";|(?:^|\s)\(?\d[.)]\s")
_BEFORE = re.compile(r"^[^T:]*c[ia]*m?[a]*P[pa]*:")


def comes_before_approval(clause: Clause) -> bool:
    """ "Two things need fixing before I can approve it: …", "before I can approve: …"."""
    before = any(unit.word.startswith("before") for unit in clause.units[: clause.codes.find("P")])
    return before and _BEFORE.match(clause.codes) is not None


def opened_list(clause: Clause, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "Please change:", "two small things:", whose points stand behind the colon or in the lines below."""
    said, colon, _ = clause.codes.partition(":")
    if not colon or reader.setting.answered != "review" or set(said) & set("nfrTwy?"):
        return None
    place = len(said)
    points = reader.scene.lexicon.set("points")
    pointed = any(unit.has("revise") or unit.word.split()[-1] in points for unit in clause.units[:place])
    text = line.body[sentence.start + clause.units[place].end :].strip()
    if not pointed or (text and not _MARKED.search(text)):
        return None
    found = Finding("revise", line, text=text or None, trouble="unclear")
    correct(found, reader.scene, reader.setting)
    reader.long.open, reader.long.opened_at = found, line
    return found
