"""A project is over, or a question comes up, and each side asks for the record of it."""

import io
import json
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from typing import Any

from pypdf import PdfReader

from mailflow.app import Parts
from tests.routes.conftest import Opener, in_process
from tests.routes.route import Route


def small(parts: Parts) -> Parts:
    """A mail carries no more than 9,000 octets of files."""
    return replace(in_process(parts), delivering=replace(parts.delivering, passed_on=9000))


def files(story: Route, who: str) -> dict[str, bytes]:
    """What came with the latest receipt that `who` got, by the ending of its name."""
    mail: Message = message_from_bytes(story.letter(who, "receipt").raw)
    parts = [part for part in mail.walk() if part.get_content_disposition() == "attachment"]
    return {str(part.get_filename()).rpartition(".")[2]: bytes(part.get_payload(decode=True)) for part in parts}  # type: ignore[arg-type]


def record(story: Route, who: str) -> Any:
    return json.loads(files(story, who)["json"])


def test_each_side_gets_the_record_as_far_as_it_is_theirs(open_route: Opener) -> None:
    story = open_route()
    story.await_letter("lee", "invitation")
    story.says("dana", "invitation", "I agree")
    story.says("lee", "invitation", "I agree")
    story.says("dana", "invitation", "1 is done. 3,000 words less would have been kinder")
    story.await_letter("olivia", "review")
    story.says("olivia", "review", "REVISE 1: the logo is too small; no footer")
    story.await_letter("dana", "revision")
    story.says("dana", "revision", "done")
    story.await_letter("olivia", "review")
    story.says("olivia", "review", "APPROVE 1")
    story.await_letter("dana", "approval")

    assert story.says("olivia", "review", "EXPORT").disposition == "handled"
    assert set(files(story, "olivia")) == {"pdf", "xlsx", "csv", "json"}
    owners = record(story, "olivia")
    said = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(files(story, "olivia")["pdf"])).pages)
    assert "the logo is too small" in said
    assert "€1,200" in said

    story.says("lee", "invitation", "export please")
    theirs = record(story, "lee")
    assert "the logo is too small" not in files(story, "lee")["json"].decode()
    assert "1200" not in files(story, "lee")["json"].decode()
    assert {one["number"] for one in theirs["milestones"]} == {1, 2, 3}

    assert owners["finished"]["count"] == 1
    ledger = {one.seq: one for one in story.store.projects.ledger(owners["project"])}
    assert [ledger[number].kind for number in owners["finished"]["records"]] == ["approve"]
    assert {ledger[one["record"]].kind for one in owners["history"]} == {one["kind"] for one in owners["history"]}


def test_what_would_make_the_mail_too_large_is_named_and_left_out(open_route: Opener) -> None:
    story = open_route(alter=small)
    story.await_letter("dana", "invitation")
    story.says("dana", "invitation", "EXPORT")
    assert "pdf" not in files(story, "dana")
    assert "csv" in files(story, "dana")
    assert "it would make this mail too large" in story.text("dana", "receipt")
