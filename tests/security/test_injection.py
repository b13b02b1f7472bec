"""Two thousand payloads, through the whole way: nothing breaks out of where somebody's words are shown.

Each goes in as the writer's words, their name, the subject and the name of a file; what comes out is looked at as a
mail program, a calendar, a spreadsheet, a browser and a terminal would read it.
"""

import csv
import io
import json
import os
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from mailflow.demo.clients import body_of
from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from mailflow.report.csv_file import csv_file
from mailflow.report.facts import report_facts
from mailflow.report.fonts import Fonts
from mailflow.report.json_file import json_file
from mailflow.report.pdf_file import pdf_file
from mailflow.report.xlsx_file import xlsx_file
from mailflow.shipped import site
from tests.attached import with_files
from tests.cli.conftest import Mailflow, config, mailflow  # noqa: F401 - fixtures
from tests.security.house import ADDRESS, DANA, OLIVIA, SENT, TALLY, House
from tests.security.payloads import MARK, payloads
from tests.servers.name_server import NameServer

pytestmark = pytest.mark.xdist_group("injection")
ALL = 2000 * int(os.environ.get("CAMPAIGN", "1"))
PLACES = 4
BATCH = 50
OUTGOING = {
    *("date", "from", "to", "reply-to", "subject", "message-id", "in-reply-to", "references", "auto-submitted"),
    *("x-mailflow-loop", "mime-version", "content-type"),
}
FORBIDDEN = {"script", "iframe", "object", "embed", "form", "input", "base", "link", "svg", "audio", "video"}
WAYS: tuple[tuple[str, str], ...] = (
    ("dana", "BLOCKED 2: {0}"),
    ("dana", "QUESTION: what of {0}?"),
    ("olivia", "FEEDBACK dana: {0}"),
    ("dana", "DONE 3\n{0}"),
    ("olivia", "MEET {day} 15:00: {0}"),
    ("dana", "NEW DATE 2: {day}, because {0}"),
    ("olivia", "BROADCAST: {0}"),
    ("olivia", "REVISE 3: {0}"),
    ("olivia", "ADD milestone {0}"),
    ("olivia", "VISION: {0}"),
)


