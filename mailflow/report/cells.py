"""Cells that a spreadsheet takes for what they are: text, and never a formula."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST = 32_000
"""Characters in one cell; spreadsheets take 32,767."""


def would_calculate(text: str) -> bool:
    """Whether a spreadsheet that reads this from a file might run it."""
    return text.startswith(STARTS_A_FORMULA) or text.lstrip().startswith(STARTS_A_FORMULA)


def pieces(text: str) -> list[str]:
    """The text in lengths that a cell takes; what is longer goes on in the next row, so that nothing is lost."""
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)] or [""]


def as_rows(row: tuple[str, ...]) -> list[tuple[str, ...]]:
    """One row, or several where a cell is too long for one."""
    cut = [pieces(cell) for cell in row]
    height = max(map(len, cut))
    return [tuple(cell[line] if line < len(cell) else "" for cell in cut) for line in range(height)]
