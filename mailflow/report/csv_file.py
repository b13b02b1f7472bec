"""The record's history as CSV (RFC 4180), in UTF-8 with a byte order mark, which spreadsheets need to read it right."""

import csv
import io

from mailflow.report.cells import as_rows, would_calculate
from mailflow.report.facts import ReportFacts
from mailflow.report.tables import history_table


def csv_file(facts: ReportFacts) -> bytes:
    """The history, oldest first. A cell that a spreadsheet would calculate begins with an apostrophe."""
    table = history_table(facts)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerows([f"'{cell}" if would_calculate(cell) else cell for cell in line] for line in as_rows(row))
    return out.getvalue().encode("utf-8-sig")
