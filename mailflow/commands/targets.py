"""What a sentence is about: numbers, ranges, lists, titles, tasks, questions, projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mailflow.commands.titles import FILLERS, Place, Titles, project_names, stem
from mailflow.commands.units import Unit
from mailflow.commands.words import Lexicon
from mailflow.domain.snapshot import Snapshot

LARGEST_RANGE = 30
JOINERS = frozenset({",", "&", "+", "/"})
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
PREDICATES = (*ACTS[:-5], "be", "modal", "negation", "future", "have", "need", "almost", "ready", "unblocked", "move")


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

    `projects` has the length of the longest name that begins with a word.
    """

    lexicon: Lexicon
    titles: Titles
    named: Mapping[tuple[str, ...], str]
    projects: Mapping[str, int]

    @classmethod
    def of(cls, lexicon: Lexicon, snapshots: Sequence[Snapshot]) -> "Scene":
        """What can be meant in these projects."""
        named = project_names(snapshots)
        longest: dict[str, int] = {}
        for words in named:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        return cls(lexicon, Titles.of(snapshots), named, longest)


def mark_targets(units: list[Unit], scene: Scene) -> list[Unit]:
    """`units` with everything that names a milestone, task or question joined into target units."""
    units = _numbers(_projects_before(units, scene), scene)
    units = _title_runs(units, scene)
    units = _wholes(_joined_names(units, scene))
    return _tasks_of(_lists(units, scene))


def _projects_before(units: list[Unit], scene: Scene) -> list[Unit]:
    """A project's name directly before a number: "acme 3", "acme-site: #3"."""
    named: list[Unit] = []
    place = 0
    while place < len(units):
        length, code = _project_at(units, place, scene)
        if code and _names_next(units, place + length):
            words = units[place : place + length]
            named.append(Unit("project", " ".join(u.word for u in words), words[0].start, words[-1].end, value=code))
            place += length
        else:
            named.append(units[place])
            place += 1
    return named


def _names_next(units: list[Unit], place: int) -> bool:
    while place < len(units) and (units[place].word in {":", "-", ",", "#"} or units[place].has("milestone")):
        place += 1
    return place < len(units) and (
        units[place].kind in {"number", "marked", "task"} or "numbers" in units[place].values
    )


def _target(covered: list[Unit], *aims: Aim) -> Unit:
    words = " ".join(unit.word for unit in covered)
    return Unit("target", words, covered[0].start, covered[-1].end, value=tuple(aims))


# -- numbers ------------------------------------------------------------------------------------


def _numbers(units: list[Unit], scene: Scene) -> list[Unit]:
    marked: list[Unit] = []
    place = 0
    while place < len(units):
        length, unit = _number_at(units, place, marked, scene)
        if unit.kind == "target":
            length, unit = _with_markers(marked, units, place, length, unit)
        marked.append(unit)
        place += length
    return marked


def _with_markers(marked: list[Unit], units: list[Unit], place: int, length: int, unit: Unit) -> tuple[int, Unit]:
    """Takes the article, the "milestone" and the "no." before a name, and "milestone" behind it, into the target."""
    while marked and _marks(marked):
        if marked[-1].word == ".":
            marked.pop()
        unit = Unit("target", unit.word, marked.pop().start, unit.end, value=unit.value)
    following = units[place + length] if place + length < len(units) else None
    if following is not None and following.has("milestone") and following.word in {"milestone", "milestones"}:
        return length + 1, Unit("target", unit.word, unit.start, following.end, value=unit.value)
    return length, unit


def _marks(marked: list[Unit]) -> bool:
    last = marked[-1]
    if last.word == "." and len(marked) > 1:
        return marked[-2].word == "no"
    if last.word == "no":
        return len(marked) > 1 and marked[-2].has("milestone")
    return any(last.has(tag) for tag in ("milestone", "task", "question_word", "article")) or last.word == "#"


