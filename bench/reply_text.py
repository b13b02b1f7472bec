"""How much of what people wrote is found: exact, without a leak, without a loss, folder by folder.

`python -m bench.reply_text [-v] [FOLDER…]` reads the public cases of `tests/corpus/public.py`, where they are,
and the project's own; `python -m bench reply_text` also says where two other reply parsers are right and where we are.
A signature may be kept where a folder's policy keeps it.
"""

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from mailflow.mail.message import InboundMessage
from mailflow.mail.read import read
from mailflow.mail.reply_text import reply_text
from tests.corpus.clients.cases import replies
from tests.corpus.oracles import PARSERS, Row, compare, planted
from tests.corpus.public import CORPUS
from tests.mail.reply_cases import layout_cases, single_cases

FOLDERS = (
    "github_erp",
    "willdurand_erp",
    "crisp_erp",
    "mail_parser_reply",
    "talon_plain",
    "talon_eml",
    "talon_html",
    "quotequail",
    "phabricator",
    "talon_signature",
    "crisp_forward",
)


@dataclass
class Score:
    cases: int = 0
    exact: int = 0
    leaks: int = 0
    losses: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        if not self.cases:
            return f"{name:20} no cases"
        kept = (self.exact, self.cases - self.leaks, self.cases - self.losses)
        exact, unleaked, unlost = (f"{100 * count / self.cases:6.1f} %" for count in kept)
        pace = f"{1000 * self.seconds / self.cases:6.2f} ms"
        return f"{name:20} {self.cases:4}  exact {exact}  no leak {unleaked}  no loss {unlost}  {pace}"


def squeezed(text: str) -> str:
    return "".join(text.split())


def words(text: str) -> list[str]:
    return [line for line in (squeezed(line.lstrip("> ")) for line in text.split("\n")) if line]


def judge(got: str, want: str) -> tuple[bool, bool, bool]:
    """Exact, leaked, lost: by lines, whitespace aside."""
    exact = squeezed(got) == squeezed(want)
    have, wanted = squeezed(got), squeezed(want)
    leaked = not exact and any(line not in wanted for line in words(got))
    lost = not exact and any(line not in have for line in words(want))
    return exact, leaked, lost


def messages() -> dict[str, list[tuple[str, InboundMessage, str | None, dict, bool]]]:
    found: dict = {}
    for folder in FOLDERS:
        path = CORPUS / folder
        if not path.is_dir():
            continue
        keeps = "kept" in str(json.loads((path / "MANIFEST.json").read_text()).get("signature", ""))
        found[folder] = [case for file in sorted(path.glob("*.expected.json")) if (case := _case(file, keeps))]
    return found


def _case(file: Path, keeps: bool):
    stem = file.name.removesuffix(".expected.json")
    checks = json.loads(file.read_text())
    if checks.get("expected_keeps_quotes") or checks.get("test") == "testVariant4":
        return None
    expected = file.with_name(stem + ".expected.txt")
    want = expected.read_text(encoding="utf-8", errors="replace") if expected.exists() else None
    for kind in (".txt", ".html", ".eml"):
        source = file.with_name(stem + kind)
        if source.exists():
            return stem, _message(source, kind), want, checks, keeps
    return None


def _message(source: Path, kind: str) -> InboundMessage:
    if kind == ".eml":
        return read(source.read_bytes())
    text = source.read_bytes().decode("utf-8", "replace")
    return InboundMessage(text=text) if kind == ".txt" else InboundMessage(html=text)


def measure(cases, verbose: bool) -> Score:
    score = Score()
    for name, message, want, checks, keeps, *known in cases:
        begin = time.perf_counter()
        reply = reply_text(message, known[0] if known else frozenset())
        score.seconds += time.perf_counter() - begin
        score.cases += 1
        exact = leaked = lost = False
        if want is not None:
            exact, leaked, lost = judge(reply.text, want)
            if not exact and keeps:
                exact, leaked, lost = best(judge(f"{reply.text}\n{reply.signature}", want), (exact, leaked, lost))
        elif "must_contain" in checks or "must_not_contain" in checks:
            lost = any(squeezed(part) not in squeezed(reply.text) for part in checks.get("must_contain", ()))
            leaked = any(squeezed(part) in squeezed(reply.text) for part in checks.get("must_not_contain", ()))
            exact = not lost and not leaked
        else:
            exact = True
        score.exact += exact
        score.leaks += leaked
        score.losses += lost
        if not exact:
            score.failed.append(name)
            if verbose:
                print(f"--- {name} {'LEAK ' if leaked else ''}{'LOSS' if lost else ''}")
                print(f"  got  {reply.text!r}\n  sig  {reply.signature!r}\n  want {want!r}", checks)
    return score


def best(*verdicts):
    return max(verdicts, key=lambda v: (v[0], -v[1] - v[2]))


def agreements() -> None:
    """Who finds what was written: on the generated layouts by what was planted, on public text cases to the letter."""
    for name, row in compare(planted()).items():
        print(row.line(name))
    for folder, cases in messages().items():
        row = Row()
        for name, message, want, _, keeps in cases:
            if want is None or message.text is None:
                continue
            answers = {parser: [parse(message)] for parser, parse in PARSERS.items()}
            if keeps:
                reply = reply_text(message)
                answers["mailflow"].append(f"{reply.text}\n{reply.signature}")
            verdicts = {parser: any(judge(one, want)[0] for one in given) for parser, given in answers.items()}
            row.count(name, verdicts)
        if row.cases:
            print(row.line(folder), *row.lost)


def figures(arguments: list[str]) -> None:
    """Folder by folder: exact, without a leak, without a loss."""
    verbose = "-v" in arguments
    chosen = [name for name in arguments if not name.startswith("-")]
    for folder, cases in messages().items():
        if not chosen or folder in chosen:
            print(measure(cases, verbose).line(folder))
    programs = [(f"{r.group}/{r.name}", read(r.raw), r.expect, {}, False) for r in replies()]
    own = (("own layouts", layout_cases()), ("own cases", single_cases()))
    for name, found in (
        *((n, [(c.name, c.message, c.expect, {}, False, c.known) for c in f]) for n, f in own),
        ("own programs", programs),
    ):
        if not chosen or "own" in chosen:
            print(measure(found, verbose).line(name))


def main(count: int = 0) -> None:
    """The figures, and what other parsers make of the same mail."""
    figures([])
    print()
    agreements()


if __name__ == "__main__":
    figures(sys.argv[1:])
