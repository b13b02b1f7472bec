"""``python -m audit``: the pins fit pyproject.toml, the bill fits the pins, and no pin has a hole that is known.

``--lock`` resolves the pins anew (with uv), and writes the bill. Status 1 where something is wrong; what could not be
looked up, offline say, is told loudly and is no fault.
"""

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec

from audit.bill import FILE, bill
from audit.lock import DEVELOP, EXTRAS, ROOT, RUN, faults, pins
from mailflow import __version__

PATIENCE = 90


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
    if told:
        print("audit: `python -m audit --lock` resolves the pins anew and writes the bill")
    return 1 if told else 0


def _lock() -> None:
    """Pins for every system and Python that the project is for."""
    for name, extras in EXTRAS.items():
        wanted = [word for extra in extras for word in ("--extra", extra)]
        usual = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--upgrade"]
        header = ["--custom-compile-command", "python -m audit --lock"]
        command = ["uv", "pip", "compile", "-q", *usual, *header, *wanted, "pyproject.toml", "-o", name]
        subprocess.run(command, check=True, cwd=ROOT)
    (ROOT / FILE).write_text(bill(pins((ROOT / RUN).read_text()), __version__))


def _holes() -> list[str]:
    """Known holes in what is pinned, by pip-audit."""
    if find_spec("pip_audit") is None:
        return _left_out("pip-audit is not installed (pip install '.[dev]')")
    given = ["--require-hashes", "--disable-pip", "-r", DEVELOP, "--format", "json", "--timeout", "10"]
    command = [sys.executable, "-m", "pip_audit", *given, "--progress-spinner", "off"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE)
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return _left_out("the service that knows holes gives no answer")
    unknown = [one["name"] for one in found if "skip_reason" in one]
    if unknown:
        _left_out(f"{len(unknown)} of {len(found)} packages are not known to the service: {', '.join(unknown[:5])} …")
    return [f"{one['name']} {one['version']}: {hole['id']}" for one in found for hole in one.get("vulns", ())]


def _left_out(why: str) -> list[str]:
    width = min(shutil.get_terminal_size().columns, 100)
    print("!" * width, f"THE LOOK FOR KNOWN HOLES WAS LEFT OUT: {why}", "!" * width, sep="\n")
    return []


if __name__ == "__main__":
    sys.exit(main())
