"""What stands around a report in a mail of several sentences, and neither hides it nor makes another one of it."""

import pytest

from tests.commands.reading_room import context, in_words, read


def _said(text: str, about: int = 0, letter: str = "") -> str:
    parts = in_words(read(text, context(about=about, letter=letter))).split("; ")
    return "; ".join(part for part in parts if part and part != "note")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The footer jumped, I mended it, so 5 is done again and ready for another look.", "done 5"),
        ("Swapped the font. The blog templates are finished again, have a look.", "done 5"),
        ("5 has to be done again", ""),
        ("Product pages are good to go, 100%, done.", "done 2"),
        ("Oops! I meant 2 is done, not 5.", "done 2"),
        ("I finished the last of the product pages this morning, so I did.", "done 2"),
        ("Hero image and footer done for the homepage design", "task_done 1.1; task_done 1.2"),
        ("Cart finished for 3", "task_done 3.1"),
        ("Cart done for today", ""),
        ("We thought 5 was done on Friday. Then the client changed the font.", ""),
        ("I believed the checkout was finished.", ""),
    ],
)
def test_completions_are_told_from_what_only_sounds_so(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Checkout is at 90% and will be with you before Friday.", "progress 3 90%"),
        ("Product pages: 70%, should be ready next week", "progress 2 70%; date_request 2 2026-12-11 ~"),
        ("3 is at 40% & might need another look", "progress 3 40%"),
        ("3 might not be at 40% yet", ""),
        ("Checkout: 75%, mainly the payment form left.", "progress 3 75%"),
        ("We're down to the last 10% on the product pages", "progress 2 90%"),
        ("What do I tell the printer? Otherwise 3 is at 55%.", "question; progress 3 55%"),
        ("Launch is 30% along, I've cut about half the banners.", "progress 4 30%"),
        ("I wrote that 3 is at 50% but it is only 30%.", "progress 3 30%"),
        ("The checkout is not at 80% but at 60%.", "progress 3 60%"),
        ("I'm about 60% through the product pages, lost two days to the SEO people.", "progress 2 60%"),
    ],
)
def test_how_far_it_is_stands_beside_what_is_to_come(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Blocked on 3, two scanners came cracked and the new ones are on order", "blocked 3"),
        ("Blocked on 3, 2 scanners came cracked", "blocked 3"),
        ("I'm dead in the water with the checkout till the bank answers.", "blocked 3"),
        ("Until I have that letter I am blocked on the checkout. Everything here has been tested.", "blocked 3"),
        ("I can't take on the checkout after all, my back won't stand it.", "decline 3"),
        ("I can't do 3 if you keep changing it.", "? unclear"),
        ("The weather here is 33 degrees, I envy you.", ""),
        ("Everything's fine over here.", ""),
        ("Had 14 boxes of samples delivered instead of 40, but that's being sorted.", ""),
        ("What is the status of my invoice 0023 from November?", "question"),
        ("Lee finished the SEO audit, congratulations!", ""),
        ("Lee reckons the SEO audit is done.", ""),
        ("How're things.", ""),
    ],
)
def test_what_else_life_brings_is_no_report(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5 one more day needed", "date_request 5 2026-12-07"),
        ("I can only get the paper from 9 December. I'd like to move 5 to 20 December.", "date_request 5 2026-12-20"),
        ("There's no way of shifting the boxes until the weekend. Would the 21st be alright for 5?", "date_request 5"),
        ("Can we move 5 from 6 December to 15 December?", "date_request 5 2026-12-15"),
        ("God willing I'm back at the desk on Tuesday morning.", ""),
        ("I can hold off on ordering until the end of the week.", ""),
        ("I am sending it off on Friday.", ""),
        ("I'm off on Friday.", "away 2026-12-04 until 2026-12-04"),
        ("Could you leave off the reminders for a week?", "snooze until 2026-12-08"),
        ("Please hold the nudges until Monday.", "snooze until 2026-12-07"),
    ],
)
def test_days_are_what_they_are_said_of(text: str, said: str) -> None:
    assert _said(text, about=5).startswith(said) if said else not _said(text, about=5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Can you please mark the cart as done? I forgot to say so.", "task_done 3.1"),
        ("Could you mark 5 as finished?", "done 5"),
        ("Would you tick 3.2 as done please?", "task_done 3.2"),
        ("Can you mark 5 as done once Lee has looked at it?", ""),
        ("Can you mark 5 as done or is it too early?", ""),
        ("Would you call 5 done?", ""),
        ("Can't you mark 5 as done yourself?", ""),
        ("I'm in Lisbon until summer, please set my timezone to Europe/Lisbon", "timezone"),
        ("My clocks are all confused, so please change my time zone to Asia/Manila", "timezone"),
        ("Fewer mails please, pause them", "pause"),
        ("Please could you send me the list of everything that's still open, not only mine?", "list"),
        ("Can you send me the list of all that is due on the project?", "list"),
        ("Friday is my daughter's confirmation and I'm not working that day.", "away 2026-12-04 until 2026-12-04"),
        ("Monday is a feast here. I'm not working that day.", "away 2026-12-07 until 2026-12-07"),
        ("Tell Olive the tea in the canteen has improved.", ""),
    ],
)
def test_orders_are_heard_behind_and_beneath_courtesy(text: str, said: str) -> None:
    assert "; ".join(one for one in _said(text).split("; ") if not one.startswith("question")) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The logo design has already shipped.", "? unclear"),
        ("The checkout is in and running.", "? unclear"),
        ("The blog templates are up.", "? unclear"),
        ("I did answer on Friday, maybe it got stuck in your spam.", ""),
        ("Please don't remind me of the templates again, I really cannot do them.", "? unclear"),
    ],
)
def test_what_need_not_mean_the_work_is_asked_about_or_nothing(text: str, said: str) -> None:
    assert _said(text, about=5) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Blog templates are done. Let me know if the header still jumps.", "done 5"),
        ("5 is finished. Shout if anything is missing.", "done 5"),
        ("My kid says the blog templates are done. I wish. There is a whole page missing.", ""),
        ("5 is done, I think. If only.", ""),
        ("Logo design: three scenarios, at 39, 45 and 49 dollars.", ""),
        ("Almost done with the sidebar. Then it's the archive.", ""),
        ("5 is in review with a friend.", ""),
        ("I started roughing out the product pages today.", "start 2"),
        ("Started writing up the SEO audit for Lee.", "? not_assignee"),
        ("He asked me to pass it on: please mark 6 as done.", "? not_assignee"),
        ("Half of the codes I know from another job.", ""),
        ("Two of the four blog templates are styled.", "progress 5 50%"),
        ("Two of the four blog templates are missing.", ""),
    ],
)
def test_asides_about_work_are_weighed_for_what_they_are(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sorry to tell you that we are stuck with the checkout.", "blocked 3"),
        ("I had to stop on the product pages for now, the bank wants a letter.", "blocked 2"),
        ("Olive did the ID thing. So 3 is unblocked. Back to it!", "unblocked 3"),
        ("I can't continue on 3. The number which you gave me is not known.", "blocked 3 ~"),
        ("I've had to accept that I don't have the head for it.", ""),
        ("The paper of 3 mm is too thin.", ""),
        ("I'm in Hamburg at the fair from Monday 7 to Wednesday 9 December.", "away 2026-12-07 until 2026-12-09"),
        ("I'm away from Friday 4 to Sunday 6 December", "away 2026-12-04 until 2026-12-06"),
        ("If the sun comes out we film.", ""),
        ("I'm back online starting today.", "back"),
        ("I'm back at my desk as of today", "back"),
        ("Could you please share the status of the project?", "status"),
        ("Too many mails, to be honest. Please pause them for a while.", "pause"),
    ],
)
def test_news_between_other_news(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Logo design: form submitted on 7th", ""),
        ("They can deliver on 20 December at the earliest. Is it possible to move 5 to 21 December?", "date_request 5"),
        (
            "I'm flat out until the fair is over, so 5 won't be with you before 20 December.",
            "date_request 5 2026-12-20 ~",
        ),
    ],
)
def test_a_day_is_asked_for_once(text: str, said: str) -> None:
    assert _said(text, about=5).startswith(said)


