"""What a tap writes is understood when it is sent back, with what the reader was to add."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from mailflow.demo.clients import Correspondent, reply
from mailflow.flows.understand import Understood, understand
from mailflow.letters.samples import Sample
from tests.letters.desk import all_samples, composed, page
from tests.letters.test_letters import vocabularies
from tests.letters.test_quoted_back import context

ADDED = {
    "NEW DATE": "Friday 18 December",
    "MOVE": "Friday 18 December",
    "MEET": "18 December 10:00",
    "ANSWER": "Only cards at first.",
    "PAID": "4711",
    "ASSIGN": "Lee",
}
ANYTHING = "the logo on the second page"


def taps(name: str) -> list[str]:
    bodies = re.findall(r'href="mailto:[^"]*?&amp;body=([^"]*)"', page(name).html)
    return sorted({unquote(unescape(body)) for body in bodies})


def completed(words: str) -> str:
    """The words as they are sent, with what a reader adds where they end openly."""
    if not words.endswith((": ", " to ", " ref ")):
        return words
    return words + next((added for verb, added in ADDED.items() if words.startswith(verb)), ANYTHING)


def sent_back(sample: Sample, words: str) -> Understood:
    writer = Correspondent(sample.to.name, sample.to.addresses[0], "iphone")
    mail = reply(composed(sample.name).raw, writer, completed(words), sample.now)
    return understand(mail, context(sample), vocabularies())


CASES = [(name, words) for name in sorted(set(all_samples()) - {"operator_alarm"}) for words in taps(name)]


@pytest.mark.parametrize(("name", "words"), CASES)
def test_what_a_tap_writes_is_understood(name: str, words: str) -> None:
    understood = sent_back(all_samples()[name], words)
    assert understood.unclear == ()
    verbs = [asked.verb for asked in understood.asked]
    assert len(verbs) == 1
    assert verbs != ["note"]
