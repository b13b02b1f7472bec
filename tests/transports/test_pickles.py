"""Values on their way between processes."""

import pickle
from dataclasses import dataclass, field

import pytest

from mailflow.domain.project import Ref
from mailflow.letters.samples import samples
from mailflow.transports.pickles import pickled


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Its constructor does not take all that it holds."""

    given: int
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "twice", 2 * self.given)


@dataclass(frozen=True, slots=True)
class Empty:
    """Holds nothing."""


@dataclass(frozen=True)
class Plain:
    """Has no slots."""

    number: int


@pytest.mark.parametrize(
    "value", [Ref("bistro", "milestone", 3), Reckoned(4), Empty(), Plain(5), (Ref("a"), [None, {}])]
)
def test_a_value_comes_out_as_it_went_in(value: object) -> None:
    assert pickle.loads(pickled(value)) == value


def test_what_a_worker_gets_comes_out_as_it_went_in() -> None:
    people = [sample.to for sample in samples()]
    assert pickle.loads(pickled(people)) == people


def test_what_cannot_be_handed_over_says_so() -> None:
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        pickled(lambda: None)
