"""Milestones and projects by their names: runs of title words, a number beside its title, a project beside either."""

from dataclasses import replace
from itertools import pairwise

from mailflow.commands.reading.aims import Aim, Scene, target_unit
from mailflow.commands.reading.numbers import titled, with_markers
from mailflow.commands.reading.titles import FILLERS, Place, Titles
from mailflow.commands.reading.units import Unit

SAYING = ("be", "done", "complete", "ready", "started", "checkmark", "percent", "fractions", "almost")
NAMING = frozenset({"plans", "milestone"})
"""Words that head a list or stand before a number are a title's where something is said of them."""
REPORTS = frozenset({"report", "reports"})
"""Before a colon they say what follows; "the report is half written" is a title."""
COMMANDED = frozenset({"help", "list", "export", "head"})
"""What asks for something by itself may be a word of a title, too, where progress is told: "instrukcja 10%"."""


def projects_before(units: list[Unit], scene: Scene) -> list[Unit]:
    """A project's name directly before a number: "acme 3", "acme-site: #3"."""
    named: list[Unit] = []
    place = 0
    while place < len(units):
        length, code = _project_at(units, place, scene)
        if code and (_names_next(units, place + length) or _is_written_out(units[place : place + length])):
            words = units[place : place + length]
            named.append(Unit("project", " ".join(u.word for u in words), words[0].start, words[-1].end, value=code))
            place += length
        else:
            named.append(units[place])
            place += 1
    return named


def _is_written_out(units: list[Unit]) -> bool:
    """Whether this is a code as it stands, with a number in it: "crew-1", and not "crew 1"."""
    numbered = any(unit.kind == "number" for unit in units)
    return numbered and all(left.end == right.start for left, right in pairwise(units))


def _names_next(units: list[Unit], place: int) -> bool:
    while place < len(units) and (units[place].word in {":", "-", ",", "#"} or units[place].has("milestone")):
        place += 1
    return place < len(units) and (
        units[place].kind in {"number", "marked", "task", "question"} or "numbers" in units[place].values
    )


def title_runs(units: list[Unit], scene: Scene) -> list[Unit]:
    """The runs of title words, as targets."""
    found: list[Unit] = []
    place = 0
    commands = frozenset() if any(unit.kind == "percent" for unit in units) else COMMANDED
    while place < len(units):
        length, places = _run_at(units, place, scene.titles, commands)
        near = _is_near(places, scene) or all(u.kind == "punct" or u.has("adverb") for u in units[place + length :])
        if length and near and not _is_counted(units, place, place + length):
            named = target_unit(units[place : place + length], titled(tuple(places), full=False))
            taken, named = with_markers(found, units, place, length, named, scene)
            found.append(named)
            place += taken
        else:
            found.append(units[place])
            place += 1
    return found


def _is_near(places: set[Place], scene: Scene) -> bool:
    """Whether a word or two of a title may name it: of somebody else's they are words like any other."""
    return scene.mine is None or any((one.project, one.milestone) in scene.mine for one in places)


def _is_counted(units: list[Unit], start: int, end: int) -> bool:
    """Whether a number counts these words, or they it: "3 pages", "page 3"."""
    if end < len(units) and units[end].kind == "number":
        return True
    if start and units[start - 1].word in {",", ";"}:
        return False
    before = [unit for unit in units[max(0, start - 2) : start] if unit.word not in {"the", "of"}]
    if len(before) == 2 and before[0].word == "all":
        return False
    return any(unit.kind == "number" or "numbers" in unit.values for unit in before[-2:])


def _run_at(units: list[Unit], place: int, titles: Titles, commands: frozenset[str]) -> tuple[int, set[Place]]:
    """The longest run of words from here that some title has all of: of unknown ones, where they are no `commands`."""
    best: tuple[int, set[Place]] = (0, set())
    places: set[Place] | None = None
    end = place
    while end < len(units) and end - place < 8:
        unit = units[end]
        named = NAMING | ({"adverb"} if unit.word in REPORTS else set())
        known = unit.tags - COMMANDED - (named if _is_said_of(units, end) else frozenset()) or unit.tags & commands
        if unit.kind == "word" and not known and not unit.values:
            here = titles.meant(unit.word)
            places = set(here) if places is None else places & here
            if not places:
                break
            best = (end + 1 - place, set(places))
        elif end == place or unit.word not in FILLERS:
            break
        end += 1
    return best


def _is_said_of(units: list[Unit], place: int) -> bool:
    """Whether what follows says how far it is: "plans are done", "numbers 10%", "plans: finished"."""
    following = next((u for u in units[place + 1 : place + 3] if u.word not in {":", "-"}), None)
    return following is not None and (following.kind == "percent" or any(following.has(tag) for tag in SAYING))


def joined_names(units: list[Unit], scene: Scene) -> list[Unit]:
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
        joined[-length:] = [target_unit(joined[-length:], same)]


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
    """How many units from here name a project, hyphens between its words with them, and which."""
    most = scene.projects.get(units[place].word, 0)
    if not most:
        return 0, ""
    spelt = [end for end, unit in enumerate(units[place : place + 2 * most]) if unit.word != "-"][:most]
    for length in range(len(spelt), 0, -1):
        code = scene.named.get(tuple(units[place + end].word for end in spelt[:length]))
        if code and (length > 1 or (units[place].kind == "word" and not units[place].tags)):
            return spelt[length - 1] + 1, code
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
    joined[-length:] = [target_unit(joined[-length:], *aims)]
