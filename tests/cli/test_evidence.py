"""The real evidence, as `explain`, `records` and `messages` show it."""

from pathlib import Path

import pytest

from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from tests.cli.conftest import Mailflow
from tests.security.house import House
from tests.servers.name_server import NameServer


@pytest.fixture
def house(config: Path, tmp_path: Path, name_server: NameServer):
    """An installation at the config's database, with letters in everybody's hands."""
    config.write_text(f'{config.read_text()}\n[trust]\nresolver = "{name_server.address}"\n')
    found = House(tmp_path, name_server, Authentication(resolver=name_server.address), Trust())
    yield found
    found.close()


@pytest.mark.parametrize(
    ("kind", "disposition", "told"),
    [
        (
            "both",
            "handled",
            "it answers a letter that was sent to this person within 30 days; acme.example signed it: level 3",
        ),
        ("token", "challenged", "nothing shows that its domain vouches for it: level 1"),
        (
            "changed",
            "challenged",
            "the signature of acme.example counts as nothing: the body was changed on its way: level 1",
        ),
        (
            "unknown key",
            "challenged",
            "the signature of acme.example counts as nothing: there is no key for it: level 1",
        ),
        (
            "signature",
            "challenged",
            "it answers no letter that was sent to this person; acme.example signed it: level 1",
        ),
        ("nothing", "challenged", "nothing shows that its domain vouches for it: level 0"),
    ],
)
def test_explain_says_what_is_proven_and_how_far_that_reaches(
    kind: str, disposition: str, told: str, house: House, config: Path, tmp_path: Path, mailflow: Mailflow
) -> None:
    answer, word = house.answer("olivia", "MOVE 2: 2027-02-01"), house.word("olivia", "MOVE 2: 2027-02-01")
    mails = {
        "both": house.signed(answer),
        "token": answer,
        "changed": house.signed(answer) + b"\r\nP.S.\r\n",
        "unknown key": house.signed(answer, selector="none"),
        "signature": house.signed(word),
        "nothing": word,
    }
    path = tmp_path / "mail.eml"
    path.write_bytes(mails[kind])
    before = [house.store.projects.snapshot(code).seq for code in house.store.projects.codes()]
    (row,) = mailflow("explain", "--json", "--config", config, path).rows
    assert row["disposition"] == disposition
    proof, _, held = str(row["evidence"]).partition("; it takes level ")
    assert proof.endswith(told)
    assert bool(held) == (disposition == "challenged")
    assert told in mailflow("explain", "--config", config, path).out
    assert [house.store.projects.snapshot(code).seq for code in house.store.projects.codes()] == before


def test_records_and_messages_keep_the_evidence(house: House, config: Path, mailflow: Mailflow) -> None:
    house.accept(house.signed(house.answer("olivia", "MOVE 2: 2027-02-01")))
    rows = mailflow("records", "acme-site", "--json", "--config", config).rows
    assert (rows[-1]["kind"], rows[-1]["evidence"]) == ("move", "token+aligned (dkim acme.example)")
    assert "token+aligned (dkim acme.example)" in [record.evidence for record in house.store.journal.messages()]
