"""A letter of ours that comes back, marked, bare or wrapped anew by any mail program, asks for nothing."""

import re
import textwrap
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from functools import cache

import pytest

from mailflow.demo.clients import CLIENTS, Correspondent, body_of, reply
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.flows.understand import Understood, understand
from mailflow.letters.sample_project import CODE, another
from mailflow.letters.sample_project import sample as project
from mailflow.letters.samples import Sample
from mailflow.mail.mail_parts import is_of_several
from mailflow.store.contexts import unpack_lines
from tests.letters.desk import all_samples, composed, parts_of
from tests.letters.test_letters import vocabularies

NAMES = sorted(set(all_samples()) - {"operator_alarm"})


def bare(original: Message, by: Correspondent, text: str) -> Message:
    """Text alone, the letter below it without any mark."""
    return MIMEText(f"{text}\n\n{body_of(original, 'text/plain')}", "plain", "utf-8")


def bare_html(original: Message, by: Correspondent, text: str) -> Message:
    """HTML alone, the letter below it without any mark."""
    return MIMEText(f"<div>{text}</div><br>{body_of(original, 'text/html')}", "html", "utf-8")


def bare_both(original: Message, by: Correspondent, text: str) -> Message:
    mail = MIMEMultipart("alternative")
    mail.attach(bare(original, by, text))
    mail.attach(bare_html(original, by, text))
    return mail


def wrapped(width: int, original: Message, text: str) -> Message:
    """The letter's lines broken where this program breaks lines, marked once at their beginning."""
    lines = body_of(original, "text/plain").split("\n")
    quoted = "\n".join(textwrap.fill(f"> {line}", width) for line in lines)
    return MIMEText(f"{text}\n\nOn Monday, Northwind projects wrote:\n{quoted}\n", "plain", "utf-8")


LAYOUTS = {
    **CLIENTS,
    "bare": bare,
    "bare_html": bare_html,
    "bare_both": bare_both,
    "wrapped_at_72": lambda original, by, text: wrapped(72, original, text),
    "wrapped_at_76": lambda original, by, text: wrapped(76, original, text),
}


TYPED = "Thanks!"
MARKED = sorted(set(LAYOUTS) - {"bare", "bare_html", "bare_both"})


@cache
def letter(name: str) -> bytes:
    return composed(name).raw


def answered(sample: Sample) -> Answered:
    refs = tuple(ref for _, facts, *_ in sample.letters for ref in facts.shows)
    number = int(found[1]) if (found := re.search(r"/m(\d+)$", sample.thread)) else None
    about = next((ref for ref in refs if ref.number == number), refs[0] if len(refs) == 1 else Ref(CODE))
    return Answered(sample.letters[0][0], sample.to.id, about, "<m@acme.example>", sample.now, refs)


def projects_of(sample: Sample) -> tuple[Snapshot, ...]:
    return (project(), another()) if is_of_several(parts_of(sample)) else (project(),)


def context(sample: Sample, *, known: bool = True, in_reply: bool = True) -> Context:
    return Context(
        now=sample.now,
        person=sample.to,
        snapshots=projects_of(sample),
        letter=answered(sample) if in_reply else None,
        known=unpack_lines(composed(sample.name).lines) if known else frozenset(),
    )


def read_back(name: str, layout: str, text: str, *, known: bool = True) -> Understood:
    sample = all_samples()[name]
    writer = Correspondent(sample.to.name, sample.to.addresses[0], layout)
    mail = reply(letter(name), writer, text, sample.now, LAYOUTS)
    return understand(mail, context(sample, known=known), vocabularies())


def commands(understood: Understood) -> list[Asked]:
    """What is asked for beyond what was typed: "Thanks!" is a note, and to a question it is the answer."""
    return [a for a in understood.asked if a.verb != "note" and (a.verb, a.text) != ("answer", TYPED)]


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("name", NAMES)
def test_a_letter_quoted_back_asks_for_nothing(name: str, layout: str) -> None:
    understood = read_back(name, layout, TYPED)
    assert (commands(understood), understood.unclear) == ([], ())


@pytest.mark.parametrize("layout", MARKED)
@pytest.mark.parametrize("name", NAMES)
def test_nor_does_one_whose_lines_are_not_known_any_more(name: str, layout: str) -> None:
    assert commands(read_back(name, layout, TYPED, known=False)) == []
