"""The figures of each language: ``python -m tests.corpus.fourth [--failures] [LANGUAGE …]``."""

import sys

from tests.corpus.fourth.mails import LANGUAGES, verdicts
from tests.corpus.texts import figures

if __name__ == "__main__":
    chosen = [code for code in LANGUAGES if code in sys.argv] or LANGUAGES
    for code in chosen:
        print(code, figures(list(verdicts(code))))
    print("all", figures([one for code in chosen for one in verdicts(code)]))
    if "--failures" in sys.argv:
        for verdict in (one for code in chosen for one in verdicts(code) if one.outcome != "right" or one.put_away):
            print(verdict)