def _number_at(units: list[Unit], place: int, before: list[Unit], scene: Scene) -> tuple[int, Unit]:
    unit = units[place]
    if unit.kind == "title":
        return 1, _target([unit], _titled(unit.value, full=True))
    if unit.kind == "question":
        return 1, _target([unit], Aim(question=unit.value, marked=True))
    if unit.kind == "marked":
        return 1, _target([unit], Aim(number=unit.value, marked=True))
    if unit.kind == "task" and not _word_before(before, scene.lexicon.set("not_milestone")):
        return 1, _target([unit], Aim(number=unit.value[0], task=unit.value[1], marked=True))
    ordinal = _ordinal_of(unit)
    if ordinal is not None and place + 1 < len(units) and units[place + 1].has("milestone"):
        return 2, _target(units[place : place + 2], Aim(number=ordinal, marked=True))
    number = _number_of(unit)
    if number is None or number < 1:
        return 1, unit
    return _plain_number(units, place, number, before, scene)


def _ordinal_of(unit: Unit) -> int | None:
    if unit.kind == "ordinal":
        return int(unit.value)
    value = unit.values.get("ordinals")
    return None if value is None else int(value)


def _number_of(unit: Unit) -> int | None:
    if unit.kind == "number":
        return int(unit.value)
    value = unit.values.get("numbers")
    return None if value is None else int(value)


def _word_before(before: list[Unit], words: frozenset[str]) -> bool:
    return bool(before) and before[-1].word in words


def _plain_number(units: list[Unit], place: int, number: int, before: list[Unit], scene: Scene) -> tuple[int, Unit]:
    unit = units[place]
    previous = before[-1] if before else None
    if previous is not None and previous.has("task"):
        return 1, _target([unit], Aim(task=number, marked=True))
    if previous is not None and previous.has("question_word"):
        return 1, _target([unit], Aim(question=number, marked=True))
    follows_no = len(before) > 1 and before[-1].word == "." and before[-2].word == "no"
    if follows_no or (previous is not None and (previous.has("milestone") or previous.word == "#")):
        return 1, _target([unit], Aim(number=number, marked=True))
    listed = _listed(before)
    if listed is not None:
        return 1, _target([unit], Aim(task=number, marked=True) if listed.number is None else Aim(number=number))
    length = _named_length(units, place, number, scene)
    if length > 1:
        return length, _target(units[place : place + length], Aim(number=number))
    if _is_amount(units, place, before, scene):
        return 1, unit
    return 1, _target([unit], Aim(number=number))


def _listed(before: list[Unit]) -> Aim | None:
    """What the number goes on counting in a list: "milestones 3, 4", "tasks 1 and 2"."""
    if len(before) < 2 or before[-2].kind != "target" or before[-1].word not in JOINERS | {"and"}:
        return None
    last: Aim = before[-2].value[-1]
    return last if last.number is not None or last.task is not None else None


def _named_length(units: list[Unit], place: int, number: int, scene: Scene) -> int:
    """How far the words of that milestone's own title reach behind its number: "3 homepage is done"."""
    end = place + 1
    while end < len(units) and units[end].kind == "word" and not units[end].tags:
        if not any(p.milestone == number for p in scene.titles.words.get(stem(units[end].word), ())):
            break
        end += 1
    return end - place


def _is_amount(units: list[Unit], place: int, before: list[Unit], scene: Scene) -> bool:
    """Whether this number counts or measures something and names no milestone."""
    unit = units[place]
    lexicon = scene.lexicon
    following = units[place + 1] if place + 1 < len(units) else None
    if _word_before(before, lexicon.set("not_milestone")):
        return True
    if _unknown_before(before, lexicon) and not _is_predicate(following):
        return True
    if unit.kind == "word" and not _spoken_alone(unit, before, following):
        return True
    if _word_before(before, lexicon.set("time_preposition")) and not _is_predicate(following):
        return True
    if before and before[-1].kind in {"target", "number"}:
        return True
    return _counts(units, place + 1, lexicon)


