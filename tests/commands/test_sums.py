from decimal import Decimal

import pytest

from mailflow.commands.sums import sums


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PAID 1 USD 900", [("900", "USD")]),
        ("PAID 1 ref 22: €1,200.00", [("1200", "EUR")]),
        ("paid 3, 1.200,50 EUR", [("1200.5", "EUR")]),
        ("PAID 3 ref 2026-117", []),
        ("paid 3, transfer 4711", []),
        ("PAID 3 ref ABC 123", []),
        ("$900 and 40 €", [("900", "USD"), ("40", "EUR")]),
    ],
)
def test_sums_with_a_currency_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert list(sums(text)) == [(Decimal(amount), currency) for amount, currency in found]
