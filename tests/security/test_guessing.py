"""Whoever has no letter guesses its token: no guess is one, however near, and none is carried out."""

import os
import random
import re
from base64 import b32decode, b32encode
from collections.abc import Iterator

import pytest

from mailflow.demo.stage import reply_address
from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from mailflow.mail.token import MOST_CANDIDATES, TOKEN_LENGTH, message_id, mint, subject_tag, tokens_in
from tests.security.house import ABOVE, DANA, SENT, TALLY, House
from tests.servers.name_server import NameServer

KEYS = (b"k" * 32, b"before" * 6)
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
GUESSES = "tokens guessed"
TIMES = int(os.environ.get("CAMPAIGN", "1"))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    names = NameServer()
    folder = tmp_path_factory.mktemp("house")
    opened = House(folder, names, Authentication(resolver=names.address), Trust(token_alone=3))
    yield opened
    opened.close()
    names.close()


def spelled(octets: bytes) -> str:
    return b32encode(octets).decode().rstrip("=").lower()


def near(token: str) -> Iterator[str]:
    """Every token that is one bit, one letter, or one swap away, and those with its identity or its proof."""
    octets = b32decode(token.upper() + "=")
    for bit in range(len(octets) * 8):
        changed = bytearray(octets)
        changed[bit // 8] ^= 1 << bit % 8
        yield spelled(bytes(changed))
    for place in range(TOKEN_LENGTH):
        yield from (token[:place] + letter + token[place + 1 :] for letter in LETTERS if letter != token[place])
    for place in range(TOKEN_LENGTH - 1):
        if token[place] != token[place + 1]:
            yield token[:place] + token[place + 1] + token[place] + token[place + 2 :]
    other = b32decode(mint(KEYS, "another").upper() + "=")
    yield spelled(octets[:8] + other[8:])
    yield spelled(other[:8] + octets[8:])
    yield spelled(octets[:8] + b"\0" * 16)
    yield token[::-1]


def test_no_token_is_near_another_one() -> None:
    for number in range(20):
        token = mint(KEYS, f"reminder/acme-site/{number}")
        guesses = list(near(token))
        TALLY[GUESSES] += len(guesses)
        assert [one for one in guesses if tokens_in([message_id(one, "acme.example")], KEYS)] == []
        assert tokens_in([message_id(token, "acme.example")], KEYS) == (token,)


def test_a_hundred_thousand_guesses_and_more_are_no_tokens() -> None:
    chance = random.Random(7)
    for start in range(0, 100_000 * TIMES, MOST_CANDIDATES):
        texts = ["".join(chance.choices(LETTERS, k=TOKEN_LENGTH)) for _ in range(MOST_CANDIDATES)]
        TALLY[GUESSES] += len(texts)
        assert tokens_in([" ".join(texts)], KEYS) == (), start


def test_short_tokens_in_subjects_are_not_guessed_either() -> None:
    """They prove by 32 bits; a mail may try 200, and a guess has to meet the name of a letter as well."""
    chance = random.Random(7)
    own = b32decode(mint(KEYS, "a").upper() + "=")[:8]
    for _ in range(0, 50_000 * TIMES, MOST_CANDIDATES):
        texts = [f"[#{spelled(own + chance.randbytes(4))}]" for _ in range(MOST_CANDIDATES)]
        TALLY[GUESSES] += len(texts)
        found = [one for one in texts if one != subject_tag(mint(KEYS, "a"), KEYS)]
        assert tokens_in([" ".join(found)], KEYS) == ()


def test_mails_full_of_guesses_reach_nothing(house: House) -> None:
    chance = random.Random(7)
    real = reply_address(house.letter("dana")).partition("+")[2].partition("@")[0]
    for number in range(100):
        texts = [f"projects+{''.join(chance.choices(LETTERS, k=TOKEN_LENGTH))}@acme.example" for _ in range(30)]
        texts += [f"projects+{one}@acme.example" for one in chance.sample(list(near(real)), 20)]
        raw = re.sub(rb"(?m)^To: .*$", f"To: {', '.join(texts)}\r".encode(), house.word("dana", f"DONE 2\n{number}"))
        message = house.accept(raw)
        TALLY[GUESSES] += len(texts)
        TALLY[SENT] += 1
        TALLY[ABOVE] += len(house.done_by(message))
        assert house.done_by(message) == []
    house.tick(minutes=5)
    asked = [one for one in house.relay.letters if b"Was this you?" in one.raw]
    assert len(asked) <= 4
    assert {one.to for one in asked} <= {DANA.address}
