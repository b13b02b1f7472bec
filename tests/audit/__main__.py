"""``python -m tests.audit``: the pins fit pyproject.toml, the bill fits the pins, and no pin has a hole that is known.

``--lock`` resolves the pins anew (with uv), and writes the bill. Status 1 where something is wrong; what could not be
looked up, offline say, is told loudly, and is a fault with ``--strict`` only, as for a release. That the service
answers is not enough: it is asked about a package that is known to have holes, too.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mailflow import __version__
from tests.audit.bill import FILE, bill
from tests.audit.lock import DEVELOP, EXTRAS, ROOT, RUN, faults, pins

PATIENCE = 90
CANARY = ("django", "1.11.1")
"""Not ours; many holes are known in it."""


def main() -> int:
    """All of it; the exit status."""
    if "--lock" in sys.argv[1:]:
        if shutil.which("uv") is None:
            print("audit: resolving pins for every system takes uv: pip install uv")
            return 2
        _lock()
    told = [f"{name}: {fault}" for name in EXTRAS for fault in faults((ROOT / name).read_text(), EXTRAS[name])]
    if (ROOT / FILE).read_text() != bill(pins((ROOT / RUN).read_text()), __version__):
        told.append(f"{FILE} is not what {RUN} says")
    told += _holes()
    for fault in told:
        print(f"audit: {fault}")
    if any("not looked for" not in fault for fault in told):
        print("audit: `python -m tests.audit --lock` resolves the pins anew and writes the bill")
    return 1 if told else 0


def _lock() -> None:
    """Pins for every system and Python that the project is for."""
    for name, extras in EXTRAS.items():
        wanted = [word for extra in extras for word in ("--extra", extra)]
        usual = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--upgrade"]
        header = ["--custom-compile-command", "python -m tests.audit --lock"]
        command = ["uv", "pip", "compile", "-q", *usual, *header, *wanted, "pyproject.toml", "-o", name]
        subprocess.run(command, check=True, cwd=ROOT)
    (ROOT / FILE).write_text(bill(pins((ROOT / RUN).read_text()), __version__))


def _holes() -> list[str]:
    """Known holes in what is pinned, by pip-audit."""
    if find_spec("pip_audit") is None:
        return _left_out("pip-audit is not installed (pip install '.[dev]')")
    with TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(f"{CANARY[0]}=={CANARY[1]} --hash=sha256:{'0' * 64}\n")
        given = ["--require-hashes", "--disable-pip", "-r", DEVELOP, "-r", str(canary), "--format", "json"]
        command = [sys.executable, "-m", "pip_audit", *given, "--timeout", "10", "--progress-spinner", "off"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
            found = json.loads(done.stdout)["dependencies"]
        except subprocess.TimeoutExpired:
            return _left_out(f"the service that knows holes gave no answer within {PATIENCE} seconds")
        except (ValueError, KeyError):
            said = done.stderr.strip().splitlines()
            return _left_out(f"the service that knows holes gives no answer: {said[-1][:200] if said else 'no word'}")
    holes, why = judged(found)
    print(f"audit: {len(found) - 1} packages were asked about, {len(holes)} holes are known in them")
    return [*holes, *(_left_out(why) if why else [])]


def judged(found: Sequence[Mapping[str, Any]]) -> tuple[list[str], str]:
    """What pip-audit's answer comes to: the holes in what is pinned, and why it is not to be relied on, if so."""
    asked = [one for one in found if one["name"] != CANARY[0]]
    holes = [f"{one['name']} {one['version']}: {hole['id']}" for one in asked for hole in one.get("vulns", ())]
    if not any(one.get("vulns") for one in found if one["name"] == CANARY[0]):
        return holes, f"the service does not even know the holes of {' '.join(CANARY)}, so its silence says nothing"
    unknown = [str(one["name"]) for one in asked if "skip_reason" in one]
    if unknown:
        return holes, f"the service does not know {len(unknown)} of {len(asked)}: {', '.join(unknown[:5])} …"
    return holes, ""


def _left_out(why: str) -> list[str]:
    """Told where nobody overlooks it; a fault where ``--strict`` says that nothing may be left out."""
    width = min(shutil.get_terminal_size().columns, 100)
    print("!" * width, f"THE LOOK FOR KNOWN HOLES WAS LEFT OUT: {why}", "!" * width, sep="\n")
    return ["known holes were not looked for"] if "--strict" in sys.argv[1:] else []


if __name__ == "__main__":
    sys.exit(main())
