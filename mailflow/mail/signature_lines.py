"""What one line of a signature looks like: a name, a way to reach somebody, a role, an address."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mailflow.mail.closing_words import (
    ANSWERS,
    CLOSINGS,
    GREETINGS,
    NAME_PARTICLES,
    POSTSCRIPTS,
    ROLES,
    THANKS,
)

WIDEST = 90


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_AFTER = r"\s*[,.!:;。！，、،؛~\-–—*_🙂😊🙏👍]*\s*$"
DELIMITER = re.compile(r"^(?:-- ?|—|–|--\u00a0|\*--\*|__|- -|--\s*\\?)\s*$")
RULE = re.compile(r"^\s{0,8}(?:-{3,}|_{3,}|={3,}|\*{3,}|~{3,}|[─━═]{3,}|—{2,}|–{2,}|•{3,})\s*$")
# What lists put above their footer, and people between sections.
LIST_RULE = re.compile(r"^\s{0,8}(?:#{6,}|(?:-=){3,}-?|(?:~-){3,}~?)\s*$")
CLOSING = re.compile(rf"^[\s\-–—*_]*(?:{_any(CLOSINGS)})(?:\s?[|/·]\s?(?:{_any(CLOSINGS)}))?{_AFTER}", re.IGNORECASE)
_ON_BEHALF = re.compile(r"^(?:i\. ?[av]\.|ppa\.|p\. ?p\.|im auftrag|in vertretung)\s(?=\w)", re.IGNORECASE)
THANKING = re.compile(rf"^[\s\-–—*_]*(?:{_any(THANKS)}){_AFTER}", re.IGNORECASE)
CLOSING_AND_NAME = re.compile(
    rf"^[\s\-–—*_]*(?:{_any((*CLOSINGS, *THANKS))})"
    r"(?:\s*[,.!;:，、\-–—]+\s*|\s+(?:from|von|de)\s+|\s+)(?P<name>\S[^\n]{0,40}?)\s*[.,]?\s*$",
    re.IGNORECASE,
)
GREETING = re.compile(rf"^(?:{_any(GREETINGS)})(?!\w)[^.?]{{0,30}}$", re.IGNORECASE)
POSTSCRIPT = re.compile(rf"^\s*(?:{'|'.join(POSTSCRIPTS)})", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_DASHED_NAME = re.compile(
    r"^\s{0,4}(?:[-–—~/]\s?|\*\s?)(?P<name>[^\W\d_][\w'’.\-]*\.?(?:\s[^\W\d_][\w'’.\-]*\.?){0,2})\s*$"
)
_UPPER, _LOWER = "A-ZÀ-ÞА-ЯЁІЇЄҐ", "a-zà-ÿа-яёіїєґ"
_LONE_NAME = re.compile(rf"^[{_UPPER}][{_LOWER}]{{1,12}}\.?(?:\s[{_UPPER}][{_LOWER}]{{0,14}}\.?){{0,2}}$")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s")
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}")
_LINK = re.compile(r"<?https?://\S+|\bwww\.\S+|\[?(?:cid|image):\S+", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?:tel|phone|mobile|mob|cell|fax|telefon|téléphone|teléfono|móvil|handy|тел|моб|skype|whatsapp|direct|office"
    r"|linkedin|m|t|p|f|w|e|電話|电话|手机|전화)\s?[.:：]\s?[\w+(@]|^\s*linkedin\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w])(?:\+|00)?\(?\d[\d\s()./\-]{5,18}\d(?!\w)")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d:\d\d")
_SMALL_WORD = re.compile(rf"(?<![\w@.])[{_LOWER}]{{2,}}(?![\w@])")
_PAYMENT = re.compile(r"\b(?:iban|bic|swift|account (?:no|number)|sort code|konto|invoice|paypal)\b", re.IGNORECASE)
_ROLE = re.compile(rf"(?<!\w)(?:{_any(ROLES)})(?!\w)", re.IGNORECASE)
_POSTCODE = re.compile(r"\b\d{4,5}\s[A-ZÀ-Þ]|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b(?:street|st\.|road|rd\.|avenue|ave|suite|floor|straße|strasse|str\.|rue|calle|via|laan|straat|ulica|ul\."
    r"|p\.?o\.? box)(?!\w)",
    re.IGNORECASE,
)
_KEPT = 200
_SAYS = re.compile(r"\b(?:done|finished|blocked|ready|approved?|milestone)\b", re.IGNORECASE)


def is_contact(line: str) -> bool:
    """A line that says how to reach somebody, and little else."""
    return _is_contact(line) if len(line) <= _KEPT else _reaches(line)


@lru_cache(maxsize=512)
def _is_contact(line: str) -> bool:
    """Kept, since a line is looked at for several reasons, and again in the other part of a mail."""
    return _reaches(line)


def _reaches(line: str) -> bool:
    rest = MAIL.sub(" ", _LINK.sub(" ", line))
    phone = _PHONE.search(rest)
    called = phone is not None and not _DATE.search(phone[0]) and sum(map(str.isdigit, phone[0])) >= 7
    reachable = called or rest != line or bool(_LABELLED.search(line))
    return reachable and not speaks(line) and len(_SMALL_WORD.findall(rest)) <= 2


def speaks(line: str) -> bool:
    """Words of work stand in it, or of money to be paid: no signature has them."""
    return bool(_SAYS.search(line) or _PAYMENT.search(line))


def is_role(line: str) -> bool:
    """A line with a profession or a firm's form in it."""
    return len(line.split()) <= 8 and bool(_ROLE.search(line))


