"""Signatures: what stands below the last word of a mail to say who wrote it, with a delimiter or without."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mailflow.mail.closing_words import CLOSINGS, GREETINGS, POSTSCRIPTS, THANKS
from mailflow.mail.furniture import ends_mail, is_device_mark, is_footer

MOST_LINES = 25
_WIDEST = 90


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_DELIMITER = re.compile(r"^(?:-- ?|—|–|--\u00a0|\*--\*|__|- -|--\s*\\?)\s*$")
_RULE = re.compile(r"^\s{0,8}(?:-{3,}|_{3,}|={3,}|\*{3,}|~{3,}|[─━═]{3,}|—{2,}|–{2,}|•{3,})\s*$")
_CLOSING = re.compile(rf"^[\s\-–—*_]*(?:{_any(CLOSINGS)})\s*[,.!:;。！，、،؛~\-–—*_🙂😊🙏👍]*\s*$", re.IGNORECASE)
_THANKS = re.compile(rf"^[\s\-–—*_]*(?:{_any(THANKS)})\s*[,.!:;。！，、،؛~\-–—*_🙂😊🙏👍]*\s*$", re.IGNORECASE)
_CLOSING_AND_NAME = re.compile(
    rf"^[\s\-–—*_]*(?:{_any((*CLOSINGS, *THANKS))})(?:\s*[,.!;:，、\-–—]+\s*|\s+(?:from|von|de)\s+|\s+)(?P<name>\S[^\n]{{0,40}}?)\s*[.,]?\s*$", re.IGNORECASE
)
_DASHED_NAME = re.compile(r"^\s{0,4}(?:[-–—~/]\s?|\*\s?)(?P<name>[^\W\d_][\w'’.\-]*\.?(?:\s[^\W\d_][\w'’.\-]*\.?){0,2})\s*$")
_GREETING = re.compile(rf"^(?:{_any(GREETINGS)})(?!\w)[^.?]{{0,30}}$", re.IGNORECASE)
_LONE_NAME = re.compile(r"^[A-ZÀ-ÞА-ЯЁІЇЄҐ][a-zà-ÿа-яёіїєґ]{1,12}\.?(?:\s[A-ZÀ-ÞА-ЯЁІЇЄҐ][a-zà-ÿа-яёіїєґ]{0,14}\.?){0,2}$")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)])\s")
_CONTACT = re.compile(
    r"(?:\+|\b00)?\(?\d{1,4}\)?[\s./-]?\(?\d{2,5}\)?[\s./-]\d{2,4}[\s./-]?\d{0,4}|\b(?:tel|phone|mobile|mob|cell|fax|telefon|téléphone|teléfono|móvil|handy|тел|моб|skype|whatsapp|direct|office|m|t|p|f|w|e|電話|电话|手机|전화)\s?[.:：]\s?\S|"
    r"\S+@\S+\.\w{2,}|\bwww\.\S+|https?://\S+|\blinkedin\b",
    re.IGNORECASE,
)
_PAYMENT = re.compile(r"\b(?:iban|bic|swift|account (?:no|number)|sort code|konto|invoice|paypal)\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:manager|director|engineer|designer|developer|ceo|cto|cfo|coo|founder|co-founder|consultant|freelancer?|owner|partner|lead|head of|assistant|specialist|officer|president|architect|analyst|"
    r"photographer|writer|editor|translator|studio|gmbh|ltd|llc|inc|s\.?l\.?|s\.?a\.?r\.?l|oy|ab|b\.?v|s\.?r\.?l|corp|company|agency|group|department|geschäftsführer|entwickler|gérant|directeur|directora?|gerente|"
    r"diseñador\w*|desarrollador\w*|projektleiter\w*|dyrektor|kierownik|директор|менеджер|разработчик|дизайнер|розробник|pronouns|she/her|he/him|they/them)\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b\d{4,5}\s[A-ZÀ-Þ]|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
_STREET = re.compile(r"\b(?:street|st\.|road|rd\.|avenue|ave|suite|floor|straße|strasse|str\.|rue|calle|via|laan|straat|ulica|ul\.|p\.?o\.? box)\b", re.IGNORECASE)
_POSTSCRIPT = re.compile(rf"^\s*(?:{'|'.join(POSTSCRIPTS)})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parted:
    """A stretch of text without its signature, and the signature."""

    own: tuple[str, ...]
    signature: tuple[str, ...] = ()


def without_signature(lines: Sequence[str], names: frozenset[str] = frozenset(), first: bool = True) -> Parted:
    """The lines without marks of mail programs, disclaimers, footers and signature.

    `names` are lower-case words of the sender's own name: a last line of nothing else is a signature.
    `first`: nothing that the sender wrote stands above these lines.
    """
    own = list(lines)
    signature: list[str] = []
    for find in (_furniture_at, _delimiter_at, _furniture_at, _closing_at, _contact_at, _name_at, _bare_closing_at):
        own = _trimmed(own)
        cut = find(own, names)
        if cut is None:
            continue
        begin, end = cut if first or cut[0] else (0, len(own))
        signature = own[begin:end] + signature
        own = own[:begin] + own[end:]
    return Parted(tuple(_trimmed(own)), tuple(_trimmed(signature)))


def _trimmed(lines: list[str]) -> list[str]:
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return lines[first:last]


_Cut: TypeAlias = tuple[int, int] | None


def _furniture_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """A mobile mark, disclaimer or footer, and all that follows; only itself where nothing stands before it."""
    starts = True
    for index, line in enumerate(lines):
        if not line.strip():
            starts = True
            continue
        if _RULE.match(line):
            continue
        if is_device_mark(line) or is_footer(line) or (starts and ends_mail(_paragraph(lines, index))):
            return _from_rule_above(lines, index)
        starts = line.rstrip().endswith((".", "!", ":", "*")) or len(line) < 60
    return None


def _paragraph(lines: list[str], index: int) -> str:
    """A line and the next ones of its paragraph, as one."""
    end = index + 1
    while end < min(len(lines), index + 4) and lines[end].strip():
        end += 1
    return lines[index] if end == index + 1 else " ".join(line.strip() for line in lines[index:end])


def _from_rule_above(lines: list[str], index: int) -> _Cut:
    begin = index
    while begin and (not lines[begin - 1].strip() or _DELIMITER.match(lines[begin - 1]) or _RULE.match(lines[begin - 1])):
        begin -= 1
    if begin:
        lines[begin - 1] = lines[begin - 1].rstrip(" —–")
        return begin, _before_postscript(lines, index + 1)
    after = index + 1
    if is_device_mark(lines[index]):
        return 0, after
    while after < len(lines) and lines[after].strip():
        after += 1
    return 0, after


def _before_postscript(lines: list[str], start: int) -> int:
    for index in range(start, len(lines)):
        if _POSTSCRIPT.match(lines[index]):
            return index
    return len(lines)


def _delimiter_at(lines: list[str], names: frozenset[str]) -> _Cut:
    for index, line in enumerate(lines):
        if _DELIMITER.match(line) and ("--" in line or _signed_below(lines, index + 1)):
            return _below_delimiter(lines, index)
        if _RULE.match(line) and index and _short_tail(lines, index + 1):
            return index, _before_postscript(lines, index + 1)
    return None


def _below_delimiter(lines: list[str], index: int) -> _Cut:
    if any(line.strip() for line in lines[:index]):
        return index, _before_postscript(lines, index + 1)
    after = index + 1
    while after < len(lines) and not lines[after].strip():
        after += 1
    while after < len(lines) and lines[after].strip():
        after += 1
    return 0, after


def _signed_below(lines: list[str], start: int) -> bool:
    first = next((line for line in lines[start:] if line.strip()), "")
    return _signs(first) or is_device_mark(first) or is_footer(first)


def _short_tail(lines: list[str], start: int) -> bool:
    """What stands below a rule looks like a signature: few, short lines that are no sentences."""
    if len(lines) - start > 2 * MOST_LINES:
        return False
    below = [line for line in lines[start:] if line.strip()]
    if not below or len(below) > 14 or any(len(line) > _WIDEST and not _CONTACT.search(line) for line in below):
        return False
    if len(below) <= 2 and all(_is_lone_name(line) or (_signs(line) and _CLOSING.match(line)) for line in below):
        return True
    telling = sum(bool(_CONTACT.search(line) or _ROLE.search(line)) for line in below)
    return telling >= 1 and not _PAYMENT.search(" ".join(below)) and not any(line.rstrip().endswith(("?", ".", ":")) for line in below)


def _signs(line: str) -> bool:
    """May this line stand in a signature?"""
    bare = line.strip(" *_|>\t")
    if _PAYMENT.search(bare):
        return False
    if not bare or _CLOSING.match(bare) or _THANKS.match(bare) or _RULE.match(line):
        return True
    if len(bare) > _WIDEST:
        return bool(_CONTACT.search(bare)) and len(bare) < 160
    if _CONTACT.search(bare) or (_ROLE.search(bare) and len(bare.split()) <= 8) or _STREET.search(bare) or _POSTCODE.search(bare):
        return not bare.endswith("?")
    return name_like(bare)


def name_like(text: str) -> bool:
    """One to five words, each written as a name is, and no sentence."""
    bare = text.strip(" *_,.-–—~/\t")
    words = bare.split()
    if not words or len(words) > 5 or text.rstrip()[-1:] in "?!:;…" or any(character.isdigit() for character in bare):
        return False
    if len(words) == 1:
        return len(bare) <= 20 and bool(_WORD.match(bare))
    found = [word for word in words if _WORD.match(word)]
    return bool(found) and all(word[:1].isupper() or not word[:1].islower() or word in _PARTICLES for word in found)


_PARTICLES = frozenset(("de", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "la", "le", "el", "al", "bin", "y", "e", "and", "und", "et", "of", "&"))
_ANSWERS = frozenset(
    ["done", "yes", "no", "ok", "okay", "approved", "agree", "agreed", "finished", "ready", "started", "help", "status", "list", "undo", "back", "pause", "resume", "accept", "accepted", "decline", "declined", "stop", "blocked", "sure", "great", "perfect", "super", "cool", "nice", "hi", "hello", "hey", "hecho", "listo", "sí", "si", "fertig", "ja", "nein", "oui", "non", "fait", "terminé", "feito", "pronto", "sim", "não", "tak", "nie", "gotowe", "klar", "valmis", "kyllä", "ei", "tamam", "evet", "hayır", "fatto", "finito", "sì", "zrobione", "готово", "да", "нет", "так", "ні", "зроблено", "tapos", "oo", "hindi", "haan", "nahi", "klart", "færdig", "ferdig", "stuck", "working", "paid", "waiting", "blocked", "unblocked", "tomorrow", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "heute", "morgen", "lunes", "martes", "miércoles", "jueves", "viernes", "hoy", "mañana", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "demain", "aujourd'hui", "segunda", "terça", "quarta", "quinta", "sexta", "hoje", "amanhã", "thanks", "confirmed", "correct", "right", "exactly", "none", "nothing", "both", "neither", "first", "second", "third", "never", "always", "maybe", "perhaps", "almost", "bloqueado", "blockiert", "bloqué", "bloccato", "zablokowane", "заблоковано", "заблокировано", "terminado", "finito", "erledigt", "genehmigt", "approuvé", "aprobado", "aprovado", "zatwierdzone", "погоджено", "одобрено", "away", "later", "soon", "merry", "happy", "stuck", "continue", "skip", "send", "digest", "export", "note", "question", "answer", "revise", "cancel", "assign", "move", "keep", "add", "meet", "invite"]
)


def _closing_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """The last closing phrase with a name (or nothing but signature lines) beneath or beside it."""
    for index in range(len(lines) - 1, max(0, len(lines) - MOST_LINES) - 1, -1):
        if index == 0:
            return None
        line = lines[index]
        if len(line) > 80 or not line.strip():
            continue
        strong = bool(_CLOSING.match(line))
        if strong or _THANKS.match(line):
            end = _signature_end(lines, index + 1, names)
            if end > index + 1 or strong:
                return _closings_above(lines, index), end
        elif _with_name(line, names):
            return index, _signature_end(lines, index + 1, names, named=True)
    return None


def _closings_above(lines: list[str], index: int) -> int:
    """Closings stack ("Thanks," over "Best regards,"): the first of them."""
    above = index
    while above > 1 and (not lines[above - 1].strip() or _CLOSING.match(lines[above - 1]) or _THANKS.match(lines[above - 1])):
        above -= 1
    while above < index and not lines[above].strip():
        above += 1
    return above


def _with_name(line: str, names: frozenset[str]) -> bool:
    found = _CLOSING_AND_NAME.match(line)
    if found is None:
        return False
    words = found["name"].casefold().strip(" .,").split()
    if words and words[0] in names:
        return True
    return name_like(found["name"]) and found["name"][:1].isupper() and len(words) <= 3 and words[0] not in _ANSWERS


def _signature_end(lines: list[str], start: int, names: frozenset[str], named: bool = False) -> int:
    """How far the signature below a closing reaches; `start` itself where what follows is no signature."""
    end, seen = start, 0
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        if _POSTSCRIPT.match(line) or (not _signs(line) and not (seen and _below_contact(lines, index))):
            return end if seen or named else start
        if not seen and not named and not _opens_signature(line, names):
            return start
        seen += 1
        end = index + 1
    return len(lines) if seen or named else start


def _opens_signature(line: str, names: frozenset[str]) -> bool:
    words = line.casefold().strip(" *_,.-–—").split()
    if words and words[0] in names:
        return True
    return bool(words) and (words[0] not in _ANSWERS or len(words) > 2) and (name_like(line) or bool(_CONTACT.search(line) or _ROLE.search(line)))


def _below_contact(lines: list[str], index: int) -> bool:
    """Company slogans and the like between or below contact lines still belong to the signature."""
    near = lines[max(0, index - 3) : index] + lines[index + 1 : index + 4]
    return len(lines[index]) < _WIDEST and any(_CONTACT.search(line) for line in near) and not re.search(r"\b(?:done|finished|blocked|ready|approved?|milestone)\b", lines[index], re.IGNORECASE)


def _contact_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """A last paragraph of name and contact lines, without any delimiter above it."""
    begin = len(lines)
    contacts = 0
    for index in range(len(lines) - 1, max(0, len(lines) - 14), -1):
        line = lines[index]
        if not line.strip():
            if contacts:
                break
            continue
        if not _signs(line):
            return None
        contacts += bool(_CONTACT.search(line))
        begin = index
    if begin < len(lines) and _lists_people(lines, begin):
        return None
    if not contacts or begin >= len(lines) or begin == 0 or not name_like(lines[begin]) or lines[begin - 1].strip():
        return None
    first = lines[begin].casefold().split()[0].strip(" ,.*")
    return None if first in _ANSWERS or len(lines) - begin < 2 else (begin, len(lines))


def _lists_people(lines: list[str], begin: int) -> bool:
    """A list of people below a colon, or with addresses of several, is content."""
    above = next((line.rstrip() for line in reversed(lines[:begin]) if line.strip()), "")
    return above.endswith((":", "：")) or len({mail.lower() for line in lines[begin:] for mail in _MAIL.findall(line)}) > 1


def _name_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """A last line that is nothing but the sender's name, or looks like one."""
    if len(lines) < 2:
        return None
    last = lines[-1]
    words = [word.casefold() for word in _WORD.findall(last)]
    known = bool(words) and len(words) <= 4 and bool(names) and all(word in names for word in words)
    if known or _is_dashed_name(lines, words):
        return len(lines) - 1, len(lines)
    begin = _lone_names(lines)
    return None if begin is None else (begin, len(lines))


