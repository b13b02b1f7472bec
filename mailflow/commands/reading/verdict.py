"""The last word on what was asked: contradictions, repetitions, and the limit of commands."""

from dataclasses import replace
from itertools import zip_longest

from mailflow.commands.reading.choices import WORDS
from mailflow.commands.reading.outcomes import Settled
from mailflow.domain.reading import Asked, Unclear

Key = tuple[str | None, int | None, int | None]
OPPOSED = (
    frozenset({"done", "blocked"}),
    frozenset({"done", "progress"}),
    frozenset({"done", "decline"}),
    frozenset({"done", "date_request"}),
    frozenset({"blocked", "unblocked"}),
    frozenset({"approve", "revise"}),
    frozenset({"approve", "cancel"}),
    frozenset({"accept_date", "keep_date"}),
    frozenset({"accept_date", "move"}),
    frozenset({"pause", "resume"}),
    frozenset({"pause_project", "resume_project"}),
    frozenset({"agree", "counter"}),
    frozenset({"accept_change", "keep_agreement"}),
    frozenset({"away", "back"}),
    frozenset({"send", "skip"}),
    frozenset({"confirm", "disavow"}),
)
DENIED_BY_PARTS = {("done", "blocked"), ("approve", "revise"), ("approve", "cancel")}
DENIED_BY = {"done": ("done", "task_done"), "approve": ("approve",)}
""" "12 is done" is denied by "12.3 is not", too."""
WHOLE = 100
ABSORBED = {("start", "done"), ("start", "progress"), ("start", "blocked"), ("unblocked", "done")}


def verdict(settled: Settled, most: int) -> tuple[tuple[Asked, ...], tuple[Unclear, ...]]:
    """What is asked and what is unclear, once contradictions have taken each other out."""
    asked = _without_repeats(_without_absorbed(_measured(settled.asked)))
    asked, contradicted = _without_contradictions(asked, settled.denied)
    asked = _noted_once(asked)
    return tuple(asked[:most]), tuple(_distinct([*settled.unclear, *contradicted]))


def _key(asked: Asked) -> Key:
    return asked.project, asked.milestone, asked.task


def _measured(asked: list[Asked]) -> list[Asked]:
    """ "Almost done with 3, 90%" is one report: the one with the number; "100%, done" is done."""
    exact = {_key(a) for a in asked if a.verb == "progress" and a.percent is not None}
    done = {_key(a) for a in asked if a.verb == "done"}
    kept = [a for a in asked if a.verb != "progress" or a.percent is not None or _key(a) not in exact]
    return [a for a in kept if not (a.verb == "progress" and a.percent == WHOLE and _key(a) in done)]


def _without_absorbed(asked: list[Asked]) -> list[Asked]:
    verbs = {(a.verb, _key(a)) for a in asked}
    return [a for a in asked if not any(weak == a.verb and (strong, _key(a)) in verbs for weak, strong in ABSORBED)]


def _without_repeats(asked: list[Asked]) -> list[Asked]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for one in asked:
        key = (
            one.verb,
            _key(one),
            one.question,
            one.percent,
            one.day,
            one.person,
            one.text if one.milestone is None else None,
        )
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _without_contradictions(
    asked: list[Asked], denied: list[tuple[str, str | None, int | None]]
) -> tuple[list[Asked], list[Unclear]]:
    wrong: set[int] = set()
    for place, one in enumerate(asked):
        denials = [(verb, one.project, one.milestone) for verb in DENIED_BY.get(one.verb, ())]
        if one.task is None and any(denial in denied for denial in denials):
            wrong.add(place)
        for other in range(place):
            if _contradict(asked[other], one):
                wrong |= {place, other}
    unclear = [_contradiction(asked, place, wrong) for place in sorted(wrong)]
    return [a for i, a in enumerate(asked) if i not in wrong], unclear


def _contradict(left: Asked, right: Asked) -> bool:
    if _key(left) != _key(right):
        return _parts_deny(left, right) or _parts_deny(right, left)
    if left.verb == right.verb:
        return left.milestone is not None and (left.percent, left.day) != (right.percent, right.day)
    return frozenset({left.verb, right.verb}) in OPPOSED


def _parts_deny(whole: Asked, part: Asked) -> bool:
    """ "Approve 7" beside "revise 7.2": what is said of the whole milestone is denied of a part of it."""
    same = (whole.project, whole.milestone) == (part.project, part.milestone)
    return same and whole.task is None and part.task is not None and (whole.verb, part.verb) in DENIED_BY_PARTS


def _contradiction(asked: list[Asked], place: int, wrong: set[int]) -> Unclear:
    one = asked[place]
    rivals = [a for i, a in enumerate(asked) if i in wrong and _key(a)[:2] == _key(one)[:2]]
    choices = tuple(dict.fromkeys(WORDS[a.verb].format(n=a.milestone) for a in rivals if a.verb in WORDS))
    return Unclear(one.line, choices[:3], "contradiction", one.project)


def _noted_once(asked: list[Asked]) -> list[Asked]:
    """All notes in one, at the place of the first."""
    notes = [a for a in asked if a.verb == "note"]
    if len(notes) < 2:
        return asked
    joined = replace(notes[0], text="\n".join(n.text or n.line for n in notes))
    return [joined if a is notes[0] else a for a in asked if a.verb != "note" or a is notes[0]]


def _distinct(unclear: list[Unclear]) -> list[Unclear]:
    """One entry a line and reason, with the choices of all."""
    merged: dict[tuple[str, str, str | None], Unclear] = {}
    for one in unclear:
        key = (one.line, one.reason, one.project)
        merged[key] = _with_choices_of(merged[key], one) if key in merged else one
    return list(merged.values())


def _with_choices_of(known: Unclear, one: Unclear) -> Unclear:
    titled = dict(zip_longest(known.choices, known.titles, fillvalue=""))
    titled |= dict(zip_longest(one.choices, one.titles, fillvalue=""))
    few = list(titled.items())[:3]
    titles = tuple(title for _, title in few)
    return replace(one, choices=tuple(words for words, _ in few), titles=titles if any(titles) else ())
