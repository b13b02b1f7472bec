"""Which numbers of a sentence are milestones, and which count, measure or date something."""

from mailflow.commands.reading.aims import Aim, Scene, is_predicate, target_unit
from mailflow.commands.reading.heads import REFERRING
from mailflow.commands.reading.titles import Place, stem
from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

JOINERS = frozenset({",", "&", "+", "/"})
COUNTING = frozenset({"one", "two", "three", "four", "five", "six", "another", "a"})


def numbers(units: list[Unit], scene: Scene) -> list[Unit]:
    """The numbers that name something, as targets."""
    marked: list[Unit] = []
    place = 0
    while place < len(units):
        length, unit = _number_at(units, place, marked, scene)
        if unit.kind == "target":
            length, unit = with_markers(marked, units, place, length, unit, scene)
        marked.append(unit)
        place += length
    return marked


def with_markers(
    marked: list[Unit], units: list[Unit], place: int, length: int, unit: Unit, scene: Scene
) -> tuple[int, Unit]:
    """Takes the article, the "milestone" and the "no." before a name, and "milestone" behind it, into the target."""
    titled = any(aim.options for aim in unit.value)
    while marked and _marks(marked) and not (titled and marked[-1].word in {".", "no"}):
        if marked[-1].word == ".":
            marked.pop()
        unit = Unit("target", unit.word, marked.pop().start, unit.end, value=unit.value)
    following = units[place + length] if place + length < len(units) else None
    if following is not None and _goes_with_title(unit, units[place + length :], scene):
        return length + 1, Unit("target", unit.word, unit.start, following.end, value=unit.value)
    if following is not None and following.has("milestone") and following.word in {"milestone", "milestones"}:
        return length + 1, Unit("target", unit.word, unit.start, following.end, value=unit.value)
    return length, unit


def _goes_with_title(unit: Unit, behind: list[Unit], scene: Scene) -> bool:
    """ "The checkout part is done", "milestone 3 work: done"."""
    named = all(aim.options or aim.marked for aim in unit.value)
    told = len(behind) > 1 and (is_predicate(behind[1]) or behind[1].word in {"-", ":"})
    return named and told and behind[0].word in scene.lexicon.set("after_title")


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
        return 1, target_unit([unit], titled(unit.value, full=True))
    if unit.kind == "question":
        return 1, target_unit([unit], Aim(question=unit.value, marked=True))
    if unit.kind == "marked" and not _word_before(before, scene.lexicon.set("not_milestone")):
        return 1, target_unit([unit], Aim(number=unit.value, marked=True))
    if unit.kind == "task" and not _word_before(before, scene.lexicon.set("not_milestone")):
        return 1, target_unit([unit], Aim(number=unit.value[0], task=unit.value[1], marked=True))
    ordinal = _ordinal_of(unit)
    if ordinal is not None and place + 1 < len(units) and units[place + 1].has("milestone"):
        return 2, target_unit(units[place : place + 2], Aim(number=ordinal, marked=True))
    if ordinal is not None and _is_box(units[place + 1 : place + 3]):
        return 2, target_unit(units[place : place + 2], Aim(task=ordinal, marked=True))
    number = _number_of(unit)
    if number is None or number < 1:
        return 1, unit
    return _plain_number(units, place, number, before, scene)


def _is_box(behind: list[Unit]) -> bool:
    """ "The third | task", "the third | box on the paths": a part of a checklist, by its place."""
    if not behind:
        return False
    return behind[0].word in {"task", "subtask", "checkbox"} or (
        behind[0].word in {"box", "tick", "item"}
        and len(behind) > 1
        and behind[1].word in {"on", "of", "in", "for", "under"}
    )


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
        return 1, target_unit([unit], Aim(task=number, marked=True))
    if previous is not None and previous.has("question_word"):
        return 1, target_unit([unit], Aim(question=number, marked=True))
    follows_no = len(before) > 1 and before[-1].word == "." and before[-2].word == "no"
    if follows_no or (previous is not None and (previous.has("milestone") or previous.word == "#")):
        return 1, target_unit([unit], Aim(number=number, marked=True))
    listed = _listed(before)
    if listed is not None and not _begins_anew(units, place, before, scene):
        return 1, target_unit([unit], Aim(task=number, marked=True) if listed.number is None else Aim(number=number))
    length = _named_length(units, place, number, scene)
    if length > 1:
        return length, target_unit(units[place : place + length], Aim(number=number))
    if _is_amount(units, place, before, scene) and not _is_paid(units, place, previous):
        return 1, unit
    return 1, target_unit([unit], Aim(number=number))


def _is_paid(units: list[Unit], place: int, previous: Unit | None) -> bool:
    """ "Paid | 7 | ref BACS 5521"."""
    following = units[place + 1] if place + 1 < len(units) else None
    return previous is not None and previous.has("paid") and following is not None and following.word in REFERRING


def _listed(before: list[Unit]) -> Aim | None:
    """What the number goes on counting in a list: "milestones 3, 4", "tasks 1 and 2"."""
    if len(before) < 2 or before[-2].kind != "target" or before[-1].word not in JOINERS | {"and"}:
        return None
    last: Aim = before[-2].value[-1]
    return last if last.number is not None or last.task is not None else None