def _is_dashed_name(lines: list[str], words: list[str]) -> bool:
    last = lines[-1]
    above = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    if _DASHED_NAME.match(last) is None or _BULLET.match(above) or above.rstrip().endswith(":") or words[0] in _ANSWERS:
        return False
    glued = not re.match(r"^\s*[-–—~/*]\s", last)
    return glued or (len(words) <= 2 and last.lstrip()[0] != "*")


def _lone_names(lines: list[str]) -> int | None:
    """Where a last paragraph begins that is nothing but names, below text that has ended."""
    begin = len(lines)
    while begin and lines[begin - 1].strip():
        begin -= 1
    above = [line.strip() for line in lines[:begin] if line.strip()]
    if not above or len(lines) - begin > 3 or not all(map(_is_lone_name, lines[begin:])):
        return None
    if above[-1].endswith((":", ",", "：")) or (len(above) == 1 and (len(above[0].split()) < 3 or _GREETING.match(above[0]))):
        return None
    return begin


def _is_lone_name(line: str) -> bool:
    bare = line.strip(" *_")
    return bool(_LONE_NAME.match(bare)) and bare.casefold().split()[0].strip(".") not in _ANSWERS and not _THANKS.match(bare)


def _bare_closing_at(lines: list[str], names: frozenset[str]) -> _Cut:
    if len(lines) > 1 and _CLOSING.match(lines[-1]):
        return len(lines) - 1, len(lines)
    return None