def signs(line: str) -> bool:
    """May this line stand in a signature?"""
    bare = line.strip(" *_|>\t")
    if not bare or RULE.match(line) or CLOSING.match(bare) or THANKING.match(bare):
        return True
    if speaks(bare) or bare.endswith("?"):
        return False
    if len(bare) > WIDEST:
        return len(bare) < 160 and is_contact(bare)
    return is_contact(bare) or is_role(bare) or _is_place(bare) or name_like(bare)


def _is_place(bare: str) -> bool:
    return len(_SMALL_WORD.findall(bare)) <= 3 and bool(_STREET.search(bare) or _POSTCODE.search(bare))


def name_like(text: str) -> bool:
    """One to five words, each written as a name is, and no sentence."""
    bare = _ON_BEHALF.sub("", text.strip(" *_,.-–—~/\t"))
    words = bare.split()
    if not words or len(words) > 5 or text.rstrip()[-1:] in "?!:;…" or any(map(str.isdigit, bare)):
        return False
    if len(words) == 1:
        return len(bare) <= 20 and bool(WORD.match(bare))
    found = [word for word in words if WORD.match(word)]
    return bool(found) and all(not word[:1].islower() or word in NAME_PARTICLES for word in found)


def is_lone_name(line: str) -> bool:
    """One to three capitalised words that are no answer and no thanks."""
    bare = line.strip(" *_")
    return bool(_LONE_NAME.match(bare)) and not answers(bare) and not THANKING.match(bare)


def answers(line: str) -> bool:
    """Its first word is one that people answer with."""
    words = line.casefold().split()
    return bool(words) and words[0].strip(" .,!*") in ANSWERS


def is_dashed_name(line: str, above: str) -> bool:
    """A name behind a dash or slash ("-Bob"), and not one more bullet of a list."""
    if _DASHED_NAME.match(line) is None or _BULLET.match(above) or above.rstrip().endswith(":"):
        return False
    words = WORD.findall(line)
    if words[0].casefold() in ANSWERS:
        return False
    glued = not re.match(r"^\s*[-–—~/*]\s", line)
    return glued or (len(words) <= 2 and line.lstrip()[0] != "*")