@pytest.mark.parametrize(
    "text",
    ["The first point is done.", "Point 1 is done.", "1 is done, 2 is done too.", "Item 2 done", "2. done", "#2 done?"],
)
def test_points_of_a_revision_are_no_milestones(text: str) -> None:
    assert "done" not in _said(text, about=3, letter="revision")


def test_milestones_are_named_beside_a_revision() -> None:
    assert _said("Milestone 2 is done.", about=3, letter="revision") == "done 2"
    assert _said("The product pages are done.", about=3, letter="revision") == "done 2"
    assert _said("All of your points are in, so 3 is ready for another look.", about=3, letter="revision") == "done 3"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Please help. The manual is in Chinese and nobody answers. Otherwise 3 is at 40%.", "progress 3 40%"),
        ("Please help.", "help"),
        ("HELP", "help"),
        ("Quick one from the train: 2 is done, 3 at 60%.", "done 2; progress 3 60%"),
        ("A line from the workshop: product pages done.", "done 2"),
        ("Plans for the week: product pages done.", ""),
        ("Before you ask: yes, the cart is finished. No, the payment form isn't.", "task_done 3.1"),
        ("Checkout? Done.", "done 3"),
        ("Product pages? At 60%.", "progress 2 60%"),
        ("Is the checkout done?", "question 3"),
        ("Product pages at 45, blog templates at 80.", "progress 2 45%; progress 5 80%"),
        ("I've the kids off school this week.", ""),
    ],
)
def test_openings_of_mails_say_nothing_themselves(text: str, said: str) -> None:
    assert _said(text) == said


