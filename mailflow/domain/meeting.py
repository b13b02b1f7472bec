"""A meeting: when people talk, who is asked to come, what they answered, and how it changes under one name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from mailflow.domain.record import Json

LENGTH = 30
"""Minutes that a call takes where nothing else is said."""


class Rsvp(StrEnum):
    """What somebody answers to an invitation (RFC 5545, PARTSTAT)."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"


@dataclass(frozen=True, slots=True)
class Reply:
    """One person's answer. `stamp` is their calendar's (RFC 5546: a later one counts), `wish` another time that they
    ask for."""

    answer: Rsvp
    stamp: datetime
    text: str = ""
    wish: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Numbered in its project. `uid` is its name in everybody's calendar, unguessable, and never changes; `sequence`
    grows with each change that is sent out (RFC 5546 section 2.1.4).

    `starts` is an instant, `length` minutes. `people` are those who are asked to come, `by` called it. `agenda` are
    their words, `milestone` what it is about where that is one. `notes` are the minutes.
    """

    number: int
    uid: str
    starts: datetime
    people: tuple[str, ...]
    by: str
    length: int = LENGTH
    agenda: str = ""
    link: str = ""
    milestone: int | None = None
    sequence: int = 0
    cancelled: bool = False
    replies: Mapping[str, Reply] = field(default_factory=dict)
    notes: str = ""
    version: int = 0

    @property
    def ends(self) -> datetime:
        """The instant at which it is over."""
        return self.starts + timedelta(minutes=self.length)


def meeting_data(meeting: Meeting) -> dict[str, Json]:
    """A meeting as a record keeps it: all of it, so that one record alone brings it back."""
    return {
        "uid": meeting.uid,
        "starts": meeting.starts.isoformat(),
        "length": meeting.length,
        "people": list(meeting.people),
        "by": meeting.by,
        "text": meeting.agenda,
        "link": meeting.link,
        "on": meeting.milestone,
        "sequence": meeting.sequence,
    }


def meeting_from(number: int, data: Mapping[str, Json], old: Meeting | None) -> Meeting:
    """The meeting that `meeting_data` wrote. What was answered to `old` holds on where the time is the same."""
    starts = datetime.fromisoformat(str(data["starts"]))
    on = data.get("on")
    return Meeting(
        number=number,
        uid=str(data["uid"]),
        starts=starts,
        people=tuple(str(person) for person in cast("list[Json]", data["people"])),
        by=str(data["by"]),
        length=int(cast("int", data["length"])),
        agenda=str(data.get("text") or ""),
        link=str(data.get("link") or ""),
        milestone=None if on is None else int(cast("int", on)),
        sequence=int(cast("int", data["sequence"])),
        replies=old.replies if old is not None and old.starts == starts else {},
        notes=old.notes if old is not None else "",
    )


def reply_from(data: Mapping[str, Json]) -> Reply:
    """The answer that an ``rsvp`` record keeps."""
    wish = data.get("wish")
    return Reply(
        answer=Rsvp(str(data["answer"])),
        stamp=datetime.fromisoformat(str(data["stamp"])),
        text=str(data.get("text") or ""),
        wish=datetime.fromisoformat(str(wish)) if wish else None,
    )


def project_of(uid: str) -> str:
    """The code of the project whose meeting has that name, or nothing."""
    return uid.partition(".")[2].partition(".")[2]


def uid_of(name: str, number: int, code: str) -> str:
    """A meeting's name in calendars: what cannot be guessed, its number, its project."""
    return f"{name}.{number}.{code}"
