"""What a sentence is about: everything that names a milestone, task or question, joined into targets."""

from dataclasses import replace

from mailflow.commands.reading.aims import ACTS, Aim, Scene, is_predicate, target_unit
from mailflow.commands.reading.names import joined_names, projects_before, title_runs
from mailflow.commands.reading.numbers import JOINERS, numbers
from mailflow.commands.reading.units import Unit

LARGEST_RANGE = 30
DONE_FOR = frozenset({"done for", "done in"})
LEADING_TO_WHOLE = frozenset({"for", "in", "on", "of"})


def mark_targets(units: list[Unit], scene: Scene) -> list[Unit]:
    """`units` with everything that names a milestone, task or question joined into target units."""
    units = numbers(projects_before(units, scene), scene)
    units = title_runs(units, scene)
    units = _wholes(joined_names(units, scene))
    return _tasks_of(_done_for(_lists(units, scene)))


def _done_for(units: list[Unit]) -> list[Unit]:
    """ "Spring beds and scent corner done | for the planting plan": what is ticked is named with its milestone."""
    for place in range(1, len(units) - 1):
        tasks, unit = units[place - 1], units[place]
        parted = unit.has("done") and units[place + 1].word in LEADING_TO_WHOLE and place + 2 < len(units)
        of = units[place + 2 if parted else place + 1]
        if not (parted or unit.word in DONE_FOR) or tasks.kind != "target" or of.kind != "target":
            continue
        if (aims := _tasks_in(tasks.value, of.value)) is not None:
            done = replace(unit, word=unit.word.split()[0], tags=frozenset({"done"}))
            return [*units[: place - 1], target_unit([tasks, of], *aims), done, *units[units.index(of) + 1 :]]
    return units


def _wholes(units: list[Unit]) -> list[Unit]:
    """ "all of 3", "the work on 3" before its predicate is 3; so is "both" before "3 and 4",
    and "all six chairs" the chairs."""
    joined: list[Unit] = []
    for place, unit in enumerate(units):
        following = units[place + 1] if place + 1 < len(units) else None
        if unit.kind == "target" and _all_so_many(joined, unit) and is_predicate(following):
            joined.pop()
        if unit.kind == "target" and joined and _is_whole(joined[-1], following):
            unit = Unit("target", unit.word, joined.pop().start, unit.end, value=unit.value)
        joined.append(unit)
    return joined


def _all_so_many(before: list[Unit], named: Unit) -> bool:
    """ "All six chairs"."""
    if len(before) < 2 or before[-2].word != "all" or not all(aim.options for aim in named.value):
        return False
    return before[-1].kind == "number" or "numbers" in before[-1].values


def _is_whole(before: Unit, following: Unit | None) -> bool:
    if before.word == "both":
        return True
    if before.has("everything") and before.word.startswith("all"):
        return is_predicate(following)
    return before.has("whole") and (is_predicate(following) or not before.has("started"))


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
                joined[-1 - skip :] = [target_unit(joined[-1 - skip :], *aims)]
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
        if unit.kind == "target" and joined and _both_marked(joined[-1], unit):
            joined[-1] = target_unit([joined[-1], unit], *joined[-1].value, *unit.value)
        elif unit.kind == "target" and joined and joined[-1].kind != "target":
            _join_list(joined, unit, units[place + 1] if place + 1 < len(units) else None, scene)
        else:
            joined.append(unit)
    return joined


def _both_marked(left: Unit, right: Unit) -> bool:
    """ "#1 #2"."""
    return left.kind == "target" and all(
        aim.marked and aim.number is not None and aim.task is None for aim in (*left.value, *right.value)
    )


def _join_list(joined: list[Unit], unit: Unit, following: Unit | None, scene: Scene) -> None:
    skip = _joiner_length(joined, scene)
    if not skip or len(joined) <= skip or joined[-1 - skip].kind != "target":
        joined.append(unit)
        return
    left = joined[-1 - skip]
    between = joined[-1]
    if not _spans(between, scene) and _starts_clause(joined[: -1 - skip], between, following):
        joined.append(unit)
        return
    if not _alike(left.value[-1], unit.value[0], between):
        joined.append(unit)
        return
    aims = _range(left.value, between, unit.value, scene)
    if aims is None:
        if between.word == "-" or _spans(between, scene):
            joined.append(unit)
            return
        aims = left.value + unit.value
    elif len(joined) > skip + 1 and (joined[-2 - skip].has("relation") or joined[-2 - skip].has("preposition")):
        skip += 1
    joined[-1 - skip :] = [target_unit([left, unit], *aims)]


def _spans(unit: Unit, scene: Scene) -> bool:
    """Whether this word leads from a range's first number to its last."""
    words = scene.lexicon.set("range")
    return unit.word in words or unit.written in words


def _alike(left: Aim, right: Aim, between: Unit) -> bool:
    """Whether both are milestones or both are tasks; over a mere comma, both named in the same way."""
    if (left.number is None and left.task is not None) != (right.number is None and right.task is not None):
        return False
    return between.word != "," or bool(left.options) == bool(right.options)


def _joiner_length(joined: list[Unit], scene: Scene) -> int:
    last = joined[-1]
    joins = last.word in JOINERS or last.word in scene.lexicon.set("and") or last.word == "-" or _spans(last, scene)
    if not joins:
        return 0
    return 2 if len(joined) > 1 and joined[-2].word == "," and last.word in scene.lexicon.set("and") else 1


def _starts_clause(before: list[Unit], between: Unit, following: Unit | None) -> bool:
    """Whether the number begins a clause of its own: in "finished 3, 4 is next" it does."""
    dated = following is not None and following.kind == "date" and between.word == ","
    if not is_predicate(following) and not dated and not (following is not None and following.kind == "percent"):
        return False
    return bool(before) and any(before[-1].has(tag) for tag in ACTS)


def _range(left: tuple[Aim, ...], between: Unit, right: tuple[Aim, ...], scene: Scene) -> tuple[Aim, ...] | None:
    first, last = left[-1], right[0]
    if between.word != "-" and not _spans(between, scene):
        return None
    if first.number is None or last.number is None or first.options or last.options or first.task is not None:
        return None
    if not 0 < last.number - first.number <= LARGEST_RANGE:
        return None
    return left + tuple(replace(last, number=n) for n in range(first.number + 1, last.number + 1))