def steering(text: str) -> list[str]:
    """Characters that steer a terminal, or turn or hide what is read; line breaks, tabs and joiners may stand."""
    bad = re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    return [unicodedata.name(one, repr(one)) for one in bad]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    names = NameServer()
    folder = tmp_path_factory.mktemp("house")
    opened = House(folder, names, Authentication(resolver=names.address), Trust(token_alone=3))
    for start in range(0, ALL // PLACES, BATCH):
        throw(opened, start)
    yield opened
    opened.close()
    names.close()


def throw(house: House, start: int) -> None:
    """A batch of mails, four payloads in each; then what they cause is sent."""
    texts = payloads(ALL)
    for number in range(start, min(start + BATCH, ALL // PLACES)):
        words, name, subject, file = (texts[number * PLACES + place] for place in range(PLACES))
        who, way = WAYS[number % len(WAYS)]
        day = (house.clock() + timedelta(days=20 + number % 200)).date().isoformat()
        raw = house.answer(who, way.format(words, day=day))
        raw = headed(raw, "From", f"{word(name)} <{(OLIVIA if who == 'olivia' else DANA).address}>")
        house.daemon.receiver.accept(with_files(headed(raw, "Subject", word(subject)), (file, b"%PDF-1.7 hello")))
    house.daemon.receiver.work()
    house.tick(hours=26)


def word(text: str) -> str:
    return f"=?utf-8?b?{b64encode(text.encode()).decode()}?="


def headed(raw: bytes, name: str, value: str) -> bytes:
    return re.sub(rb"(?m)^" + name.encode() + rb": .*(?:\r\n[ \t].*)*", f"{name}: {value}".encode(), raw, count=1)


def test_every_mail_came_to_its_end(house: House) -> None:
    TALLY["payloads"] += ALL
    TALLY[SENT] += ALL // PLACES
    reasons = {row.reason for row in house.store.journal.messages()}
    assert None not in {row.disposition for row in house.store.journal.messages()}
    assert not reasons & {"crashed", "failed"}
    assert not [row for row in house.store.outbox.rows() if row.state == "failed"]
    assert house.store.audit().findings == []


def test_letters_have_their_own_headers_and_one_reader(house: House) -> None:
    shown = 0
    for letter in house.relay.letters:
        mail = message_from_bytes(letter.raw)
        names = [name.lower() for name in mail]
        assert set(names) <= OUTGOING
        assert len(names) == len(set(names))
        assert letter.to in {OLIVIA.address, DANA.address}
        assert "evil.example" not in f"{mail['To']} {mail['From']} {mail['Reply-To']} {mail['Message-ID']}"
        subject = str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", str(mail["Subject"])))))
        assert steering(subject) == []
        assert "\n" not in subject
        assert b"\n" not in letter.raw.replace(b"\r\n", b"")
        assert b"\r" not in letter.raw.replace(b"\r\n", b"")
        assert max(map(len, letter.raw.split(b"\r\n"))) <= 998
        shown += MARK.encode() in letter.raw
    assert shown > 200, "the payloads did come out"


def test_letters_read_the_same_and_run_nothing(house: House) -> None:
    for letter in house.relay.letters:
        mail = message_from_bytes(letter.raw)
        text, page = (body_of(mail, kind).replace("\r\n", "\n") for kind in ("text/plain", "text/html"))
        assert steering(text) == []
        assert "1337" not in text + page, "a template was run"
        harmless_page(page)


def harmless_page(page: str) -> None:
    """Nothing in it runs, loads or leads anywhere but to our mailbox."""
    assert steering(page) == []
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str):
            assert MARK not in (element.text or ""), "a comment of theirs"
            continue
        assert element.tag not in FORBIDDEN
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not (element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh")
        for name in ("href", "src", "background", "action"):
            leads_home(element.get(name) or "")
        assert element.tag != "style" or MARK not in (element.text or "")


def leads_home(link: str) -> None:
    """A link is a mail to us, whatever somebody put into it."""
    if link and not link.startswith(("#", "index.html", "acme-site.html", "bolt-app.html")):
        to, _, query = link.removeprefix("mailto:").partition("?")
        assert link.startswith("mailto:"), link
        assert re.fullmatch(r"projects(\+[a-z2-7]{39})?@acme\.example", to), link
        assert re.fullmatch(r"(subject=[^&]*&body=[^&]*)?", query), link


def test_invitations_are_one_event_for_one_reader(house: House) -> None:
    seen = 0
    for letter in house.relay.letters:
        for part in message_from_bytes(letter.raw).walk():
            if part.get_content_type() == "text/calendar":
                seen += 1
                one_event(part.get_payload(decode=True).decode(), letter.to)  # type: ignore[union-attr]
    assert seen > 10


def one_event(text: str, reader: str) -> None:
    lines = text.replace("\r\n ", "").split("\r\n")
    assert "\n" not in "".join(lines)
    assert steering("".join(lines)) == []
    assert lines.count("BEGIN:VEVENT") == 1
    assert [line.lower().rpartition("mailto:")[2] for line in lines if line.startswith("ATTENDEE")] == [reader]
    known = {
        "BEGIN",
        "END",
        "PRODID",
        "VERSION",
        "CALSCALE",
        "METHOD",
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
    }
    known |= {"SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "ORGANIZER", "ATTENDEE", ""}
    assert {re.split("[:;]", line)[0] for line in lines} <= known


def test_a_spreadsheet_calculates_nothing(house: House) -> None:
    for code in house.store.projects.codes():
        snapshot = house.store.projects.snapshot(code)
        facts = report_facts(snapshot, house.store.projects.ledger(code), snapshot.people["olivia"])
        rows = list(csv.reader(io.StringIO(csv_file(facts).decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
            assert "\x00" not in cell


def test_a_workbook_a_document_and_a_script_s_file_hold_text_only(house: House) -> None:
    for code in house.store.projects.codes():
        snapshot = house.store.projects.snapshot(code)
        facts = report_facts(snapshot, house.store.projects.ledger(code), snapshot.people["olivia"])
        sheets = load_workbook(io.BytesIO(xlsx_file(facts)))
        cells = [cell for sheet in sheets for row in sheet.rows for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
        assert not [cell for cell in cells if cell.hyperlink]
        assert steering("".join(str(cell.value) for cell in cells)) == []
        document = pdf_file(facts, Fonts())
        assert not re.findall(rb"/(?:JavaScript|JS|URI|Launch|AA|EmbeddedFile|SubmitForm)\b", document)
        assert json.loads(json_file(facts))
        assert steering("".join(_strings(json.loads(json_file(facts))))) == []


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, str):
        yield value


def test_the_board_runs_nothing(house: House, tmp_path: Path) -> None:
    site(house.store, tmp_path / "www").write(house.clock())
    pages = list((tmp_path / "www").rglob("*.html"))
    assert any(MARK in page.read_text() for page in pages)
    for page in pages:
        harmless_page(page.read_text())


@pytest.mark.parametrize(
    "asked",
    [
        ("messages", "--limit", 0),
        ("messages", "--json"),
        ("letters", "--limit", 0),
        ("letters", "--json"),
        ("records", "acme-site"),
        ("records", "acme-site", "--json"),
        ("files",),
        ("files", "--json"),
        ("status",),
        ("status", "--json"),
        ("verify",),
        ("project", "list"),
        ("project", "export", "acme-site"),
    ],
    ids=lambda asked: " ".join(map(str, asked)),
)
def test_a_terminal_is_not_steered(
    asked: tuple[object, ...],
    house: House,
    config: Path,  # noqa: F811
    mailflow: Mailflow,  # noqa: F811
) -> None:
    path = config.with_name("there.toml")
    path.write_text(re.sub(r"sqlite:///\S+/mailflow\.db", f"sqlite:///{house.folder}/mailflow.db", config.read_text()))
    done = mailflow(*asked, "--config", path)
    assert (done.status, done.err) in ((0, ""), (1, done.err))
    assert steering(done.out + done.err) == []


def test_files_lie_under_their_hashes(house: House) -> None:
    folder = house.store.attachments.files.folder
    assert folder is not None
    names = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    assert names
    assert [name for name in names if not re.fullmatch(r"([0-9a-f]{2})/\1[0-9a-f]{62}", name)] == []
    shown = [row.file.name for rows in house.store.attachments.of(range(1, 10_000)).values() for row in rows]
    assert [name for name in shown if steering(name) or "/" in name or "\\" in name or name.startswith(".")] == []


def test_nobody_else_is_written_to_and_nobody_joined(house: House) -> None:
    assert {row.person for row in house.store.outbox.rows()} <= {"olivia", "dana", "operator"}
    for code in house.store.projects.codes():
        assert set(house.store.projects.snapshot(code).members) <= {"olivia", "dana"}
    assert ADDRESS not in {letter.to for letter in house.relay.letters}
