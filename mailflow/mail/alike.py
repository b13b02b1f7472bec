"""Whether two parts of a mail say the same, in whatever shape."""

import re

from mailflow.mail.body_lines import HISTORY_BEGINS, Divided, is_quoted
from mailflow.mail.html_quotes import LeftOut
from mailflow.mail.html_text import HtmlText

AHEAD = 4
"""So many lines have to stand below where everything turned history, or it may only be that the opening is over."""
_NO_LETTERS = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Its letters and digits alone."""
    return _NO_LETTERS.sub("", text).casefold()


def begins_alike(plain: Divided, said: str, page: HtmlText) -> bool:
    """Whether the opening of an HTML part is word for word that of the text part, divided as `plain`, in which `said`
    is newly written: then nothing else can be read in it.

    Quoted is in both what comes behind the same words, and below the opening there is nothing but quotations, or the
    text part shows that everything is history.
    """
    shown = bare(page.text)
    most = 2 * len(page.text) + 1000
    lines = plain.lines
    if page.left_out is LeftOut.UNKNOWN:
        if plain.ended is None or plain.ended + AHEAD > len(lines):
            return False
        if len(shown) < len(bare("\n".join(lines[: plain.ended + AHEAD])[:most])):
            return False
    whole = bare("\n".join(lines)[:most])
    top, theirs = bare(_unquoted(lines)[:most]), bare(_unquoted(page.text.split("\n")))
    return whole.startswith(shown) and top.startswith(theirs) and theirs.startswith(bare(said))


def _unquoted(lines: list[str]) -> str:
    """What stands above the first line that is marked as quoted."""
    end = next((at for at, line in enumerate(lines) if line.startswith(HISTORY_BEGINS) or is_quoted(line)), len(lines))
    return "\n".join(lines[:end])