def _unknown_before(before: list[Unit], lexicon: Lexicon) -> bool:
    if before and any(
        before[-1].word in lexicon.set(name) for name in ("clause_break", "and", "range", "time_preposition")
    ):
        return False
    return bool(before) and (
        before[-1].kind in {"code", "file", "version"}
        or (before[-1].kind == "word" and not before[-1].tags and not before[-1].values)
    )


def _spoken_alone(unit: Unit, before: list[Unit], following: Unit | None) -> bool:
    """Whether a number written as a word stands where a name stands: "three is done", "done with three"."""
    if unit.word in {"one", "a couple", "a couple of", "couple of", "zero"}:
        return False
    if following is not None and following.word in {"is", "was", "has", "has been"}:
        return True
    return bool(before) and (
        before[-1].word in {"with", "on"}
        or before[-1].has("done")
        or before[-1].has("approve")
        or before[-1].has("start")
    )


def _is_predicate(unit: Unit | None) -> bool:
    return unit is not None and any(unit.has(tag) for tag in PREDICATES)


def _counts(units: list[Unit], place: int, lexicon: Lexicon) -> bool:
    """Whether the words from here on are what a number counts: "3 new pages", "3 of the icons"."""
    counted = lexicon.set("counted")
    for unit in units[place : place + 4]:
        if unit.word in lexicon.set("time_preposition") or unit.word in lexicon.set("clause_break"):
            return False
        if (
            unit.word in counted
            or unit.word in {"of", "%", "/", "x", "*"}
            or (unit.kind in {"length", "percent"} and unit.kind == "length")
        ):
            return True
        if unit.kind != "word" or unit.tags or unit.values:
            return False
        if len(unit.word) > 3 and unit.word.endswith("s") and not unit.word.endswith("ss"):
            return True
    return False


# -- titles -------------------------------------------------------------------------------------


def _titled(places: tuple[Place, ...], *, full: bool) -> Aim:
    options = tuple(sorted(places, key=lambda p: (p.project, p.milestone, p.task or 0)))
    milestones = tuple(p for p in options if p.task is None)
    if full and milestones:
        options = milestones
    if len(options) == 1:
        only = options[0]
        return Aim(number=only.milestone, task=only.task, project=only.project, options=options, full=full)
    return Aim(options=options)


def _title_runs(units: list[Unit], scene: Scene) -> list[Unit]:
    found: list[Unit] = []
    place = 0
    while place < len(units):
        length, places = _run_at(units, place, scene.titles)
        if length:
            named = _target(units[place : place + length], _titled(tuple(places), full=False))
            taken, named = _with_markers(found, units, place, length, named)
            found.append(named)
            place += taken
        else:
            found.append(units[place])
            place += 1
    return found


def _run_at(units: list[Unit], place: int, titles: Titles) -> tuple[int, set[Place]]:
    """The longest run of unknown words from here that some title has all of."""
    best: tuple[int, set[Place]] = (0, set())
    places: set[Place] | None = None
    end = place
    while end < len(units) and end - place < 8:
        unit = units[end]
        if unit.kind == "word" and not unit.tags and not unit.values:
            here = titles.words.get(stem(unit.word)) or titles.near(unit.word)
            places = set(here) if places is None else places & here
            if not places:
                break
            best = (end + 1 - place, set(places))
        elif end == place or unit.word not in FILLERS:
            break
        end += 1
    return best


def _wholes(units: list[Unit]) -> list[Unit]:
    """ "all of 3", "the work on 3" before its predicate is 3."""
    joined: list[Unit] = []
    for place, unit in enumerate(units):
        following = units[place + 1] if place + 1 < len(units) else None
        if (
            unit.kind == "target"
            and joined
            and joined[-1].has("whole")
            and (_is_predicate(following) or not joined[-1].has("started"))
        ):
            unit = Unit("target", unit.word, joined.pop().start, unit.end, value=unit.value)
        joined.append(unit)
    return joined


# -- what belongs together ----------------------------------------------------------------------


def _joined_names(units: list[Unit], scene: Scene) -> list[Unit]:
    """A number and its title become one target; a project's name goes into the target beside it."""
    return _with_projects(_number_with_title(units), scene)


