"""Files that came with messages: into a copy, back out of it, and checked."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from mailflow.domain.enclosed import Enclosed
from mailflow.store import Store, StoreFault, restore_into
from tests.store.samples import LATER, NOW, begun, opened

PLAN, PHOTO = b"%PDF-1.7 the plan", b"\x89PNG the photo"
DIGEST = sha256(PLAN).hexdigest()


@pytest.fixture
def housed(url: str, tmp_path: Path) -> Iterator[Store]:
    """A store with two files that came with a message, and one that was let go of."""
    store = Store.open(url, files=tmp_path / "files")
    opened(store)
    (message,) = begun(store)
    store.attachments.files.keep({sha256(one).hexdigest(): one for one in (PLAN, PHOTO)}, NOW)
    with store.projects.unit([], NOW) as unit:
        unit.enclose(message.id, (file("plan.pdf", PLAN), file("photo.png", PHOTO), file("old", b"x", "purged")))
    yield store
    store.close()


def file(name: str, content: bytes, left: str = "") -> Enclosed:
    return Enclosed(name, "application/pdf", len(content), sha256(content).hexdigest(), left, "", "", inline=False)


def restored(url: str, copy: Path, folder: Path) -> Store:
    path = Path(url.removeprefix("sqlite://")) if url.startswith("sqlite") else None
    restore_into(url, path, copy, LATER, replace=True, folder=folder)
    return Store.open(url, files=folder)


def contents(folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in folder.glob("??/*"))


def test_a_copy_brings_the_files_back_and_leaves_nothing_of_them_in_the_database(
    housed: Store, url: str, tmp_path: Path
) -> None:
    assert housed.back_up(tmp_path / "copy.db") == 0
    housed.close()
    again = restored(url, tmp_path / "copy.db", tmp_path / "elsewhere")
    assert contents(tmp_path / "elsewhere") == sorted([PLAN, PHOTO])
    assert again.audit().findings == []
    assert again.audit().counts["files"] == 2
    again.close()
    if url.startswith("sqlite"):
        assert PLAN not in Path(url.removeprefix("sqlite://")).read_bytes()


@pytest.mark.parametrize("content", [None, b"something else"])
def test_a_file_that_is_gone_or_damaged_is_told_of_and_everything_else_is_copied(
    housed: Store, url: str, tmp_path: Path, content: bytes | None
) -> None:
    place = tmp_path / "files" / DIGEST[:2] / DIGEST
    place.unlink() if content is None else place.write_bytes(content)
    assert housed.back_up(tmp_path / "copy.db") == 1
    (finding,) = housed.audit().findings
    assert finding.startswith("file 1 of message 1 (plan.pdf) is not in")
    housed.close()
    again = restored(url, tmp_path / "copy.db", tmp_path / "elsewhere")
    assert contents(tmp_path / "elsewhere") == [PHOTO]
    again.close()


def test_a_damaged_file_is_mended_by_a_copy(housed: Store, url: str, tmp_path: Path) -> None:
    housed.back_up(tmp_path / "copy.db")
    (tmp_path / "files" / DIGEST[:2] / DIGEST).write_bytes(b"something else")
    housed.close()
    again = restored(url, tmp_path / "copy.db", tmp_path / "files")
    assert again.audit().findings == []
    again.close()


def test_where_files_cannot_be_written_nothing_is_replaced(housed: Store, url: str, tmp_path: Path) -> None:
    housed.back_up(tmp_path / "copy.db")
    housed.attachments.purge(LATER)
    housed.close()
    (tmp_path / "no folder").write_bytes(b"")
    with pytest.raises(StoreFault, match="make room there"):
        restored(url, tmp_path / "copy.db", tmp_path / "no folder")
    again = Store.open(url, files=tmp_path / "files")
    assert again.audit().findings == []
    again.close()


def test_files_of_the_replaced_database_stay_for_a_month(housed: Store, url: str, tmp_path: Path) -> None:
    housed.back_up(tmp_path / "copy.db")
    later = sha256(b"later").hexdigest()
    housed.attachments.files.keep({later: b"later"}, NOW)
    housed.close()
    again = restored(url, tmp_path / "copy.db", tmp_path / "files")
    assert again.attachments.sweep(LATER) == 0
    assert b"later" in contents(tmp_path / "files")
    again.close()
