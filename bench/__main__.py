"""``python -m bench [NAME…]``: run the benchmarks and print their figures."""

import argparse
import sys
from collections.abc import Callable

from bench import answer, ingest, letters, reply_text, send, understand, understanding

BENCHES: dict[str, Callable[[int], None]] = {
    "ingest": ingest.main,
    "send": send.main,
    "answer": answer.main,
    "understand": understand.main,
    "understanding": understanding.main,
    "reply_text": reply_text.main,
    "letters": letters.main,
}
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
    parser.add_argument("names", nargs="*", choices=[[], *BENCHES], help="which (all)")
    parser.add_argument("--count", type=int, help="how many messages or letters")
    given = parser.parse_args()
    for name in given.names or BENCHES:
        BENCHES[name](given.count or USUAL[name])
        sys.stdout.flush()


if __name__ == "__main__":
    main()