def _begins_anew(units: list[Unit], place: int, before: list[Unit], scene: Scene) -> bool:
    """ "Blocked on 8, two panes came cracked": over a mere comma a number that counts what follows it."""
    follows = units[place + 1].word if place + 1 < len(units) else "or"
    counts = _counts(units, place + 1, scene.lexicon, _number_of(units[place]))
    return before[-1].word == "," and follows != "or" and counts


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
    if _word_before(before, lexicon.set("not_milestone")) or _follows_paper(unit, before, lexicon):
        return True
    if _is_other_amount(units, place, before):
        return True
    if before and before[-1].has("move") and following is not None and following.word in {"out", "back"}:
        return False
    if _unknown_before(before, lexicon) and not (is_predicate(following) or _is_dated(units[place + 1 : place + 3])):
        return True
    if unit.kind == "word" and not (
        _spoken_alone(unit, before, following) or _spoken_list(units, place, before, lexicon)
    ):
        return True
    if _word_before(before, lexicon.set("time_preposition")) and not is_predicate(following):
        return True
    if before and before[-1].kind in {"target", "number"}:
        return True
    if before and before[-1].has("preposition") and following is not None and following.kind == "length":
        return False
    return _counts(units, place + 1, lexicon, _number_of(unit))


def _follows_paper(unit: Unit, before: list[Unit], lexicon: Lexicon) -> bool:
    """ "My invoice | 23", "0023", "5400": the number of a paper, a year or a sum; milestones have no such numbers."""
    named = bool(before) and before[-1].word.split()[-1] in lexicon.set("not_milestone") and before[-1].has("beside")
    return named or (unit.kind == "number" and (unit.word.startswith("0") or len(unit.word) > 3) and len(unit.word) > 1)


def _is_other_amount(units: list[Unit], place: int, before: list[Unit]) -> bool:
    """ "14 barrows | instead of 40", "three boxes, not 5": set against an amount, it is another."""
    if len(before) > 1 and before[-1].word in {"of", "out of"} and before[-2].kind == "number":
        return True  # "chapter 2 | of 7"
    if not before or before[-1].word not in {"instead of", "rather than"}:
        return False
    return any(one.kind == "number" for one in before[:-1]) and not is_predicate(
        units[place + 1] if place + 1 < len(units) else None
    )


def _is_dated(behind: list[Unit]) -> bool:
    """ "I could manage 4 | by the 19th"."""
    return len(behind) == 2 and behind[0].word in {"by", "till", "until"} and behind[1].kind == "date"


def _unknown_before(before: list[Unit], lexicon: Lexicon) -> bool:
    if before and any(
        before[-1].word in lexicon.set(name) for name in ("clause_break", "and", "range", "time_preposition", "handing")
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


def _number_next(units: list[Unit], place: int) -> bool:
    return place + 1 < len(units) and units[place + 1].kind == "number"


def _spoken_list(units: list[Unit], place: int, before: list[Unit], lexicon: Lexicon) -> bool:
    """Whether a list of spoken numbers stands before its predicate: "three and four are done"."""
    numbers = 1 if len(before) > 1 and before[-2].kind == "target" else 0
    while place < len(units):
        if "numbers" in units[place].values or units[place].kind == "number":
            numbers += 1
        elif units[place].word not in JOINERS | lexicon.set("and") | lexicon.set("range"):
            break
        place += 1
    following = units[place] if place < len(units) else None
    return numbers > 1 and is_predicate(following)


def _counts(units: list[Unit], place: int, lexicon: Lexicon, number: int | None) -> bool:
    """Whether the words from here on are what a number counts: "3 new pages", "3 of the icons"."""
    counted = lexicon.set("counted")
    if (
        units[place : place + 1]
        and units[place].word == "of"
        and any(u.kind == "length" for u in units[place + 1 :][:1])
    ):
        return False  # "décaler le 16 | d'une semaine"
    for ahead, unit in enumerate(units[place : place + 4]):
        if not ahead and unit.kind == "length" and _has_own_count(unit):
            return False  # "10 one more day needed"
        if unit.word in lexicon.set("time_preposition") or unit.word in lexicon.set("clause_break"):
            return False
        if (
            unit.word in counted
            or unit.word in {"%", "/"}
            or (unit.word == "of" and not ahead)
            or (unit.word in {"x", "*"} and _number_next(units, units.index(unit)))
            or (unit.kind in {"length", "percent"} and unit.kind == "length")
        ):
            return True
        if unit.kind == "title" and unit.word.endswith("s"):
            return all(one.milestone != number for one in unit.value)
        if unit.kind != "word" or unit.tags or unit.values:
            return False
        if len(unit.word) > 3 and unit.word.endswith("s") and not unit.word.endswith("ss"):
            return True
    return False


def _has_own_count(length: Unit) -> bool:
    """ "One more day", "2 days", beside "more days"."""
    words = length.word.split()
    return words[0].isdigit() or words[0] in COUNTING


def titled(places: tuple[Place, ...], *, full: bool) -> Aim:
    """The aim of a title that fits these places."""
    options = tuple(sorted(places, key=lambda p: (p.project, p.milestone, p.task or 0)))
    milestones = tuple(p for p in options if p.task is None)
    if full and milestones:
        options = milestones
    if len(options) == 1:
        only = options[0]
        return Aim(number=only.milestone, task=only.task, project=only.project, options=options, full=full)
    return Aim(options=options)
