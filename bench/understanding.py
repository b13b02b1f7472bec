"""How well replies are understood: ``python -m bench.understanding [--failures] [GROUP…]``."""

import argparse

from tests.corpus.scoring import by_group, verdicts


def main(count: int = 0) -> None:
    """The figures of the replies in tests/corpus."""
    for name, figures in by_group(verdicts()[: count or None]).items():
        print(figures.row(name))


def failures(groups: list[str]) -> None:
    """Every reply that was not understood as it should be."""
    for one in verdicts():
        if not groups or any(one.path.parent.name.startswith(group) for group in groups):
            if one.outcome != "right":
                print(one)
            if one.leak or one.loss:
                kind, found, wanted = "LEAK" if one.leak else "LOSS", one.found["reply_text"], one.wanted["reply_text"]
                print(f"{kind:16} {one.path.parent.name}/{one.path.stem}: {found!r} for {wanted!r}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.understanding", description=__doc__)
    parser.add_argument("--failures", action="store_true", help="each reply that was not understood")
    parser.add_argument("groups", nargs="*")
    given = parser.parse_args()
    if given.failures:
        failures(given.groups)
    else:
        main()
