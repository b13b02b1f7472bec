"""What holds for any reply: no guess at completion, no change by furniture, no crash, no great effort."""

from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.commands.reading_room import context, in_words, read
from tests.commands.test_grammar import lines_of

DONE = lines_of("always_done.txt")
NEVER = lines_of("never_done.txt")
GREETINGS = ("Hi Olive,", "Hello,", "Dear Olive,", "Good morning!", "Hey there", "Hi team,")
CLOSINGS = ("Thanks!", "Best regards,\nDana", "Cheers", "Kind regards\nDana Kim", "Thank you very much!", "BR")
NEGATIONS = ("not", "never", "almost", "not yet", "hardly", "nearly", "nowhere near")
HEDGES = ("I think", "Maybe", "Probably", "I guess", "Hopefully", "Perhaps", "I believe", "I'm not sure")
CONDITIONS = ("once", "if", "when", "as soon as", "unless", "until", "in case", "provided", "before")
REPORTS = ("Lee says", "He told me", "According to Lee", "I heard", "Lee claims that", "The client thinks")
VERBS = ("done", "finished", "completed", "ready for review", "delivered")
TARGETS = ("3", "milestone 3", "#3", "M3", "the checkout", "milestone three")
WORDS = [
    "3",
    "done",
    "is",
    "not",
    "4",
    ",",
    "-",
    "and",
    "(",
    ")",
    ":",
    "?",
    ".",
    "!",
    "milestone",
    "I'll",
    "%",
    "12/04",
    "Friday",
    "next",
    "2",
    "days",
    "Q7",
    "m2",
    "#3",
    "to",
    "by",
    "\n",
]
SIMPLE = st.sampled_from([line for line in DONE if "\n" not in line])


def completions(text: str, about: int = 0) -> list[int | None]:
    return [a.milestone for a in read(text, context(about=about)).asked if a.verb == "done"]


@given(SIMPLE, st.sampled_from(GREETINGS), st.sampled_from(CLOSINGS))
def test_greeting_and_closing_change_nothing(text: str, greeting: str, closing: str) -> None:
    framed = read(f"{greeting}\n\n{text}\n\n{closing}")
    assert in_words(framed) == in_words(read(text))


@given(SIMPLE, st.sampled_from(["{}", "- {}", "* {}", "  {}", "{} 🙂", "{}\u200b", "\ufeff{}", "{}  "]))
def test_bullets_emoji_and_spaces_change_nothing(text: str, dress: str) -> None:
    assert in_words(read(dress.format(text))) == in_words(read(text))


@given(SIMPLE)
def test_smart_quotes_and_case_change_nothing(text: str) -> None:
    assert in_words(read(text.replace("'", "’").upper())) == in_words(read(text))


@given(
    st.sampled_from(TARGETS),
    st.sampled_from(("is", "are", "has been", "was")),
    st.sampled_from(NEGATIONS),
    st.sampled_from(VERBS),
)
def test_negated_is_never_done(target: str, be: str, no: str, verb: str) -> None:
    assert completions(f"{target} {be} {no} {verb}", 3) == []
    assert completions(f"{no} {verb} with {target}", 3) == []


@given(
    st.sampled_from(HEDGES + REPORTS), st.sampled_from(TARGETS), st.sampled_from(VERBS), st.sampled_from((" ", ", "))
)
def test_hedged_or_reported_is_never_done(hedge: str, target: str, verb: str, between: str) -> None:
    assert completions(f"{hedge}{between}{target} is {verb}", 3) == []
    assert completions(f"{target} is {verb}, {hedge.lower()}", 3) == []


@given(
    st.sampled_from(CONDITIONS),
    st.sampled_from(TARGETS),
    st.sampled_from(VERBS),
    st.sampled_from(("I start 4", "you can pay", "we celebrate")),
)
def test_conditional_is_never_done(word: str, target: str, verb: str, then: str) -> None:
    assert completions(f"{word} {target} is {verb}, {then}") == []
    assert completions(f"{then} {word} {target} is {verb}") == []


@given(
    st.sampled_from(
        (
            "will be",
            "should be",
            "must be",
            "is going to be",
            "needs to be",
            "can be",
            "might be",
            "would be",
            "has to be",
        )
    ),
    st.sampled_from(TARGETS),
    st.sampled_from(VERBS),
    st.sampled_from(("", " tomorrow", " by Friday", " soon", " next week")),
)
def test_future_is_never_done(modal: str, target: str, verb: str, when: str) -> None:
    assert completions(f"{target} {modal} {verb}{when}", 3) == []


@given(
    st.sampled_from(TARGETS),
    st.sampled_from(VERBS),
    st.sampled_from(
        ("is {} {}?", "{} {}?", "{} is {}?", "has {} been {}?", "are you sure {} is {}?", "when will {} be {}")
    ),
)
def test_asked_is_never_done(target: str, verb: str, form: str) -> None:
    assert completions(form.format(target, verb), 3) == []


@given(st.sampled_from([line for line in NEVER if "\n" not in line]), SIMPLE)
@settings(max_examples=200)
def test_what_is_not_done_stays_so_beside_what_is(never: str, done: str) -> None:
    beside = done.replace("3", "4").replace("three", "four").replace("third", "fourth").replace("heckout", "aunch")
    assert 3 not in completions(f"{never}.\n{beside}") or "3" in beside.replace("4", "")


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_is_read(text: str) -> None:
    read(text, context(about=3))


@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
@example(["%", "to", "%"])
@settings(max_examples=300)
def test_any_shuffle_of_words_is_read(pieces: list[str]) -> None:
    read(" ".join(pieces), context(about=3))
    read(" ".join(pieces), context("olive", about=3))


@pytest.mark.parametrize(
    "text",
    ["\n" * 65536, "done " * 13000, "3, " * 21000, "x" * 65536, "," * 65536, "12/" * 21000, "a@" * 32000, "(" * 65000,
     "1" * 65536, "3 done\n" * 9000, "in 3 " * 13000, "3 is done? " * 6000, "may " * 16000, "- " * 32000, "'" * 65536,
     "Homepage design " * 4000, "if 3 is done, " * 4500],
)  # fmt: skip
def test_effort_grows_with_the_length_alone(text: str) -> None:
    start = process_time()
    read(text)
    assert process_time() - start < 3
