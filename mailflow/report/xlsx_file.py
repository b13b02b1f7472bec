"""The record as an Excel workbook: a sheet for each table. Every cell is text; nothing is calculated or linked."""

import io
from datetime import UTC

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from mailflow.report.cells import as_rows, pieces, would_calculate
from mailflow.report.facts import ReportFacts
from mailflow.report.tables import Table, clean, heading, tables, terms, wording

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LONGEST_NAME = 31
"""Characters in the name of a sheet."""
WIDTH = 1.3
"""Characters of a column for each hundredth of the page's width."""


class Sheets:
    """A workbook that is being filled."""

    def __init__(self, out: io.BytesIO, facts: ReportFacts) -> None:
        self._book = Workbook(out, OPTIONS)
        self._book.set_properties(
            {"title": clean(facts.project), "created": facts.at.astimezone(UTC).replace(tzinfo=None)}
        )
        self._plain = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._quoted = self._book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def summary(self, facts: ReportFacts) -> None:
        """The first sheet: what this is, and the agreement."""
        sheet = self._book.add_worksheet(wording(facts).say("Summary"))
        sheet.set_column(0, 0, 100)
        self._put(sheet, 0, 0, clean(facts.project), self._bold)
        lines = [*heading(facts), clean(facts.vision_text)]
        for title, text in terms(facts):
            lines += ["", title, text]
        for place, piece in enumerate((piece for line in lines for piece in pieces(line)), 1):
            self._put(sheet, place, 0, piece)

    def table(self, table: Table) -> None:
        """A sheet with a heading row that stays in sight."""
        sheet = self._book.add_worksheet(table.title[:LONGEST_NAME])
        sheet.freeze_panes(1, 0)
        for place, (column, width) in enumerate(zip(table.columns, table.widths, strict=True)):
            sheet.set_column(place, place, max(width * WIDTH, 6))
            self._put(sheet, 0, place, column, self._bold)
        lines = [line for row in table.rows for line in as_rows(row)]
        for number, line in enumerate(lines, 1):
            for place, cell in enumerate(line):
                self._put(sheet, number, place, cell)

    def close(self) -> None:
        """Write it out."""
        self._book.close()

    def _put(self, sheet: Worksheet, row: int, column: int, text: str, style: Format | None = None) -> None:
        sheet.write_string(row, column, text, style or (self._quoted if would_calculate(text) else self._plain))


def xlsx_file(facts: ReportFacts) -> bytes:
    """The workbook. The same facts make the same bytes."""
    out = io.BytesIO()
    sheets = Sheets(out, facts)
    sheets.summary(facts)
    for table in tables(facts):
        sheets.table(table)
    sheets.close()
    return out.getvalue()