def test_work_that_goes_on_again_answers_a_blocker() -> None:
    assert _said("The glass came. I've started cutting this morning.", about=3, letter="blocked") == "unblocked 3 ~"
    assert _said("Started on it again today.", about=3, letter="blocked") == "unblocked 3 ~"
    assert _said("I've started cutting this morning.", about=3) == "start 3 ~"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Will you mark 5 as done?", "question 5"),
        ("Would you kindly mark 5 as done?", "done 5"),
        ("3 is at 80%, last 10% on Monday, promise.", "progress 3 80%"),
        ("The last 10% of 3 are done.", "? unclear"),
        ("Did 2 and 5.", "? unclear"),
        ("Did 5 arrive?", "question 5"),
        ("The good: 2 is done. The bad: I'm stuck on 3.", "done 2; blocked 3"),
        ("Checkout is still at 70.", "progress 3 70%"),
        ("The checkout is at 70 degrees.", ""),
    ],
)
def test_what_is_not_said_outright_is_not_taken_for_it(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The good: 5 is done. The bad: a corner fell off.", "? unclear"),
        ("5 is done. Bad news: the header blisters.", "? unclear"),
        ("5 is done. Bad news: 3 is at 20%.", "done 5; progress 3 20%"),
        ("5 is done. The downside: Lee has to redo his part.", "? unclear"),
    ],
)
def test_bad_news_behind_a_completion_is_of_the_same(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize("text", ["Point 1 approved.", "Item 2 is approved.", "The first point is approved."])
def test_points_of_a_review_are_no_milestones(text: str) -> None:
    against = context("olive", about=3, letter="review")
    assert not any(one.verb == "approve" for one in read(text, against).asked)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I can't do any more on 3 until somebody moves that pallet.", "blocked 3 ~"),
        ("Can't do anything else on 5 till it's moved.", "blocked 5 ~"),
        ("Cannot do 3 till the slab is poured.", "blocked 3 ~"),
        ("I can't do 3, I'm busy until the baby comes.", "decline 3"),
        ("I can't do 3, I am fully booked.", "decline 3"),
        ("I can't do 3 until Friday.", "? unclear"),
    ],
)
def test_what_cannot_be_done_until_something_happens_is_blocked_and_not_declined(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "5 is finished in the shop, no more in stock.",
        "5 is finished everywhere, sold out.",
        "5 is finished, out of stock.",
    ],
)
def test_what_is_sold_out_is_not_done(text: str) -> None:
    assert _said(text) == "? unclear"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stop the emails til Monday please", "snooze until 2026-12-07"),
        ("Please stop the reminders for a week", "snooze until 2026-12-08"),
        ("Can you hold them back until next Wednesday?", "snooze until 2026-12-09 ~"),
        ("Pause the mails", "pause"),
        ("Good overview, thanks.", ""),
        ("The key came, so nothing is holding me up on 3 any more.", "unblocked 3"),
        ("Cheers, made my week.", ""),
        ("I'll need till Weds for 3", "date_request 3 2026-12-02"),
        ("I am not here on 9 December.", "away 2026-12-09 until 2026-12-09"),
        ("I'm not here to argue.", ""),
    ],
)
def test_rests_thanks_and_absences_in_everyday_words(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 is at 85% now. It took a day and a half.", "progress 3 85%"),
        ("Checkout is at 40%, a week and a half of work.", "progress 3 40%"),
        ("3 is half done.", "progress 3 50%"),
    ],
)
def test_a_half_of_a_day_is_no_half_of_the_work(text: str, said: str) -> None:
    assert _said(text) == said


@pytest.mark.parametrize("text", ["I agree to everything as written.", "I agree to the terms as they are written."])
def test_an_agreement_to_what_is_written_is_one(text: str) -> None:
    assert _said(text, letter="invitation") == "agree"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The checkout is ready again, please check it.", "done 3"),
        ("The checkout is ready for another look when you get a moment.", "done 3"),
        ("The checkout will be ready again on Friday.", ""),
        ("Ready when you are.", ""),
    ],
)
def test_work_that_was_sent_back_is_ready_again(text: str, said: str) -> None:
    assert _said(text, about=3, letter="revision") == said
