"""What counts as newly written."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.domain.reading import line_hash
from mailflow.mail.message import InboundMessage
from mailflow.mail.reply_text import reply_text
from tests.mail.reply_cases import HISTORY, Case, layout_cases, single_cases

LAYOUTS = list(layout_cases())
SINGLES = list(single_cases())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _check(case: Case) -> None:
    reply = reply_text(case.message, case.known)
    assert _lines(reply.text) == _lines(case.expect)
    if case.forward is not None:
        assert reply.forward is case.forward


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case.name)
def test_every_client_in_every_language_gives_what_its_sender_wrote(case: Case):
    _check(case)


@pytest.mark.parametrize("case", SINGLES, ids=lambda case: case.name)
def test_every_single_case_gives_what_its_sender_wrote(case: Case):
    _check(case)


def test_there_are_cases_enough():
    assert len(SINGLES) >= 150
    assert len(LAYOUTS) >= 300


def test_inline_answers_know_the_line_above_them():
    reply = reply_text(InboundMessage(text="On Tue, May 3, 2022 at 3:00 PM, Al <a@b.c> wrote:\n> 4. Footer\n\nyes"))
    assert reply.text == "yes"
    assert [(inline.line, inline.quoted) for inline in reply.inline] == [(0, "4. Footer")]


def test_inline_lines_count_within_the_whole_reply():
    text = "See below\n\nOn 1 Dec 2026, at 09:04, Al <a@b.c> wrote:\n> 3. Logo\ndone\n> 4. Footer\n60%\n"
    reply = reply_text(InboundMessage(text=text))
    assert [(reply.lines[inline.line], inline.quoted) for inline in reply.inline] == [
        ("done", "3. Logo"),
        ("60%", "4. Footer"),
    ]


def test_the_subject_counts_only_where_the_sender_wrote_it():
    assert reply_text(InboundMessage(subject="3 is done", text="see subject")).subject == "3 is done"
    assert reply_text(InboundMessage(subject="Re: DONE 3", text="ok")).subject == ""
    assert reply_text(InboundMessage(subject="DONE 3", in_reply_to="<x@y>", text="ok")).subject == ""
    assert reply_text(InboundMessage(subject="AW: DONE 3", text="ok")).subject == ""


def test_parts_that_disagree_are_both_shown():
    reply = reply_text(InboundMessage(text="3 is done", html="<p>4 is done</p>"))
    assert (reply.text, reply.alternative) == ("3 is done", "4 is done")


def test_parts_that_differ_in_form_alone_agree():
    html = "<p>Hi,</p><ul><li>3 is <b>done</b></li></ul><p>4&nbsp;too</p>"
    assert reply_text(InboundMessage(text="Hi,\n\n* 3 is *done*\n\n4 too", html=html)).alternative is None


def test_a_message_without_a_body_says_nothing():
    assert reply_text(InboundMessage()).text == ""


def test_what_was_cut_as_a_signature_is_kept_apart():
    assert reply_text(InboundMessage(text="3 is done\n\n-- \nDana\nStudio")).signature == "-- \nDana\nStudio"


WORDS = st.sampled_from(
    ["I finished milestone three today.", "4 is at 60 percent.", "The logo is missing, please send it.", "Which font?"]
)
GREETINGS = st.sampled_from(["", "Hi Bob,\n\n", "Hello,\n\n", "Dear Bob,\n"])
CLOSINGS = st.sampled_from(
    [
        "",
        "\n\n-- \nDana",
        "\n\nBest regards,\nDana Kim",
        "\n\nThanks,\nDana",
        "\n\nSent from my iPhone",
        "\n\nDana Kim\n+63 917 555 0101",
    ]
)
ATTRIBUTIONS = st.sampled_from(
    [
        "On Tue, Dec 1, 2026 at 9:04 AM Acme <projects@acme.example> wrote:",
        "Am 01.12.2026 um 09:04 schrieb Acme <projects@acme.example>:",
        (
            "From: Acme <projects@acme.example>\nSent: Tuesday, December 1, 2026 9:04 AM\n"
            "To: Dana <dana@studio.example>\nSubject: Check-in"
        ),
        "-----Original Message-----",
        "Somebody unknown said this in no known way",
    ]
)
MARKS = st.sampled_from(["> ", ">", "", "| ", "   "])


@settings(max_examples=150, deadline=None)
@given(
    own=st.lists(WORDS, min_size=1, max_size=4, unique=True),
    greeting=GREETINGS,
    closing=CLOSINGS,
    attribution=ATTRIBUTIONS,
    mark=MARKS,
)
def test_a_letter_quoted_back_in_any_layout_adds_nothing(own, greeting, closing, attribution, mark):
    known = frozenset(line_hash(line) for line in HISTORY.split("\n") if len(line.split()) >= 3)
    quoted = "\n".join(mark + line for line in HISTORY.split("\n"))
    written = "\n".join(own)
    text = f"{greeting}{written}{closing}\n\n{attribution}\n\n{quoted}\n"
    reply = reply_text(InboundMessage(text=text), known)
    for line in own:
        assert line in reply.text
    for line in ("Milestone 5 is finished.", "4. Footer, due Friday 11 December"):
        assert line not in reply.text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:<>@-_|\n \t.1On wroteFrom\u3000写道，é"), max_size=400))
def test_any_text_gives_an_answer(text):
    reply = reply_text(InboundMessage(text=text), frozenset({1}))
    assert isinstance(reply.text, str)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<blockquote>",
                "</blockquote>",
                "<s>",
                "</s>",
                "x",
                "<br>",
                "<p class=MsoNormal>",
                "<td>",
                "<!-- ",
                "-->",
                "<script>",
                "</script>",
                "&#0;",
                "<pre>\n",
                "</pre>",
                "<img>",
                "<hr>",
                "\x00",
                "<div style='display:none'>",
            ]
        ),
        max_size=60,
    )
)
def test_any_html_gives_an_answer(pieces):
    assert isinstance(reply_text(InboundMessage(html="".join(pieces))).text, str)


HOSTILE = [
    "\n",
    ">",
    "> \n",
    "On Tue, May 3, 2022 at 3:00 PM, Al wrote:\n",
    "From: \n",
    "a:\n",
    "_____\n",
    "-Bob\n",
    "~~a",
    "写道：\n",
]
HOSTILE_HTML = ["<div>", "<blockquote>", "<style>", "<style>@media x{", "<p>a", "<!--", "<table><tr><td>"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_text_costs_no_more_than_its_length(piece):
    began = process_time()
    reply_text(InboundMessage(text=(piece * (1_000_000 // len(piece)))), frozenset({1}))
    assert process_time() - began < 2


@pytest.mark.parametrize("piece", HOSTILE_HTML)
def test_a_megabyte_of_html_costs_no_more_than_its_length(piece):
    began = process_time()
    reply_text(InboundMessage(html=(piece * (1_000_000 // len(piece)))))
    assert process_time() - began < 2


QUOTATION = (
    "On Tue, May 3, 2022 at 3:00 PM, Al &lt;a@b.example&gt; wrote:<blockquote>" + "<p>three</p>" * 30 + "</blockquote>"
)
BELOW = "<div id=divRplyFwdMsg>From: Al</div>" + "<p>three</p>" * 30


@pytest.mark.parametrize(
    ("page", "alternative"),
    [
        (f"<p>3 is done</p>{QUOTATION}", None),
        (f"<p>3 is done</p>{QUOTATION}<p><br></p><blockquote>four</blockquote>", None),
        (f"<p>3 is done</p>{BELOW}", None),
        (f"<p>3 is done</p>{QUOTATION}<p>so is 4</p>", "3 is done\n\nso is 4"),
        (f"<p>3 is done</p><div>{QUOTATION}</div>so is 4", "3 is done\n\nso is 4"),
        (f"<p>3 is done</p>{QUOTATION}<blockquote style='border:none'>so is 4</blockquote>", "3 is done\n\nso is 4"),
        (f"<p>3 is <s>not</s> done</p>{QUOTATION}", None),
        (f"<p>3 is <b>not</b> done</p>{QUOTATION}", "3 is not done"),
        (f"<p><s>3 is done</s></p>{QUOTATION}", ""),
    ],
)
def test_what_the_html_part_says_is_compared_whatever_history_stands_between(page, alternative):
    reply = reply_text(InboundMessage(text="3 is done", html=page))
    assert (reply.text, reply.alternative) == ("3 is done", alternative)


@pytest.mark.parametrize("case", LAYOUTS, ids=lambda case: case.name)
def test_no_planted_command_of_the_history_comes_through(case: Case):
    text = reply_text(case.message, case.known).text
    assert not any(planted in text for planted in ("DONE 4", "APPROVE 3", "Milestone 5 is finished"))
