"""Every format of the record, by its name."""

from collections.abc import Callable
from importlib.util import find_spec

from mailflow.report.csv_file import csv_file
from mailflow.report.facts import ReportFacts
from mailflow.report.fonts import installed
from mailflow.report.json_file import json_file
from mailflow.report.xlsx_file import xlsx_file

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
"""What each is called in a mail."""


def _pdf(facts: ReportFacts) -> bytes:
    from mailflow.report.pdf_file import pdf_file

    return pdf_file(facts, installed())


FORMATS: dict[str, Callable[[ReportFacts], bytes]] = {
    "pdf": _pdf,
    "xlsx": xlsx_file,
    "csv": csv_file,
    "json": json_file,
}


def available() -> tuple[str, ...]:
    """The formats that this installation writes: PDF only with its library."""
    return tuple(kind for kind in FORMATS if kind != "pdf" or find_spec("fpdf") is not None)


def file_name(facts: ReportFacts, kind: str) -> str:
    """``acme-site-record-57.pdf``: the project, and the last record in it."""
    return f"{facts.code}-record-{facts.upto}.{kind}"
