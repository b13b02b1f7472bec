"""Findings that give way to what the same mail says more exactly: parts to the whole, what was to what is."""

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.findings import Finding

WHOLE = 100


def without_less(findings: list[Finding]) -> list[Finding]:
    """`findings` without those."""
    findings = _without_earlier(_without_shares(findings))
    whole = any(one.verb == "progress" and one.percent and not (one.denied or one.aims) for one in findings)
    open_still = {(aim.number, aim.task) for f in findings if _leaves_open(f) for aim in f.aims or f.previous}
    typed = any(one.verb == "counter" and not one.weak for one in findings)
    return [
        one
        for one in findings
        if not (_is_part(one, open_still, whole=whole) or (typed and one.verb == "counter" and one.weak))
    ]


def _without_shares(findings: list[Finding]) -> list[Finding]:
    """ "8 is 30% along, half the bars are cut": the share of a part, beside how far all of it is; "I told you 8 was at
    80%, but it's 65%": what was said before."""
    if not any(one.verb == "progress" and one.percent and not (one.denied or one.weak) for one in findings):
        return findings
    kept = [one for one in findings if not (one.verb == "progress" and one.weak and not one.aims)]
    now = {id(one.line) for one in kept if one.verb == "progress" and one.percent and not (one.stated or one.aims)}
    return [one for one in kept if not (one.verb == "progress" and one.stated and id(one.line) in now)]


def _without_earlier(findings: list[Finding]) -> list[Finding]:
    """Without what a later sentence says more exactly of days: of a wish, of an absence."""
    return [
        one
        for place, one in enumerate(findings)
        if not any(_is_the_wish(one, later) or _is_narrower(later, one) for later in findings[place + 1 :])
    ]


def _is_part(found: Finding, open_still: set[tuple[int | None, int | None]], *, whole: bool) -> bool:
    """ "It's about 85% done. The bracket is made": what may be done, beside how far all of it is, is a part of it."""
    if not (found.verb == "done" and found.weak and found.trouble and not found.aims):
        return False
    return whole or (bool(found.previous) and all((a.number, a.task) in open_still for a in found.previous))


def _leaves_open(found: Finding) -> bool:
    """Whether it says plainly that the work is not done yet: what was only "sent" or "tested" beside it is a part."""
    if found.denied or found.trouble:
        return False
    progress = found.verb == "progress" and found.percent is not None and found.percent < WHOLE
    return progress or found.verb in {"blocked", "date_request"}


def _is_the_wish(stated: Finding, later: Finding) -> bool:
    """ "No way of shifting it until Monday. Would the 18th be alright?": the day that is asked for is the one."""
    if stated.verb != "date_request" or not (stated.stated or not stated.sure):
        return False
    same = later.verb == "date_request" and later.line is stated.line and later.wished and not stated.wished
    named = not later.aims or _keys(later.aims) in (_keys(stated.aims), _keys(stated.previous))
    return same and later.when is not None and named


def _keys(aims: tuple[Aim, ...]) -> set[tuple[int | None, int | None, str | None, int | None]]:
    return {aim.key for aim in aims}


def _is_narrower(later: Finding, said: Finding) -> bool:
    """ "Next week I'm with my family. I'm not working from Monday to Wednesday": the days that were meant."""
    if (
        said.verb != "away"
        or later.verb != "away"
        or later.denied
        or later.trouble
        or later.when is None
        or said.when is None
    ):
        return False
    first, last, begin, end = later.when.day, later.when.until, said.when.day, said.when.until
    if first is None or last is None or begin is None or end is None or later.when.fault:
        return False
    return begin <= first <= last <= end and (first, last) != (begin, end)
