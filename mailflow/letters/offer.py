"""What a reader can do with one tap, and the words that do the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """``<Purpose>, reply: <words> <hint>``, or a button ``Tap <purpose>`` that writes the words.

    The `hint` stands for what the reader adds, and a tap writes the `draft` in its place. The `main` offer stands out.
    """

    purpose: str
    words: str
    hint: str = ""
    main: bool = False
    draft: str = ""

    @property
    def shown(self) -> str:
        """The words to type, with what belongs after them."""
        return f"{self.words} {self.hint}" if self.hint else self.words

    @property
    def typed(self) -> str:
        """The words that a tap writes; the reader goes on where they end."""
        return f"{self.words} {self.draft}" if self.hint else self.words
