"""Tokens: one canonical spelling, found wherever answers carry it, never forged."""

from hypothesis import given
from hypothesis import strategies as st

from mailflow.mail.token import (
    LONGEST_MAILBOX_NAME,
    TOKEN_LENGTH,
    message_id,
    mint,
    reply_address,
    subject_tag,
    tokens_in,
    without_subject_tags,
)

KEYS = (b"n" * 32, b"o" * 32)
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
occasions = st.text(min_size=1, max_size=60)


@given(occasions)
def test_a_token_is_39_lower_case_base32_characters(occasion: str) -> None:
    token = mint(KEYS, occasion)
    assert len(token) == TOKEN_LENGTH == 39
    assert set(token) <= set(ALPHABET)


def test_an_occasion_has_one_token() -> None:
    assert mint(KEYS, "reminder/acme/3") == mint(KEYS, "reminder/acme/3")
    assert mint(KEYS, "reminder/acme/3") != mint(KEYS, "reminder/acme/4")


@given(occasions)
def test_a_token_is_found_in_every_place_that_carries_it(occasion: str) -> None:
    token = mint(KEYS, occasion)
    for place in (
        reply_address("projects@acme.example", token),
        message_id(token, "acme.example"),
        f"Re: Check-in {subject_tag(token, KEYS)}",
        reply_address("projects@acme.example", token).upper(),
    ):
        assert tokens_in([place], KEYS) == (token,)


def test_each_token_is_named_once() -> None:
    token, other = mint(KEYS, "a"), mint(KEYS, "b")
    texts = [message_id(token, "x.example"), reply_address("p@x.example", token), message_id(other, "x.example")]
    assert tokens_in(texts, KEYS) == (token, other)


def test_another_last_character_is_another_token() -> None:
    token = mint(KEYS, "reminder/acme/3")
    others = [token[:-1] + letter for letter in ALPHABET if letter != token[-1]]
    assert tokens_in(others, KEYS) == ()


@given(occasions, st.integers(0, TOKEN_LENGTH - 1), st.sampled_from(ALPHABET))
def test_no_changed_token_is_valid(occasion: str, at: int, letter: str) -> None:
    token = mint(KEYS, occasion)
    changed = token[:at] + letter + token[at + 1 :]
    assert tokens_in([changed], KEYS) == ((token,) if changed == token else ())


def test_a_token_of_an_older_key_is_still_ours() -> None:
    token = mint(KEYS[1:], "reminder/acme/3")
    assert tokens_in([message_id(token, "x.example")], KEYS) == (token,)
    assert tokens_in([f"Re {subject_tag(token, KEYS[1:])}"], KEYS) == (token,)


def test_a_token_of_another_installation_is_not_ours() -> None:
    assert tokens_in([message_id(mint([b"x" * 32], "a"), "x.example")], KEYS) == ()


def test_no_token_is_cut_out_of_a_longer_word() -> None:
    assert tokens_in([f"x{mint(KEYS, 'a')}", f"{mint(KEYS, 'a')}7"], KEYS) == ()


@given(st.lists(st.text(alphabet=ALPHABET + "[#]+@<>. ", max_size=120)))
def test_anything_may_be_searched(texts: list[str]) -> None:
    assert tokens_in(texts, KEYS) == ()


def test_thousands_of_candidates_are_not_all_tried() -> None:
    assert tokens_in(["a" * 39 + " "] * 100_000 + [mint(KEYS, "a")], KEYS) == ()


def test_a_reply_address_fits_into_64_octets() -> None:
    address = reply_address("p" * LONGEST_MAILBOX_NAME + "@acme.example", mint(KEYS, "a"))
    assert len(address.partition("@")[0]) == 64


def test_subject_tags_can_be_taken_off() -> None:
    assert without_subject_tags(f"Re: Check-in {subject_tag(mint(KEYS, 'a'), KEYS)}") == "Re: Check-in"
    assert without_subject_tags("[#12] stays") == "[#12] stays"
