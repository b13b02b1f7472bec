"""How whole stories begin and end, and what happens in most of them."""

from tests.routes.company import CAST, CODE
from tests.routes.route import Route

ENDED = {"sent", "folded", "withdrawn", "missed"}


def begin(story: Route, *agreeing: str) -> None:
    """The invitations are there; those people agree (everybody)."""
    story.await_letter("lee", "invitation")
    for who in agreeing or ("dana", "lee"):
        story.says(who, "invitation", "I agree")
        assert story.snapshot().has_agreed(who)


def deliver(story: Route, who: str, number: int, words: str = "", answers: str = "invitation") -> None:
    """They hand a milestone in, in their words, and the owner approves it."""
    story.says(who, answers, words or f"DONE {number}")
    approve(story, who, number)


def approve(story: Route, who: str, number: int) -> None:
    """The owner gets the review request and approves; whoever did the work hears of it."""
    review(story, number)
    story.says("olivia", "review", f"APPROVE {number}", milestone=number)
    assert story.milestone(number).approved_at is not None
    story.await_letter(who, "approval")


def review(story: Route, number: int) -> None:
    """The review request of that milestone is there."""
    if not any(one.milestone == number for one in story.letters("olivia", "review")):
        story.await_letter("olivia", "review")


def the_end(story: Route, *everybody: str, code: str = CODE) -> None:
    """The project is complete, everybody heard of it once, and nothing is left undone."""
    story.wait(days=1)
    assert story.snapshot(code).complete(), story.told()
    for who in everybody or ("olivia", "dana", "lee"):
        assert len(story.letters(who, "completion")) == 1, (who, story.told())
    assert all(row.state in ENDED for row in story.store.outbox.rows() if row.project == code), story.told()
    assert all(row.disposition for row in story.messages())
    assert set(CAST) >= {"olivia", "dana", "lee"}
