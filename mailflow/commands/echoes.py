"""Findings that only say again what another one says better."""

from mailflow.commands.aims import Aim
from mailflow.commands.findings import Finding

WHOLE = 100


def without_echoes(findings: list[Finding]) -> list[Finding]:
    """Without "Done!" beside "3 is finished", and without "uploaded 3" beside "3 is done"."""
    named = {(f.verb, id(f.line)) for f in findings if f.aims and not f.denied}
    said = {
        (f.verb, aim.number, aim.task)
        for f in findings
        if not f.trouble and not f.denied
        for aim in f.aims or f.previous
    }
    echoes = [f for f in findings if f.bare and (f.verb, id(f.line)) in named]
    certain = any(not f.trouble and not f.denied for f in findings)
    weak = [
        f
        for f in findings
        if f.weak
        and f.verb != "progress"
        and (
            (not (f.aims or f.previous) and certain)
            or any((f.verb, aim.number, aim.task) in said for aim in f.aims or f.previous)
        )
    ]
    open_still = {(aim.number, aim.task) for f in findings if _leaves_open(f) for aim in f.aims or f.previous}
    parts = [
        f
        for f in findings
        if f.weak
        and f.verb == "done"
        and f.trouble
        and not f.aims
        and f.previous
        and all((aim.number, aim.task) in open_still for aim in f.previous)
    ]
    stated = [
        f
        for place, f in enumerate(findings)
        if f.verb == "date_request"
        and (f.stated or not f.sure)
        and any(_is_the_wish(f, later) for later in findings[place + 1 :])
    ]
    dated = {id(f.line) for f in findings if f.verb == "date_request" and f.when is not None}
    undated = [f for f in findings if f.verb == "date_request" and f.trouble and f.when is None and id(f.line) in dated]
    freed = {id(f.line) for f in findings if f.verb == "unblocked" and not f.trouble and not f.denied}
    repaired = [f for f in findings if f.verb == "done" and f.trouble and f.bare and id(f.line) in freed]
    dropped = {id(f) for f in (*echoes, *weak, *parts, *stated, *undated, *repaired)}
    return [f for f in findings if id(f) not in dropped]


def _leaves_open(found: Finding) -> bool:
    """Whether it says plainly that the work is not done yet: what was only "sent" or "tested" beside it is a part."""
    if found.denied or found.trouble:
        return False
    progress = found.verb == "progress" and found.percent is not None and found.percent < WHOLE
    return progress or found.verb in {"blocked", "date_request"}


def _is_the_wish(stated: Finding, later: Finding) -> bool:
    """ "No way of shifting it until Monday. Would the 18th be alright?": the day that is asked for is the one."""
    same = later.verb == "date_request" and later.line is stated.line and later.wished and not stated.wished
    return (
        same
        and later.when is not None
        and (not later.aims or _keys(later.aims) in (_keys(stated.aims), _keys(stated.previous)))
    )


def _keys(aims: tuple[Aim, ...]) -> set[tuple[int | None, int | None, str | None, int | None]]:
    return {aim.key for aim in aims}
