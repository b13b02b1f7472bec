"""Project files: read to the letter, every fault at once, and written back so that nothing changes."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.definition import Definition, Participant, Promise, differences, recorded, started
from mailflow.domain.people import Role
from mailflow.domain.project import (
    Agreement,
    AppreciationMode,
    CheckIn,
    Digest,
    MeetingRule,
    Reminders,
    RoundUp,
    Routines,
    Span,
)
from mailflow.project_file import load_project
from mailflow.project_text import project_text
from mailflow.toml_source import ConfigFault

SHIPPED = sorted((Path(__file__).parents[1] / "config" / "projects").glob("*.toml"))
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
SMALL = """code = "acme-site"
title = "Acme website"
timezone = "Europe/Berlin"
[[people]]
id = "dana"
name = "Dana Kim"
email = ["Dana@Studio.example"]
role = "contractor"
timezone = "Asia/Manila"
[[milestones]]
number = 1
title = "Homepage design"
assignee = "dana"
due = 2026-12-04
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "project.toml"
    path.write_text(text)
    return path


def faults(folder: Path, text: str) -> list[str]:
    path = written(folder, text)
    with pytest.raises(ConfigFault) as caught:
        load_project(path)
    return [str(fault).removeprefix(f"{path}:") for fault in caught.value.faults]


def test_a_file_is_read_to_the_letter(tmp_path: Path) -> None:
    text = (
        SMALL
        + """amount = "1200.00"
currency = "EUR"
conditions = ["Figma file shared", "Works at 320 px"]
tasks = ["Hero image"]
evidence = true
[agreement]
version = 2
scope = "All of it"
auto_approve_after = "10 workdays"
[routines]
check_in = { every = "workday", at = "08:30" }
round_up = { after_check_in = "2d", to = "owners" }
reminders = { before = ["0d", "7d"], overdue_every = "1d", escalate_after = "3 workdays" }
digest = false
appreciation = "draft"
"""
    )
    project = load_project(written(tmp_path, text))
    assert project.people == (
        Participant("dana", "Dana Kim", ("dana@studio.example",), Role.CONTRACTOR, zone="Asia/Manila"),
    )
    assert project.milestones == (
        Promise(
            1,
            "Homepage design",
            date(2026, 12, 4),
            assignee="dana",
            amount=Decimal("1200.00"),
            currency="EUR",
            conditions=("Figma file shared", "Works at 320 px"),
            tasks=("Hero image",),
            evidence=True,
        ),
    )
    assert project.agreement == Agreement(2, "All of it", auto_approve_after=10)
    assert project.routines == Routines(
        check_in=CheckIn(None, time(8, 30)),
        round_up=RoundUp(timedelta(days=2), to_owners=True),
        reminders=Reminders((timedelta(days=7), timedelta(0)), Span(timedelta(days=1)), Span(workdays=3)),
        digest=None,
        appreciation=AppreciationMode.DRAFT,
    )


def test_a_regular_call_is_read_and_written_back(tmp_path: Path) -> None:
    call = 'meeting = { every = "2 weeks", on = "thu", at = "14:30", length = "45m" }'
    project = load_project(written(tmp_path, f"{SMALL}[routines]\n{call}\n"))
    assert project.routines.meeting == MeetingRule(weeks=2, on=3, at=time(14, 30), length=45)
    again = written(tmp_path, project_text(project))
    assert load_project(again).routines == project.routines


@pytest.mark.parametrize("length", ["1m", "2d", "2 workdays"])
def test_a_call_lasts_between_minutes_and_a_working_day(tmp_path: Path, length: str) -> None:
    (fault,) = faults(tmp_path, f'{SMALL}[routines]\nmeeting = {{ every = "week", length = "{length}" }}\n')
    assert "routines.meeting.length" in fault


def test_omitted_routines_are_the_defaults(tmp_path: Path) -> None:
    assert load_project(written(tmp_path, SMALL)).routines == Routines()
    assert load_project(written(tmp_path, SMALL + "[routines]\ndigest = true\n")).routines.digest == Digest()


def test_a_time_of_day_is_the_assignees(tmp_path: Path) -> None:
    promise = load_project(written(tmp_path, SMALL.replace("2026-12-04", "2026-12-04T10:00:00"))).milestones[0]
    assert (promise.due, promise.due_at) == (date(2026, 12, 4), datetime(2026, 12, 4, 2, tzinfo=UTC))


