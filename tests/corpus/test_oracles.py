"""Where other reply parsers find what was written, so do we."""

from tests.corpus.oracles import compare, planted


def test_where_another_parser_is_right_we_are() -> None:
    rows = compare(planted())
    assert {group: row.lost for group, row in rows.items() if row.lost} == {}
    assert all(row.right["mailflow"] >= max(row.right.values()) for row in rows.values())
