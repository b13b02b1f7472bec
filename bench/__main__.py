"""``python -m bench [NAME…]``: run the benchmarks and print their figures.

Each runs in a process of its own, so that the memory that it measures is its own.
"""

import argparse
import subprocess
import sys
from importlib import import_module

USUAL = {
    "ingest": 10_000,
    "send": 5_000,
    "answer": 60,
    "understand": 1_000,
    "understanding": 10_000,
    "reply_text": 0,
    "letters": 3,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *USUAL], help="which (all)")
    parser.add_argument("--count", type=int, help="how many messages or letters")
    given = parser.parse_args()
    names = given.names or list(USUAL)
    if len(names) == 1:
        import_module(f"bench.{names[0]}").main(given.count or USUAL[names[0]])
        return
    counted = ["--count", str(given.count)] if given.count else []
    ended = [subprocess.run([sys.executable, "-m", "bench", name, *counted], check=False) for name in names]
    sys.exit(max(one.returncode != 0 for one in ended))


if __name__ == "__main__":
    main()
