"""What can be meant: a milestone, a task, a question; and the scene in which it is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mailflow.commands.reading.titles import Place, Titles, project_names
from mailflow.commands.reading.units import Unit, expanded
from mailflow.commands.words import Lexicon
from mailflow.domain.snapshot import Snapshot

ACTS = (
    "done",
    "complete",
    "started",
    "approve",
    "blocked",
    "unblocked",
    "weak_done",
    "finishing",
    "preposition",
    "paid",
    "cancel",
    "move",
    "decline",
)
PREDICATES = (
    *ACTS[:-5],
    "revise",
    "be",
    "modal",
    "negation",
    "future",
    "have",
    "need",
    "almost",
    "ready",
    "unblocked",
    "move",
)


@dataclass(frozen=True, slots=True)
class Aim:
    """One thing that is meant. `options` are the places that fit where it was named by title;
    `marked`: written as a milestone's number beyond doubt (m3, #3, "milestone 3"); `full`: by its whole title."""

    number: int | None = None
    task: int | None = None
    project: str | None = None
    question: int | None = None
    options: tuple[Place, ...] = ()
    marked: bool = False
    full: bool = False

    @property
    def key(self) -> tuple[int | None, int | None, str | None, int | None]:
        """What makes two aims the same."""
        return self.number, self.task, self.project, self.question


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to be meant: the lexicon, the titles and the names of the sender's projects.

    `projects` has the length of the longest name that begins with a word; `mine` the milestones of which a word or two
    are enough to name them (None: all).
    """

    lexicon: Lexicon
    titles: Titles
    named: Mapping[tuple[str, ...], str]
    projects: Mapping[str, int]
    mine: frozenset[tuple[str, int]] | None = None

    @classmethod
    def of(cls, lexicon: Lexicon, snapshots: Sequence[Snapshot], by: str | None = None) -> "Scene":
        """What can be meant in these projects."""
        named = project_names(snapshots)
        longest: dict[str, int] = {}
        for words in named:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        titles = Titles.of(
            snapshots, lambda word: expanded(word, lexicon), lexicon.case_endings, compounds=lexicon.compounds
        )
        return cls(lexicon, titles, named, longest, _near_to(by, snapshots))

    def in_words_of(self, text: str) -> "Scene":
        """The same with the words of the language that the text is written in."""
        lexicon = self.lexicon.in_words_of(text)
        return self if lexicon is self.lexicon else replace(self, lexicon=lexicon)


def _near_to(by: str | None, snapshots: Sequence[Snapshot]) -> frozenset[tuple[str, int]] | None:
    """What somebody who has milestones of their own may mean by a word of a title; to all others all are alike."""
    own = {(s.code, m.number) for s in snapshots for m in s.milestones.values() if m.assignee == by}
    return frozenset(own) or None


def target_unit(covered: list[Unit], *aims: Aim) -> Unit:
    """A target unit over these units."""
    words = " ".join(unit.word for unit in covered)
    return Unit("target", words, covered[0].start, covered[-1].end, value=tuple(aims))


def is_predicate(unit: Unit | None) -> bool:
    """Whether a clause's predicate begins here."""
    return unit is not None and any(unit.has(tag) for tag in PREDICATES)
