"""The whole proof, and its table: `python -m tests.faults [--minutes N] [--seed N]`."""

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from tests.faults.budget import Budget
from tests.faults.lanes import ON_FILES, ON_ONE, SHARED_AT, Found, on_files, on_server
from tests.faults.mutants import BY_NAME, SHARED, UNSYNCED
from tests.faults.rows import Row, table
from tests.servers.postgres import Postgres, installed
from tests.servers.processes import folder

NOT_CAUGHT = "NOT CAUGHT"


def wanted(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--minutes", type=float, default=55, help="as much is tried, in a seeded order, as they allow")
    parser.add_argument("--seed", type=int, default=12)
    return parser.parse_args(arguments)


def told(lane: Iterator[Found]) -> list[Found]:
    """All that comes of a lane, each line as soon as it is known."""
    found = list[Found]()
    for one in lane:
        found.append(one)
        print(table([one]).splitlines()[1] if isinstance(one, Row) else f"mutant {one[0]}: {one[1]}", flush=True)
    return found


def side_by_side(options: argparse.Namespace) -> list[Found]:
    """Both lanes."""
    seconds = options.minutes * 60
    with folder("postgres") as where:
        server = Postgres(where, installed())
        lanes = (
            on_files(Budget(seconds, ON_ONE + ON_FILES, options.seed), options.seed),
            on_server(Budget(seconds, ON_ONE + SHARED_AT, options.seed), options.seed, server),
        )
        try:
            with ThreadPoolExecutor(len(lanes)) as pool:
                return [one for lane in pool.map(told, lanes) for one in lane]
        finally:
            server.stop()


def main() -> int:
    options, began = wanted(sys.argv[1:]), monotonic()
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # the people's servers talk to the dead
    found = side_by_side(options)
    rows = [one for one in found if isinstance(one, Row)]
    mutants = dict(one for one in found if not isinstance(one, Row))
    print(f"\n{table(rows)}\n")
    caught = [mutant for mutant, finding in mutants.items() if not finding.startswith(NOT_CAUGHT)]
    print(f"mutants of the protocol caught: {len(caught)} of {len(mutants)}")
    left_out = [name for name in BY_NAME | SHARED | UNSYNCED if name not in mutants]
    if left_out:
        print(f"!! power loss was left out, and its mutants, for want of a C compiler: {', '.join(left_out)}")
    print(f"{(monotonic() - began) / 60:.0f} minutes, seed {options.seed}")
    return int(len(caught) < len(mutants) or any(row.findings for row in rows))


if __name__ == "__main__":
    sys.exit(main())
