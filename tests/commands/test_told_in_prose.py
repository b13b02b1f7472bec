"""What life does to work, told in prose: absences without a word for one, standstills and their ends, completions with
something around them."""

import pytest

from tests.commands.reading_room import asking, context, read


def _said(text: str, about: int = 5) -> list[str]:
    found = read(text, context(about=about)).asked
    named = ((one.verb, one.milestone, one.day, one.until) for one in found if one.verb != "note")
    return [" ".join(str(part) for part in parts if part is not None) for parts in named]


@pytest.mark.parametrize(
    "text",
    [
        "I'll be in Lourdes with my mother from the 7th to the 11th of December, say one for me.",
        "I will travel to the village from 7th to 11th December.",
        "I will not be around from 7th December to 11th December because of my sister's wedding.",
        "Just so that you know: we are in Spain from 7 to 11 December and there is hardly any signal there.",
        "I am going to Portugal from December 7 to December 11",
        "my office is closed from 7 December to 11 December",
        "I'm away for Christmas, 7 December to 11 December",
        "I'll be up in Aberdeen from 7 to 11 December",
        "From 7th December to 11th December I shall be in my native place for a function.",
        "In December 7 to 11 I am in Poland",
        "I will be in Ankara between 7 and 11 December",
        "I'm away at my sister's from Monday 7th to Friday 11th December.",
        "gone fishing 7 Dec - 11 Dec, back the 12th",
        "I'm on half term leave 7 to 11 December",
        "Put me down as away 1 to 4 December. Sorry, make that 7 to 11 December.",
    ],
)
def test_where_somebody_spends_days_is_an_absence(text: str) -> None:
    assert _said(text) == ["away 2026-12-07 2026-12-11"]


@pytest.mark.parametrize(
    "text",
    [
        "I'll be on site from 7 December to 11 December",
        "I shall be at the yard from Monday to Wednesday",
        "I will work on 5 from Monday to Wednesday",
        "We have family visiting from 7 to 11 December",
        "I am going to paint from December 7 to December 11",
        "I'm flat out since eight this morning",
    ],
)
def test_days_of_work_are_no_absence(text: str) -> None:
    assert not asking([text], context(about=5), {"away"})


def test_an_absence_behind_something_else_is_heard_beside_it() -> None:
    assert _said("5 is done and im out the 24th") == ["done 5", "away 2026-12-24 2026-12-24"]


@pytest.mark.parametrize(
    "text",
    [
        "5 must wait, I have no text from you.",
        "It is going nowhere. I've no drawings.",
        "There is no power since yesterday so 5 has stopped.",
        "Waiting for the bank to send the number, so 5 cannot move.",
        "I wait the fabric from the supplier.",
        "No gas left, the shop opens on Friday.",
        "I can't get on to the platform at all at the moment because they have it fenced off",
        "The plumber has let me down so nothing's happening till he's back",
        "Nothing I can do till the new lot comes.",
        "Without content I cannot move further.",
        "The soil you promised has not come.",
    ],
)
def test_a_standstill_is_told_in_many_words(text: str) -> None:
    assert _said(text) == ["blocked 5"]


@pytest.mark.parametrize(
    "text", ["I wait for your answer.", "No questions left from my side", "the rain has stopped", "You must wait."]
)
def test_what_keeps_nobody_from_working_is_no_blocker(text: str) -> None:
    assert not asking([text], context(about=5), {"blocked"})


@pytest.mark.parametrize(
    "text",
    [
        "Bottles arrived, so I'm printing again",
        "The fabric is arrived, I restart today.",
        "I received the logo, so I can go on.",
        "got the hinges, getting back to 5",
        "Trainer has come, 5 is no more blocked.",
        "Work on 5 has resumed.",
        "I was waiting for the antenna, it came yesterday. So now I can continue.",
        "The cable I was waiting for has arrived, I continue with 5",
        "The gas man came at last, so we're flying on 5 again",
        "API key received with thanks, resuming work on 5.",
        "The card has finally turned up and it's gorgeous. I'm folding again as we speak.",
        "Scaffold's up at last so 5 is back on",
    ],
)
def test_what_came_lets_the_work_go_on(text: str) -> None:
    assert _said(text) == ["unblocked 5"]


def test_going_on_with_something_else_lifts_nothing() -> None:
    texts = ["The postman came, so I can go on holiday", "Once the plates arrive I can go on", "the rain has resumed"]
    assert not asking(texts, context(about=5), {"unblocked"})


@pytest.mark.parametrize(
    "text",
    [
        "Grand so, that's it done.",
        "so that's the blog templates finished",
        "Finished this one on Monday night",
        "5 was finished on Monday",
        "5 was completed last week, sorry for not writing",
        "I would like to kindly inform you that 5 has been completed successfully.",
        "hi its dana here just to let you know 5 is finished",
        "The good one: 5 is finished and fitted, and they bite like a terrier",
        "You may treat milestone 5 as completed.",
        "5 is done, photos to follow tonight.",
        "5 done. Invoice to follow.",
        "5 is finished. If you have any comment please let me know.",
        "It took four of us and a lot of swearing but 5 is done and she's up to temperature.",
        "So that's 5 finished, again.",
        "So I'm very pleased to say that it's done.",
        "5 is therefore complete.",
        "5's all done, looks killer",
        "Please find that 5 is done.",
        "All parts of 5 are completed now. Please test from your end and let me know if any changes.",
    ],
)
def test_a_completion_is_heard_among_other_words(text: str) -> None:
    assert _said(text) == ["done 5"]
    assert not read(text, context(about=5)).unclear


