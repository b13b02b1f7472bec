"""How many letters an owner of thirty contractors gets in a busy week, with the thirty in one project, three or six;
and each of the thirty. Yardstick: the aim in ``demo/counts.py``. Simulated time, embedded servers."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from mailflow.demo.counts import IN_A_WEEK, ON_A_DAY, OWNER_OF_THIRTY
from mailflow.demo.stage import Stage
from tests.routes.conftest import in_process
from tests.routes.crowd import CAST, HANDS, OWNER, START, Crowd, projects

SHARED_OUT = (1, 3, 6)


def main(count: int) -> None:
    """Play the week once for each number of projects; `count` is how many numbers of projects are tried."""
    for among in SHARED_OUT[:count]:
        with TemporaryDirectory() as folder, Stage(Path(folder), START, projects(among), alter=in_process) as stage:
            crowd = Crowd(stage)
            crowd.play()
            print(_told(crowd, among))


def _told(crowd: Crowd, among: int) -> str:
    owner = crowd.counts(OWNER)
    others = [crowd.counts(who) for who in CAST if who != OWNER]
    kinds = Counter(occasion.partition("/")[0] for one in crowd.letters(OWNER) for occasion in one.occasions[:1])
    what = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    return (
        f"letters: {HANDS} contractors in {among} project{'s' if among > 1 else ''}: the owner gets {owner.weeks[0]} "
        f"in a busy week (aim {OWNER_OF_THIRTY}), {owner.worst_day} on the worst day: {what}; "
        f"a contractor at most {max(one.weeks[0] for one in others)} (aim {IN_A_WEEK}), "
        f"{max(one.worst_day for one in others)} on a day (aim {ON_A_DAY})"
    )
