"""Numbers in answer to a revision or a review, whose points have numbers, too: "the first point is done"."""

import re
from dataclasses import replace

from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.setting import Setting, milestone_at
from mailflow.commands.reading.titles import Place

_POINT = re.compile(r"\b(?:points?|items?|steps?|remarks?)\b", re.IGNORECASE)
MOST_POINTS = 12
"""Taken for granted where the points themselves are not known."""


def of_a_point(finding: Finding, place: Place, setting: Setting) -> Finding:
    """`finding`, asked about where its number may be that of a point of the revision that is answered."""
    reviewed = setting.answered == "review" and _POINT.search(finding.line.text) is not None
    if finding.verb not in {"done", "approve"} or finding.denied or place.milestone in setting.shown:
        return finding
    if not (reviewed or (setting.answered == "revision" and finding.verb == "done")):
        return finding
    named = any(aim.options for aim in finding.aims if aim.number == place.milestone)
    if named or place.task is not None or _is_called_milestone(place.milestone, finding.line.text):
        return finding
    if not reviewed and place.milestone > (_points(setting) or MOST_POINTS):
        return finding
    return replace(finding, trouble=finding.trouble or "unclear")


def _points(setting: Setting) -> int:
    """How many points the revision has that is answered; 0 where that is not known."""
    shown = (milestone_at(Place(setting.project or "", number), setting) for number in setting.shown)
    return max((len(milestone.corrections) for milestone in shown if milestone is not None), default=0)


def _is_called_milestone(number: int, text: str) -> bool:
    """Whether it is written as a milestone beyond doubt: "milestone 3", "m3", "#3"."""
    return re.search(rf"(?:\bmilestones?|\bms?|#)\s*(?:no\.?\s*)?{number}\b", text, re.IGNORECASE) is not None
