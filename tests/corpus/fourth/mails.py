"""Replies in eight languages, written by somebody who had not seen how replies are read.

Below ``== who=… about=… letter=…`` stands one reply a line, and what it has to be understood as, in the second corpus's
words. Whoever writes has the file's language, and the milestones their titles in it.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mailflow.cli.explained import as_object, in_their_zone
from mailflow.cli.sheets import FromFile
from mailflow.commands.words import Words
from mailflow.domain.disposition import BY_NAME
from mailflow.flows.understand import understand
from mailflow.shipped import vocabularies
from tests.corpus.texts import Case, Corpus, Verdict, judge

HERE = Path(__file__).parent
SECOND = Corpus("second")
LANGUAGES = tuple(sorted(path.stem for path in HERE.glob("*.cases")))


def cases(language: str) -> Iterator[Case]:
    """Every reply in that language."""
    options: dict[str, str] = {}
    for line in (HERE / f"{language}.cases").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            options = dict(re.findall(r"(\w+)=(\S+)", line))
        else:
            text, _, wanted = line.rpartition(" => ")
            yield Case(f"{language}/{options.get('about', 'free')}: {text}", text.replace("\\n", "\n"), wanted, options)


@cache
def verdicts(language: str) -> tuple[Verdict, ...]:
    """Every reply in that language, judged."""
    words = Words.from_toml(vocabularies())
    return tuple(judge(case, _explained(case, language, words)) for case in cases(language))


@cache
def _sheets(language: str, about: str | None, letter: str | None) -> FromFile:
    return FromFile(HERE / f"{language}.toml", int(about) if about else None, letter)


def _explained(case: Case, language: str, words: Words) -> dict[str, object]:
    """What ``mailflow explain --json`` prints for it."""
    raw = SECOND.message(case)
    context = _sheets(language, case.options.get("about"), case.options.get("letter")).contexts([raw])[0]
    understood = in_their_zone(understand(raw, context, words), context.person)
    reason = BY_NAME["unclear"] if understood.reason.name == "role" else understood.reason
    return as_object(case.name, understood, None, reason, "")
