"""What an owner says beside an approval, for whoever did the work: "approve, lovely work"."""

import re

from mailflow.domain.reading import Asked

_COMMAND = re.compile(
    r"^\W*(?:(?:i|we)\s+)?(?:hereby\s+)?(?:approved?|approving|accept(?:ed)?)\b"
    r"(?:\s+(?:milestone|number|no|the|it|this|that|of|date))*(?:[\s,;:.#–—-]*m?\d{1,4}\b)*[\s,;:.!–—-]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")
_BARE = re.compile(r"[\W\d_]*")
_NOT_SAID_TO_THEM = re.compile(r"\b(?:revise|milestone|but|except|if|when|once|unless)\b|\?", re.IGNORECASE)


def kind_words(asked: Asked) -> str:
    """The words beside the command, where they are meant for whoever did the work; empty for a bare approval."""
    if asked.text:
        return asked.text.strip()
    found = _COMMAND.match(asked.line)
    rest = asked.line[found.end() :].strip() if found else ""
    if (
        len(_NUMBER.findall(asked.line)) > 1
        or _BARE.fullmatch(rest)
        or _NOT_SAID_TO_THEM.search(rest)
        or _COMMAND.match(rest)
    ):
        return ""
    return rest[:1].upper() + rest[1:]
