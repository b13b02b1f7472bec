"""What a reader can do with one tap, and the words that do the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """``<Purpose>, reply: <words>``, or a button ``Tap <purpose>``. The `main` one stands out."""

    purpose: str
    words: str
    main: bool = False
