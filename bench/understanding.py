"""How well replies are understood: ``python -m bench.understanding [--failures] [GROUP…]``."""

import argparse

from tests.corpus.scoring import by_group, verdicts
from tests.corpus.texts import CORPORA, figures


def main(count: int = 0) -> None:
    """The figures of the replies in every folder of tests/corpus."""
    for name, found in by_group(verdicts()[: count or None]).items():
        print(found.row(name))
    for corpus in CORPORA:
        of = corpus.verdicts[: count or None]
        for group in sorted({one.case.group for one in of}):
            print(_row(f"{corpus.name}/{group}", figures([one for one in of if one.case.group == group])))
        print(_row(corpus.name, figures(of)))


def _row(name: str, counts: dict[str, int]) -> str:
    rest = " ".join(f"{key} {value:3}" for key, value in counts.items() if key not in ("cases", "right"))
    return f"{name:22} {counts['cases']:5} right {counts['right'] / counts['cases']:6.1%} {rest}"


def failures(groups: list[str]) -> None:
    """Every reply that was not understood as it should be."""
    for one in verdicts():
        if not groups or any(one.path.parent.name.startswith(group) for group in groups):
            if one.outcome != "right":
                print(one)
            if one.leak or one.loss:
                kind, found, wanted = "LEAK" if one.leak else "LOSS", one.found["reply_text"], one.wanted["reply_text"]
                print(f"{kind:16} {one.path.parent.name}/{one.path.stem}: {found!r} for {wanted!r}")
    for corpus in CORPORA:
        for verdict in corpus.verdicts:
            named = not groups or any(f"{corpus.name}/{verdict.case.group}".startswith(group) for group in groups)
            if named and not verdict.good:
                print(corpus.name, verdict)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.understanding", description=__doc__)
    parser.add_argument("--failures", action="store_true", help="each reply that was not understood")
    parser.add_argument("groups", nargs="*")
    given = parser.parse_args()
    if given.failures:
        failures(given.groups)
    else:
        main()
