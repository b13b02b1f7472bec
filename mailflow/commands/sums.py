"""Sums of money as people write them beside a payment: "USD 900", "€1,200.00", "1.200,00 EUR"."""

import re
from decimal import Decimal

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₱": "PHP", "₴": "UAH"}
CODES = "EUR|USD|GBP|PHP|INR|CHF|PLN|UAH|BRL|JPY|CAD|AUD|NZD|SGD|SEK|NOK|DKK|CZK|HUF|RON|MXN|ZAR|HKD"
_CURRENCY, _NUMBER = rf"(?:[{''.join(SIGNS)}]|\b(?:{CODES})\b)", r"\d(?:[\d.,]*\d)?"
_SUM = re.compile(
    rf"(?P<before>{_CURRENCY})\s?(?P<much>{_NUMBER})|(?P<many>{_NUMBER})\s?(?P<behind>{_CURRENCY})(?!\s?\d)", re.I
)
_CENTS = re.compile(r"(.*)[.,](\d{1,2})")


def sums(text: str) -> tuple[tuple[Decimal, str], ...]:
    """Every sum in the text that has a currency: the amount and the currency's code."""
    return tuple(
        (_amount(found["much"] or found["many"]), _code(found["before"] or found["behind"]))
        for found in _SUM.finditer(text)
    )


def _code(currency: str) -> str:
    return SIGNS.get(currency, currency.upper())


def _amount(written: str) -> Decimal:
    """The number, whether a comma or a dot parts its thousands."""
    cents = _CENTS.fullmatch(written)
    whole, part = (cents[1], cents[2]) if cents else (written, "0")
    return Decimal(f"{re.sub('[.,]', '', whole)}.{part}")
