"""Whether somebody says that it is urgent. Being wrong costs little: a letter goes at once, not five minutes later."""

from mailflow.commands.reading.units import plain, split_words
from mailflow.commands.words import Words

NEAR = 3
"""As many words before it may deny it: "not urgent", "not that urgent"."""


def urgent(text: str, words: Words) -> bool:
    """``urgent: …``, ``it is urgent``, ``asap``, in the languages of the vocabularies; not ``not urgent``."""
    said = split_words(plain(text).replace("n't", " not"))
    found = [place for place, word in enumerate(said) if word in words.urgent]
    return bool(found) and not any(_is_denied(said[max(0, place - NEAR) : place], words) for place in found)


def _is_denied(before: list[str], words: Words) -> bool:
    stop = max((place + 1 for place, word in enumerate(before) if not word[0].isalnum()), default=0)
    return any(word in words.denying for word in before[stop:])
