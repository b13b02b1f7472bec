"""Whether somebody says that it is urgent. Being wrong costs little: a letter goes at once, not five minutes later."""

import re

_URGENT = re.compile(
    r"(?<!\w)(?P<no>(?:not|no|nicht|pas|non|não|nie|не|isn.t)\s+(?:\w+\s+)?)?"
    r"(?:urgent|urgente|urgently|asap|dringend|eilt|pilne|pilnie|терміново|срочно|mabilisan)(?!\w)",
    re.IGNORECASE,
)


def urgent(text: str) -> bool:
    """``urgent: …``, ``it is urgent``, ``asap``, in the languages of the vocabularies; not ``not urgent``."""
    found = list(_URGENT.finditer(text))
    return bool(found) and not any(one["no"] for one in found)
