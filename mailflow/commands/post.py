"""The letters that one command causes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot


def milestone_ref(snapshot: Snapshot, about: Milestone) -> Ref:
    """The milestone as it will be once the next record stands."""
    return Ref(snapshot.code, "milestone", about.number, snapshot.seq + 1)


def milestone_thread(snapshot: Snapshot, number: int) -> str:
    """The conversation about a milestone."""
    return f"{snapshot.code}/m{number}"


@dataclass(frozen=True, slots=True)
class Post:
    """Writes intents about one thing, caused by one command. Nobody is written to about their own words."""

    asked: Asked
    snapshot: Snapshot
    act: Act
    about: Ref
    thread: str = ""

    @classmethod
    def on(cls, milestone: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> "Post":
        """Letters about a milestone, in its thread."""
        thread = milestone_thread(snapshot, milestone.number)
        return cls(asked, snapshot, act, milestone_ref(snapshot, milestone), thread)

    @classmethod
    def on_project(cls, asked: Asked, snapshot: Snapshot, act: Act) -> "Post":
        """Letters about the whole project."""
        return cls(asked, snapshot, act, Ref(snapshot.code, version=snapshot.seq + 1))

    def to(
        self,
        letter: str,
        person: str | None,
        facts: Mapping[str, Json],
        urgent: bool = False,
        themselves: bool = False,
    ) -> tuple[Intent, ...]:
        """A letter to one person on the project, or none where that is nobody, or the sender unless `themselves`."""
        if person is None or self.snapshot.role(person) is None or (person == self.act.by.id and not themselves):
            return ()
        occasion = f"{letter}/{self.snapshot.code}/{self.snapshot.seq + 1}/{person}"
        fixed: dict[str, Json] = {"by": self.act.by.id, "line": self.asked.line, **facts}
        return (
            Intent(
                letter=letter,
                to=person,
                about=self.about,
                occasion=occasion,
                facts=fixed,
                urgent=urgent,
                thread=self.thread,
                cause=self.act.message,
            ),
        )

    def decision(self, letter: str, facts: Mapping[str, Json]) -> tuple[Intent, ...]:
        """To every owner who decides now: also to one who got the message itself, since the way to answer is in the
        letter."""
        owners = self.snapshot.deciding(self.act.now)
        return tuple(i for o in owners for i in self.to(letter, o.id, {**facts, "told": o.id in self.act.told}))

    def relay(
        self, letter: str, people: Iterable[Person], facts: Mapping[str, Json], urgent: bool = False
    ) -> tuple[Intent, ...]:
        """Words passed on, but not to those who got the message itself."""
        others = (person for person in people if person.id not in self.act.told)
        return tuple(i for person in others for i in self.to(letter, person.id, facts, urgent))

    def notice(
        self, people: Iterable[Person], text: Phrase, actions: Iterable[str] = (), takes_back: Iterable[int] = ()
    ) -> tuple[Intent, ...]:
        """One sentence of news, with words that may be typed as a reply."""
        facts: dict[str, Json] = {"text": text.text, "values": dict(text.values)}
        facts |= {"actions": list(actions), "takes_back": list(takes_back)}
        return self.relay("notice", people, facts)

    def tell_owners(self, text: Phrase, actions: Iterable[str] = ()) -> tuple[Intent, ...]:
        """News to the owners, other than the sender."""
        return self.notice(self.snapshot.owners(), text, actions)

    def tell_crew(self, text: Phrase) -> tuple[Intent, ...]:
        """News to everybody who works or decides here, other than the sender."""
        return self.notice(self.snapshot.with_role(Role.OWNER, Role.CONTRACTOR), text)
