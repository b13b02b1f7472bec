"""The dates of a brief as ISO 8601 has them, read on the day on which they were written."""

import re

from mailflow.commands.brief import KEY_OF, TEXTS
from mailflow.commands.reading.dates import mark_dates
from mailflow.commands.reading.units import composed, plain, units_of
from mailflow.commands.reading.when import Clock
from mailflow.commands.words import Lexicon

_KEY = re.compile(r"^\W{0,3}(?P<key>[^\W\d_][\w -]{1,28}?)\**\s*:")
_MARK = re.compile(r"^\s*(?:milestone\s+|#)?\d{1,3}\s*[.):\-]+\s*(?=\S)", re.I)
LONGEST_LINE = 500


def with_dates(text: str, lexicon: Lexicon, clock: Clock) -> str:
    """The text with each date that can be read written out. What can be read in two ways stays as it is."""
    return "\n".join(_line(raw, lexicon, clock) for raw in text.splitlines())


def _line(raw: str, lexicon: Lexicon, clock: Clock) -> str:
    line, key = plain(composed(raw)).rstrip(), _KEY.match(raw)
    if len(line) > LONGEST_LINE or (key and KEY_OF.get(key["key"].strip().casefold()) in TEXTS):
        return line
    mark = _MARK.match(line)
    start = mark.end() if mark else 0
    rest = line[start:]
    for unit in reversed(mark_dates(units_of(rest, lexicon), clock)):
        when = unit.value if unit.kind == "date" else None
        if when is not None and when.last is not None and not when.fault:
            rest = f"{rest[: unit.start]}{when.last.isoformat()}{rest[unit.end :]}"
    return f"{line[:start]}{rest}"
