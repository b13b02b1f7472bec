"""The board on disk: a folder for each reader, renewed when something changes."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html

from mailflow.board.site import Site
from mailflow.domain.people import Role
from mailflow.flows.propose import propose
from mailflow.mail.compose import TemplateFault
from mailflow.mail.mailbox import Mailbox
from mailflow.mail.token import folder_name
from mailflow.shipped import furnished, shipped, site
from mailflow.store import Store
from tests.routes.company import SITE, START

NOW = START + timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'mailflow.db'}")
    propose(store, SITE, START)
    yield store
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def board(store: Store, folder: Path) -> Site:
    return site(store, folder)


def pages_of(store: Store, folder: Path, person: str) -> Path:
    return folder / folder_name(store.meta.token_keys(), person)


def everybody() -> list[str]:
    return [one.id for one in SITE.people]


def test_each_person_has_a_folder_of_their_own_with_a_page_for_each_project(
    store: Store, board: Site, folder: Path
) -> None:
    assert board.write(NOW) == 2 + 2 * len(everybody())
    for person in everybody():
        names = {path.name for path in pages_of(store, folder, person).iterdir()}
        assert names == {"index.html", f"{SITE.code}.html"}
    assert len({pages_of(store, folder, person).name for person in everybody()}) == len(everybody())


def test_a_folders_name_depends_on_the_installations_key_alone(store: Store) -> None:
    (key,) = store.meta.token_keys()
    assert folder_name((key,), "dana") == folder_name((key, b"an older one"), "dana")
    assert folder_name((b"\x00" * 32,), "dana") != folder_name((key,), "dana")
    assert len(folder_name((key,), "dana")) == 26


def test_nothing_is_written_while_nothing_changes(board: Site) -> None:
    assert board.turn(NOW)
    assert not board.turn(NOW + timedelta(minutes=1))


def test_a_change_renews_the_pages_that_it_touches(store: Store, board: Site, folder: Path) -> None:
    board.write(NOW)
    propose(store, replace(SITE, vision="Shoes that fit."), NOW)
    assert board.turn(NOW + timedelta(minutes=1))
    for person in everybody():
        assert "Shoes that fit." in (pages_of(store, folder, person) / f"{SITE.code}.html").read_text()
        assert not [path for path in pages_of(store, folder, person).iterdir() if path.name.startswith(".")]


def test_it_looks_at_most_twice_a_minute(store: Store, board: Site) -> None:
    board.turn(NOW)
    propose(store, replace(SITE, vision="Shoes that fit."), NOW)
    assert not board.turn(NOW + timedelta(seconds=20))
    assert board.turn(NOW + timedelta(seconds=31))


def test_who_leaves_loses_their_pages_and_other_folders_stay(store: Store, board: Site, folder: Path) -> None:
    (folder / "pictures-of-the-summer-party").mkdir(parents=True)
    (folder / ("a" * 26)).mkdir()
    board.write(NOW)
    leaver = next(one.id for one in SITE.people if one.role is Role.CONTRACTOR)
    left = [replace(m, assignee=None) if m.assignee == leaver else m for m in SITE.milestones]
    stay = tuple(one for one in SITE.people if one.id != leaver)
    propose(store, replace(SITE, people=stay, milestones=tuple(left)), NOW)
    board.write(NOW)
    assert not pages_of(store, folder, leaver).exists()
    assert (folder / "pictures-of-the-summer-party").is_dir()
    assert (folder / ("a" * 26)).is_dir()


def test_a_folder_that_cannot_be_written_to_is_told_once(
    board: Site, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        for minute in range(3):
            assert board.turn(NOW + timedelta(minutes=minute)) == 0
    assert len(caplog.records) == 1
    assert str(folder) in caplog.text
    folder.unlink()
    assert board.turn(NOW + timedelta(minutes=5))


def test_nothing_that_people_write_is_markup(store: Store, board: Site, folder: Path) -> None:
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7 * 7 }}\u202e'
    milestones = (replace(SITE.milestones[0], title=hostile, conditions=(hostile,), tasks=(hostile,)),)
    named = tuple(replace(one, name=hostile) for one in SITE.people)
    propose(
        store, replace(SITE, title=hostile, vision=hostile, milestones=milestones, people=named, agreement=None), NOW
    )
    board.write(NOW)
    for path in folder.rglob("*.html"):
        text = path.read_text()
        page = html.fromstring(text)
        assert not page.xpath("//script | //img | //@onerror")
        assert "\u202e" not in text
        assert all(not link.startswith(("javascript:", "http")) for link in page.xpath("//a/@href"))


def test_a_page_asks_nobody_else_for_anything(store: Store, board: Site, folder: Path) -> None:
    board.write(NOW)
    for path in folder.rglob("*.html"):
        page = html.fromstring(path.read_text())
        assert not page.xpath("//link | //script | //img | //iframe")
        assert "default-src 'none'" in path.read_text() or path.parent == folder


def test_an_installations_own_pages_go_before_the_shipped_ones(store: Store, folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "_board").mkdir(parents=True)
    (own / "_board/style.css").write_text("body { background: plum }")
    site(store, folder, own).write(NOW)
    assert "plum" in (pages_of(store, folder, everybody()[0]) / "index.html").read_text()
    assert furnished(Mailbox("projects@acme.example"), own)


def test_a_broken_page_of_ones_own_is_told(store: Store, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "own/_board").mkdir(parents=True)
    (tmp_path / "own/_board/index.html").write_text("{% if %}")
    with pytest.raises(TemplateFault, match=r"own/_board/index.html:1: "):
        site(store, folder, tmp_path / "own")
    assert (shipped("templates") / "_board/index.html").is_file()