def _number_with_title(units: list[Unit]) -> list[Unit]:
    joined: list[Unit] = []
    opened = False
    for unit in units:
        if unit.word == '"' and opened:
            opened = False
            continue
        joined.append(unit)
        before = len(joined)
        quoted = before > 1 and joined[-2].word == '"'
        _collapse(joined)
        opened = quoted and len(joined) < before
    return joined


def _collapse(joined: list[Unit]) -> None:
    if (
        joined[-1].word == ")"
        and len(joined) > 3
        and joined[-3].word == "("
        and joined[-2].kind == joined[-4].kind == "target"
    ):
        _replace_pair(joined, 4, joined[-4], joined[-2])
    elif (
        len(joined) > 2
        and joined[-1].kind == joined[-3].kind == "target"
        and joined[-2].word in {":", "-", ",", '"', "the", "."}
    ):
        _replace_pair(joined, 3, joined[-3], joined[-1])
    elif len(joined) > 1 and joined[-1].kind == joined[-2].kind == "target":
        _replace_pair(joined, 2, joined[-2], joined[-1])


def _replace_pair(joined: list[Unit], length: int, left: Unit, right: Unit) -> None:
    same = _same_thing(left.value, right.value)
    if same is not None:
        joined[-length:] = [_target(joined[-length:], same)]


def _same_thing(left: tuple[Aim, ...], right: tuple[Aim, ...]) -> Aim | None:
    """The one aim that a number and a title beside it are, with `conflict` where they differ."""
    if len(left) != 1 or len(right) != 1:
        return None
    a, b = left[0], right[0]
    if bool(a.options) == bool(b.options):
        return a if a.key == b.key and a.options == b.options else None
    number, title = (b, a) if a.options else (a, b)
    if number.number is None or number.question is not None:
        return None
    fits = [p for p in title.options if p.milestone == number.number and (number.task is None or p.task == number.task)]
    if title.task is not None and title.number == number.number:
        return title
    if not fits:
        return None
    return number


def _with_projects(units: list[Unit], scene: Scene) -> list[Unit]:
    named: list[Unit] = []
    place = 0
    while place < len(units):
        length, code = _project_at(units, place, scene)
        if code:
            words = units[place : place + length]
            named.append(Unit("project", " ".join(u.word for u in words), words[0].start, words[-1].end, value=code))
            place += length
        else:
            named.append(units[place])
            place += 1
    return _project_into_target(named)


def _project_at(units: list[Unit], place: int, scene: Scene) -> tuple[int, str]:
    for length in range(scene.projects.get(units[place].word, 0), 0, -1):
        words = tuple(unit.word for unit in units[place : place + length])
        code = scene.named.get(words)
        if code and len(words) == length and (length > 1 or (units[place].kind == "word" and not units[place].tags)):
            return length, code
    return 0, ""


def _project_into_target(units: list[Unit]) -> list[Unit]:
    joined: list[Unit] = []
    for unit in units:
        joined.append(unit)
        if unit.kind == "target" and len(joined) > 1:
            skip = 2 if joined[-2].word in {":", ",", "-"} and len(joined) > 2 else 1
            if joined[-1 - skip].kind == "project":
                _replace_project(joined, skip + 1, unit, joined[-1 - skip].value)
        elif unit.kind == "project" and len(joined) > 1:
            skip = (
                2 if joined[-2].word in {"of", "in", "on", "for", "at", "from", "(", "the"} and len(joined) > 2 else 1
            )
            if joined[-1 - skip].kind == "target":
                _replace_project(joined, skip + 1, joined[-1 - skip], unit.value)
    return joined


def _replace_project(joined: list[Unit], length: int, target: Unit, code: str) -> None:
    aims = tuple(
        replace(aim, project=code, options=tuple(p for p in aim.options if p.project == code)) for aim in target.value
    )
    joined[-length:] = [_target(joined[-length:], *aims)]