def test_all_faults_are_reported_at_once_with_their_lines(tmp_path: Path) -> None:
    text = """code = "Acme Site"
titel = "x"
timezone = "Europe/Berln"
[agreement]
version = "1"
auto_approve_after = "10d"
[[people]]
id = "dana"
name = "Dana"
email = ["dana"]
role = "contracter"
workdays = ["mon", "xyz"]
holidays = "ZZ"
[[people]]
id = "dana"
name = "D2"
email = "dana@x.example"
role = "observer"
foo = \"\"\"
[bar]
\"\"\"
[[milestones]]
number = 1
title = "A"
due = "soon"
assignee = "lee"
amount = "12,00"
conditions = [
  "a",
  5,
]
[[milestones]]
number = 1
title = "B"
due = 2026-12-04
assignee = "dana"
[routines]
check_in = { every = "week", on = "monn", at = "25:00" }
digest = 5
"""
    found = faults(tmp_path, text)
    assert [fault.split(": ")[:2] for fault in found] == [
        ["1", "code"],
        ["1", "title"],
        ["2", "titel"],
        ["3", "timezone"],
        ["5", "agreement.version"],
        ["6", "agreement.auto_approve_after"],
        ["10", "people[1].email[1]"],
        ["11", "people[1].role"],
        ["12", "people[1].workdays[2]"],
        ["13", "people[1].holidays"],
        ["15", "people[2].id"],
        ["19", "people[2].foo"],
        ["25", "milestones[1].due"],
        ["26", "milestones[1].assignee"],
        ["27", "milestones[1].amount"],
        ["27", "milestones[1].amount"],
        ["28", "milestones[1].conditions[2]"],
        ["33", "milestones[2].number"],
        ["36", "milestones[2].assignee"],
        ["38", "routines.check_in.on"],
        ["38", "routines.check_in.at"],
        ["39", "routines.digest"],
    ]


def test_an_address_belongs_to_one_person(tmp_path: Path) -> None:
    second = '[[people]]\nid = "lee"\nname = "Lee"\nemail = ["DANA@studio.example"]\nrole = "owner"\n[[milestones]]'
    found = faults(tmp_path, SMALL.replace("[[milestones]]", second))
    assert len(found) == 1
    assert "dana@studio.example is also dana's" in found[0]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_projects_survive_apply_and_export(path: Path, tmp_path: Path) -> None:
    snapshot = started(load_project(path), NOW)
    again = load_project(written(tmp_path, project_text(recorded(snapshot))))
    assert differences(again, snapshot, snapshot.people) == ()


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30).map(str.strip)
titles = texts.filter(bool)
promises = st.builds(
    Promise,
    number=st.integers(1, 99),
    title=titles,
    due=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    assignee=st.sampled_from(["dana", None]),
    amount=st.none() | st.decimals(0, 10_000, places=2),
    currency=st.just("EUR"),
    conditions=st.lists(titles, max_size=3).map(tuple),
    tasks=st.lists(titles, max_size=3).map(tuple),
    evidence=st.booleans(),
)
definitions = st.builds(
    Definition,
    code=st.just("acme-site"),
    title=titles,
    zone=st.sampled_from(["UTC", "Asia/Manila"]),
    vision=texts,
    vision_text=texts,
    agreement=st.none() | st.builds(Agreement, st.integers(1, 9), texts, texts, texts, st.none() | st.integers(1, 99)),
    people=st.just((Participant("dana", "Dana Kim", ("dana@studio.example",), Role.CONTRACTOR, "Asia/Manila", "en"),)),
    milestones=st.lists(promises, max_size=4, unique_by=lambda one: one.number).map(tuple),
)


@given(definition=definitions)
def test_whatever_is_written_reads_back_the_same(
    definition: Definition, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "project.toml"
    path.write_text(project_text(definition), encoding="utf-8", newline="")
    assert load_project(path) == definition


values = st.sampled_from(
    [
        "5",
        "-1",
        "true",
        "[]",
        "{}",
        "[[1]]",
        '""',
        '"x"',
        '"\\u0000"',
        "1.5",
        "2026-01-01",
        "{ a = [1, { b = 2 }] }",
        '"Europe"',
    ]
)
keys = st.sampled_from(["id", "name", "email", "role", "timezone", "number", "due", "assignee", "amount", "holidays"])
tables = st.sampled_from(["", "[agreement]", "[[people]]", "[[milestones]]", "[routines]", "[people]", "[x.y]"])


@given(content=st.lists(st.tuples(tables, st.dictionaries(keys, values, max_size=4)), max_size=4))
def test_any_toml_at_all_is_a_project_or_a_list_of_faults(
    content: list[tuple[str, dict[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    lines = [line for header, data in content for line in (header, *(f"{key} = {data[key]}" for key in data))]
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("\n".join(lines))
    with pytest.raises(ConfigFault):
        load_project(path)
