"""Chromium without a window."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

PATIENCE = 110
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1")
SCHEMES = {"light": "1", "dark": "0"}
"""Each colour scheme that a reader may prefer, as Chromium's settings call it."""


def installed() -> str | None:
    """The program, where there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def photograph(page: Path, picture: Path, width: int, height: int, scheme: str) -> None:
    """That much of a page, as a PNG."""
    _run(page, scheme, f"--window-size={width},{height}", f"--screenshot={picture}")


def measured(html: str, scheme: str) -> object:
    """What a page's script leaves in its title, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        dom = _run(page, scheme, "--dump-dom", "--window-size=1000,1000")
    title = dom.partition("<title>")[2].partition("</title>")[0]
    return json.loads(title.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def _run(page: Path, scheme: str, *options: str) -> str:
    program = installed()
    if program is None:
        raise FileNotFoundError("chromium is not installed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as profile:
        setting = f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"
        command = [program, *QUIET, f"--user-data-dir={profile}", setting, *options, page.resolve().as_uri()]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    return done.stdout