def _tasks_of(units: list[Unit]) -> list[Unit]:
    """ "task 2 of 3", "milestone 3, task 2", "the footer of 3"."""
    joined: list[Unit] = []
    for unit in units:
        joined.append(unit)
        if unit.kind != "target" or len(joined) < 2:
            continue
        skip = 1
        while skip + 1 < len(joined) and joined[-1 - skip].word in {
            "of",
            "in",
            "on",
            "for",
            "from",
            ",",
            ":",
            "-",
            "the",
            "under",
        }:
            skip += 1
        other = joined[-1 - skip]
        if other.kind == "target":
            aims = _tasks_in(other.value, unit.value) if skip > 1 else None
            aims = aims or _tasks_in(unit.value, other.value)
            if aims:
                joined[-1 - skip :] = [_target(joined[-1 - skip :], *aims)]
    return joined


def _tasks_in(tasks: tuple[Aim, ...], milestones: tuple[Aim, ...]) -> tuple[Aim, ...] | None:
    if len(milestones) != 1 or milestones[0].number is None or milestones[0].task is not None:
        return None
    number = milestones[0]
    if all(aim.task is not None and (aim.number is None or aim.number == number.number) for aim in tasks):
        return tuple(replace(aim, number=number.number, project=number.project or aim.project) for aim in tasks)
    return None


def _lists(units: list[Unit], scene: Scene) -> list[Unit]:
    """ "3, 4 and 5", "3-5", "3 to 5" become one target, unless a new clause begins in between."""
    joined: list[Unit] = []
    for place, unit in enumerate(units):
        if unit.kind == "target" and joined and joined[-1].kind != "target":
            _join_list(joined, unit, units[place + 1] if place + 1 < len(units) else None, scene)
        else:
            joined.append(unit)
    return joined


def _join_list(joined: list[Unit], unit: Unit, following: Unit | None, scene: Scene) -> None:
    skip = _joiner_length(joined, scene)
    if not skip or len(joined) <= skip or joined[-1 - skip].kind != "target":
        joined.append(unit)
        return
    left = joined[-1 - skip]
    between = joined[-1]
    if _starts_clause(joined[: -1 - skip], following):
        joined.append(unit)
        return
    if not _alike(left.value[-1], unit.value[0], between):
        joined.append(unit)
        return
    aims = _range(left.value, between, unit.value, scene)
    if aims is None:
        if between.word == "-" or between.word in scene.lexicon.set("range"):
            joined.append(unit)
            return
        aims = left.value + unit.value
    joined[-1 - skip :] = [_target([left, unit], *aims)]


def _alike(left: Aim, right: Aim, between: Unit) -> bool:
    """Whether both are milestones or both are tasks; over a mere comma, both named in the same way."""
    if (left.number is None and left.task is not None) != (right.number is None and right.task is not None):
        return False
    return between.word != "," or bool(left.options) == bool(right.options)


def _joiner_length(joined: list[Unit], scene: Scene) -> int:
    last = joined[-1]
    joins = (
        last.word in JOINERS
        or last.word in scene.lexicon.set("and")
        or last.word == "-"
        or last.word in scene.lexicon.set("range")
    )
    if not joins:
        return 0
    return 2 if len(joined) > 1 and joined[-2].word == "," and last.word in scene.lexicon.set("and") else 1


def _starts_clause(before: list[Unit], following: Unit | None) -> bool:
    """Whether the number begins a clause of its own: in "finished 3, 4 is next" it does."""
    if not _is_predicate(following) and not (following is not None and following.kind in {"percent", "date"}):
        return False
    return bool(before) and any(before[-1].has(tag) for tag in ACTS)


def _range(left: tuple[Aim, ...], between: Unit, right: tuple[Aim, ...], scene: Scene) -> tuple[Aim, ...] | None:
    first, last = left[-1], right[0]
    if between.word != "-" and between.word not in scene.lexicon.set("range"):
        return None
    if first.number is None or last.number is None or first.options or last.options or first.task is not None:
        return None
    if not 0 < last.number - first.number <= LARGEST_RANGE:
        return None
    return left + tuple(replace(last, number=n) for n in range(first.number + 1, last.number + 1))
