"""The figures of the second corpus: ``python -m tests.corpus.second [--failures]``."""

import sys

from tests.corpus.second.mails import figures, verdicts

if __name__ == "__main__":
    groups = sorted({one.case.name.split(":")[0].split("/")[0] for one in verdicts()})
    for group in groups:
        print(f"{group:12}", figures([one for one in verdicts() if one.case.name.startswith(group + "/")]))
    print(f"{'all':12}", figures(verdicts()))
    if "--failures" in sys.argv:
        for verdict in verdicts():
            if verdict.outcome != "right" or verdict.leak or verdict.loss or verdict.put_away:
                print(verdict)
