"""How far what is understood of the replies in ``replies/`` agrees with what stands beside them."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mailflow.cli.explained import as_object, in_their_zone
from mailflow.cli.sheets import FromFile
from mailflow.commands.words import Words
from mailflow.domain.disposition import BY_NAME
from mailflow.flows.understand import understand
from mailflow.shipped import vocabularies

REPLIES = Path(__file__).parent / "replies"
COMPLETIONS = {"done", "task_done"}
DECISIONS = {"approve", "accept_date", "agree", "paid", "cancel", "decline", "confirm"}
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one reply was understood. `outcome`: right, asked, missed, wrong, false_completion or false_approval."""

    path: Path
    outcome: str
    wanted: Json
    found: Json
    leak: bool = False
    loss: bool = False

    @property
    def machine(self) -> bool:
        """Whether it is automatic mail."""
        return any(one.get("disposition") in ("ignored", "rejected") for one in self.wanted["wanted"])

    @property
    def has_text(self) -> bool:
        """Whether its reply text is known."""
        return "reply_text" in self.wanted

    def __str__(self) -> str:
        commands = [
            " ".join(str(v) for k, v in c.items() if v not in (None, []) and k not in ("line", "project", "text"))
            for c in self.found["commands"]
        ]
        asked = [f"{one['reason']}?" for one in self.found["unclear"]]
        return (
            f"{self.outcome:16} {self.path.parent.name}/{self.path.stem}: "
            f"wanted {_brief(self.wanted)}; found {commands + asked} "
            f"{self.found['reason']}; text {self.found['reply_text']!r:.200}"
        )


@dataclass(slots=True)
class Figures:
    """Counts over verdicts."""

    verdicts: list[Verdict] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """How many ended so."""
        return sum(1 for one in self.verdicts if one.outcome == outcome)

    @property
    def people(self) -> list[Verdict]:
        """Replies that people wrote."""
        return [one for one in self.verdicts if not one.machine]

    @property
    def right(self) -> float:
        """The share of people's replies whose commands were understood to the letter."""
        return _share(one.outcome == "right" for one in self.people)

    @property
    def exact(self) -> float:
        """The share of reply texts that are neither too much nor too little."""
        return _share(not one.leak and not one.loss for one in self.verdicts if one.has_text)

    @property
    def leaks(self) -> int:
        """Reply texts with words that nobody wrote."""
        return sum(one.leak for one in self.verdicts)

    @property
    def losses(self) -> int:
        """Reply texts that lack words."""
        return sum(one.loss for one in self.verdicts)

    @property
    def taken_for_machines(self) -> int:
        """People whose mail was put away."""
        return sum(one.found["disposition"] in ("ignored", "rejected", "failed") for one in self.people)

    @property
    def automatic(self) -> float:
        """The share of automatic mail that was recognised."""
        return _share(one.outcome == "right" for one in self.verdicts if one.machine)

    def row(self, name: str) -> str:
        """One line of the report."""
        n = len(self.verdicts)
        return (
            f"{name:22} {n:5} right {self.right:6.1%} asked {self.count('asked'):3} missed {self.count('missed'):3} "
            f"wrong {self.count('wrong'):3} FALSE done {self.count('false_completion'):2} "
            f"decided {self.count('false_approval'):2} | text exact {self.exact:6.1%} leaks {self.leaks:3} "
            f"losses {self.losses:3} | people put away {self.taken_for_machines} automatic {self.automatic:6.1%}"
        )


def _share(of: Iterable[bool]) -> float:
    values = list(of)
    return sum(values) / len(values) if values else 1.0


def verdicts(root: Path = REPLIES) -> list[Verdict]:
    """Every case, judged."""
    readers: dict[tuple[object, ...], FromFile] = {}
    words = Words.from_toml(vocabularies())
    found = []
    for path in sorted(root.glob("[0-9]*/*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        key = (wanted["project"], wanted.get("about"), wanted.get("letter"))
        if key not in readers:
            readers[key] = FromFile(root / "projects" / f"{key[0]}.toml", key[1], key[2])
        found.append(judge(path, wanted, explained(readers[key], words, path.with_suffix(".eml"))))
    return found


def explained(sheets: FromFile, words: Words, path: Path) -> dict[str, Any]:
    """What ``mailflow explain --json`` prints for it."""
    raw = path.read_bytes()
    context = sheets.contexts([raw])[0]
    understood = in_their_zone(understand(raw, context, words), context.person)
    reason = BY_NAME["unclear"] if understood.reason.name == "role" else understood.reason
    return as_object(path.name, understood, None, reason, "")


def judge(path: Path, wanted: Json, found: Json) -> Verdict:
    """One case against its expectation."""
    leak, loss = _text(wanted, found)
    return Verdict(path, _outcome(wanted, found), wanted, found, leak, loss)


def _outcome(wanted: Json, found: Json) -> str:
    alternatives: list[Json] = wanted["wanted"]
    commands = [one for one in found["commands"] if one["command"] != "note"]
    if any(_matches(one, commands, found) for one in alternatives):
        return "right"
    allowed = [command for one in alternatives for command in one["commands"]]
    strange = [one for one in commands if not any(_same(want, one) for want in allowed)]
    if any(one["command"] in COMPLETIONS for one in strange):
        return "false_completion"
    if any(one["command"] in DECISIONS for one in strange):
        return "false_approval"
    if strange:
        return "wrong"
    return "asked" if found["unclear"] else "missed"


def _matches(wanted: Json, commands: list[Json], found: Json) -> bool:
    if "disposition" in wanted and (wanted["disposition"], wanted["reason"]) != (found["disposition"], found["reason"]):
        return False
    if not _asked_as_wanted(wanted, found) or len(commands) != len(wanted["commands"]):
        return False
    left = list(commands)
    for want in wanted["commands"]:
        same = next((one for one in left if _same(want, one)), None)
        if same is None:
            return False
        left.remove(same)
    return True


def _asked_as_wanted(wanted: Json, found: Json) -> bool:
    reasons = {one["reason"] for one in found["unclear"]}
    if "unclear" not in wanted:
        return not reasons
    return bool(reasons) and (wanted["unclear"] == ["any"] or bool(reasons & set(wanted["unclear"])))


def _same(want: Json, one: Json) -> bool:
    if want["command"] == "done" and one["task"] is not None:
        return False
    return all(_agrees(key, value, one) for key, value in want.items())


def _agrees(key: str, value: object, one: Json) -> bool:
    if key == "says":
        said = f"{one['text'] or ''} {' '.join(one['corrections'])}"
        return str(value).casefold() in said.casefold()
    if key == "corrections":
        return len(one["corrections"]) == value
    if key == "date":
        return str(one["date"] or "").startswith(str(value))
    return bool(one[key] == value)


def _text(wanted: Json, found: Json) -> tuple[bool, bool]:
    if "reply_text" not in wanted:
        return False, False
    want, have = _words(str(wanted["reply_text"])), _words(str(found["reply_text"]))
    return bool(have - want - _words(str(wanted["sign_off"]))), bool(want - have)


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


def _brief(wanted: Json) -> str:
    return " || ".join(
        " + ".join(" ".join(str(v) for v in command.values()) for command in one["commands"])
        + "".join(f" {one[key]}" for key in ("unclear", "reason") if key in one)
        for one in wanted["wanted"]
    )


def by_group(found: list[Verdict]) -> dict[str, Figures]:
    """The figures of each folder, and of all."""
    groups: dict[str, Figures] = {}
    for one in found:
        groups.setdefault(one.path.parent.name, Figures()).verdicts.append(one)
    return groups | {"all": Figures(found)}
