"""One line of a brief: somebody with their addresses, or a milestone with its date, its assignee and its amount."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from mailflow.domain.brief import Brief, Named, Wanted
from mailflow.domain.people import Role

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "₴": "UAH", "₹": "INR", "₱": "PHP", "euro": "EUR", "euros": "EUR"}
CURRENCIES |= {"dollar": "USD", "dollars": "USD", "pounds": "GBP"}
CODES = "EUR|USD|GBP|CHF|PLN|UAH|INR|PHP|BRL|CAD|AUD|NZD|SEK|NOK|DKK|CZK|HUF|RON|JPY|MXN|ARS|COP|ZAR|TRY"

_ROLE = re.compile(r"\b(owner|contractor|observer|client|freelancer)\b", re.I)
_ZONE = re.compile(r"\b(?:[A-Z][A-Za-z]+/[A-Za-z_+-]+(?:/[A-Za-z_]+)?|UTC)\b")
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_MONEY = rf"[€$£₴₹₱]|{CODES}"
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_MONEY})\s?(?P<first>{_NUMBER})|(?P<second>{_NUMBER})\s?(?P<after>{_MONEY}|euros?|dollars?|pounds))"
    r"(?!\w)",
    re.I,
)
_DUE = re.compile(
    r"[(\[,;–—-]*\s*(?:\b(?:due|by|until|on|till|before|deadline|bis|am|vom|para el|le|até|до)\b[: ]*)*"
    r"(?P<day>\d{4}-\d{2}-\d{2})\s*[)\]]?"
)
_FOR = re.compile(
    r"[(\[]?\b(?:for|assigned to|assignee:?|by|with|für|von|para|pour|для)\s+(?P<name>[\w.-]+(?:\s[\w.-]+)?)[)\]]?$",
    re.I,
)
_PARTS = re.compile(r"\s*[,;|\t]\s*|\s+[–—-]\s+|\s*[()\[\]]\s*|\s*:\s+")
_SOMEBODY = re.compile(r"^@?(?P<name>[\w.-]+(?:\s[\w.-]+)?)$")


def named(line: str, role: Role) -> Named:
    """Whoever the line names: a name and one or several addresses, perhaps a role and a time zone."""
    addresses = tuple(dict.fromkeys(found.lower() for found in ADDRESS.findall(line)))
    stated, zone = _ROLE.search(ADDRESS.sub("", line)), _ZONE.search(ADDRESS.sub(" ", line))
    rest = ADDRESS.sub("|", line)
    for found in (stated, zone):
        rest = rest.replace(found.group(), "|") if found else rest
    words = (part.strip(" <>\"',;:()[]*-–—.") for part in re.split(r"[|,;<>():]", rest))
    name = next((part for part in words if part and not part.isdigit()), "")
    return Named(
        name=name or _from_address(addresses[0]),
        addresses=addresses,
        role=_role(stated.group().lower()) if stated else role,
        zone=zone.group() if zone else "",
    )


def _role(word: str) -> Role:
    return {"owner": Role.OWNER, "client": Role.OWNER, "observer": Role.OBSERVER}.get(word, Role.CONTRACTOR)


def _from_address(address: str) -> str:
    return " ".join(part.capitalize() for part in re.split(r"[._+-]+", address.partition("@")[0]) if part)


def wanted(number: int, text: str, brief: Brief) -> Wanted:
    """The milestone of that line; what is neither date nor amount nor a name of the brief is its title."""
    amount, currency, rest = money_in(text)
    day, rest = _day(rest)
    who, rest = _whose(rest, brief)
    return Wanted(number, rest, day, who, amount, currency)


def money_in(text: str) -> tuple[Decimal | None, str | None, str]:
    """An amount, its currency, and the text without them."""
    found = _AMOUNT.search(text)
    if found is None:
        return None, None, text
    mark = (found["before"] or found["after"] or "").strip()
    currency = CURRENCIES.get(mark.lower(), mark.upper())
    return amount_of(found["first"] or found["second"] or ""), currency, _cut(text, found.start(), found.end())


def amount_of(written: str) -> Decimal | None:
    """ "1,200.50", "1.200,50" and "1 200" as a number: the last mark before one or two digits is the decimal one."""
    decimal = re.search(r"[.,](\d{1,2})$", written)
    whole = written[: decimal.start()] if decimal else written
    digits = re.sub(r"\D", "", whole) + (f".{decimal[1]}" if decimal else "")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def _day(text: str) -> tuple[date | None, str]:
    found = _DUE.search(text)
    if found is None:
        return None, text
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None, text
    return day, _cut(text, found.start(), found.end())


def _cut(text: str, start: int, end: int) -> str:
    before, after = text[:start].rstrip(" ,;:"), text[end:].lstrip(" ,;")
    return f"{before} , {after}".strip(" ,")


def _whose(text: str, brief: Brief) -> tuple[str, str]:
    """Whose it is, by a name of the brief that stands apart or behind "for"; and what remains."""
    kept: list[str] = []
    who = ""
    for part in (piece.strip(" .*") for piece in _PARTS.split(text)):
        alone, behind = _SOMEBODY.match(part), _FOR.search(part)
        if not part:
            continue
        if not who and kept and alone and brief.person(alone["name"]):
            who = alone["name"]
        elif not who and behind and (brief.person(behind["name"]) or brief.person(behind["name"].split()[0])):
            who = behind["name"] if brief.person(behind["name"]) else behind["name"].split()[0]
            kept += [part[: behind.start()].strip()] if behind.start() else []
        else:
            kept.append(part)
    if not who and len(kept) == 1 and (one := _SOMEBODY.match(kept[0])) and brief.person(one["name"]):
        return one["name"], ""
    return who, ", ".join(piece for piece in kept if piece)