@pytest.mark.parametrize(
    "text",
    [
        "Done. Well, the sanding is.",
        "5's done! Well, all bar the last bend, which the lad is fitting now.",
        "5 was done last week by the other team",
        "5 done, photos missing",
        "They're finished. The plumbers, I mean.",
        "That's me finished with this client",
        "That's me done for today",
        "5 was finished on Monday by somebody else",
        "5 is done up to temperature tests",
        "5 completed and uploaded on the server except the index",
        "5 is finished as of Friday",
        "5 is done, video of what is broken attached",
        "Done! Well, all but the keel.",
        "5 is finished again and broken again",
        "You may treat 5 as completed tomorrow",
        "You asked about 5, it is done when it is done",
        "I can say that 5 is finished tomorrow",
        "All parts of 5 except the keel are completed",
        "The other one: 5 is done tomorrow",
        "can't do squat on 5 right now",
    ],
)
def test_what_is_left_of_a_completion_is_not_applied(text: str) -> None:
    assert not asking([text], context(about=5), {"done", "decline"})


def test_work_that_is_left_is_no_blocker() -> None:
    assert not asking(["It's nearly there. Two letters still need gilding."], context(about=5), {"blocked"})


@pytest.mark.parametrize("text", ["Started cutting the templates this morning", "Started on it over the weekend."])
def test_what_was_begun_is_a_start(text: str) -> None:
    assert _said(text) == ["start 5"]


def test_what_is_said_of_parts_beside_a_percentage_asks_nothing() -> None:
    found = read("It's about 85% done. The bracket is made and painted.", context(about=5))
    assert [(one.verb, one.percent) for one in found.asked if one.verb != "note"] == [("progress", 85)]
    assert not found.unclear


def test_a_date_as_of_which_something_is_told_is_not_ahead() -> None:
    found = read("Status as of Tuesday:\n- Blog templates: finished\n- Launch: 30%").asked
    assert [(one.verb, one.milestone, one.percent) for one in found] == [("done", 5, None), ("progress", 4, 30)]


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("80ish percent", 80),
        ("I'd put the whole job at 70%.", 70),
        ("I'd call the whole thing 45%.", 45),
        ("About one fifth.", 20),
        ("5 is at 95%. Only the error page is missing.", 95),
    ],
)
def test_how_far_the_work_is_may_be_estimated(text: str, percent: int) -> None:
    assert [(one.milestone, one.percent) for one in read(text, context(about=5)).asked] == [(5, percent)]


def test_what_remains_is_no_progress_so_far() -> None:
    assert not asking(["5 is remaining only 10 percent"], context(about=5), {"progress"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please confirm whether lunch is included.", ["question 5"]),
        ("The gearbox is in bits, needs two bearings which I've ordered.", []),
        ("Dana, where to start. It's been a long month.", []),
        ("And please send me the list.", ["list"]),
        ("Send me the full list if you would.", ["list"]),
        ("Please tell me how to report progress", ["help"]),
        ("Would you undo that for me, please?", ["undo"]),
        ("Scrap that last message", ["undo"]),
        ("I'll decline 5 with regrets.", ["decline 5"]),
        (
            "The printer told me the paper is late, so I can deliver 5 on Monday 14 December",
            ["date_request 5 2026-12-14"],
        ),
    ],
)
def test_what_is_asked_for_in_whole_sentences(text: str, said: list[str]) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in Semana Santa, from 7 to 11 December, I am with my family and I don't work.", "away 2026-12-07 2026-12-11"),
        ("I will not be in the studio from 7 to 11 December, we have a school holiday.", "away 2026-12-07 2026-12-11"),
        ("Can I give you 5 on 14 December?", "date_request 5 2026-12-14"),
        ("Instead of the 6th I would like to deliver on the 14th.", "date_request 5 2026-12-14"),
        ("5 won't make the 6th, more like the 14th of December", "date_request 5 2026-12-14"),
        ("I'll have to ask for a few more days, shall we say the 14th?", "date_request 5 2026-12-14"),
        ("That's me finished", "done 5"),
        ("Today I can say it is finished, you find it in the attachment.", "done 5"),
        ("It is to inform you that 5 has been completed and uploaded on the server.", "done 5"),
        ("The templates are finished again, please look.", "done 5"),
        ("Until that turns up we're twiddling our thumbs.", "blocked 5"),
        ("5 cannot be started as the bank has not provided the access.", "blocked 5"),
        ("part came, press is humming, 5 is go again", "unblocked 5"),
    ],
)
def test_what_whole_sentences_say(text: str, said: str) -> None:
    assert _said(text) == [said]


def test_an_absence_at_the_end_of_a_list_leaves_the_rest_of_it() -> None:
    assert _said("5 done, 4 at 10%, off Friday.") == ["done 5", "progress 4", "away 2026-12-04 2026-12-04"]


def test_what_holds_nobody_up_is_no_blocker() -> None:
    assert not asking(["I still need the photo but it's not holding me up."], context(about=5), {"blocked"})
