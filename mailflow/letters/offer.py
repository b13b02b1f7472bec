"""What a reader can do with one tap, and the words that do the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailflow.domain.letter import Phrase
from mailflow.domain.record import Json


@dataclass(frozen=True, slots=True)
class Offer:
    """``<Purpose>, reply: <words> <hint>``, or a button ``Tap <purpose>`` that writes the words.

    The `hint` stands for what the reader adds, and a tap writes the `draft` in its place. The `main` offer stands out.
    `purpose` and `words` have gaps for `values`; like the hint, they are in English and the key for translations.
    """

    purpose: str
    words: str
    hint: str = ""
    main: bool = False
    draft: Phrase | str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
