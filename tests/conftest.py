"""Which servers there are, and a loud word about those that are not."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.left_out import PREFIX

# How quick this machine is at the moment is no rule of mailflow's.
settings.register_profile("mailflow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("mailflow")

pytest_plugins = tuple(
    f"tests.servers.{path.stem}"
    for path in sorted((Path(__file__).parent / "servers").glob("*.py"))
    if "@pytest.fixture" in path.read_text()
)

_TOGETHER = ("tests/faults/",)
_REAL = ("dovecot", "postfix", "postgres", "smtp_sink")
_left_out: dict[str, int] = {}
_figures: Counter[str] = Counter()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses a real server's fixture is marked `real`."""
    for item in items:
        if any(name.startswith(_REAL) for name in getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.real)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What sets much up stays with one worker, file by file; everything else goes wherever there is room. (The groups
    of xdist 3.8 do nothing under pytest 9.)"""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.partition("::")[0]
            return path if path.startswith(_TOGETHER) else nodeid

    return ByFile(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "teardown":
        for figures in (value for name, value in report.user_properties if name == "figures"):
            _figures.update(figures)  # type: ignore[arg-type]
    if report.skipped and isinstance(report.longrepr, tuple) and PREFIX in report.longrepr[2]:
        what = report.longrepr[2].partition(PREFIX)[2]
        _left_out[what] = _left_out.get(what, 0) + 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _left_out and _all_are_wanted() and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    _tell_figures(terminalreporter)
    if not _left_out:
        return
    terminalreporter.section("NOT ALL TESTS RAN", sep="!", red=True, bold=True)
    for what, count in sorted(_left_out.items()):
        terminalreporter.write_line(f"{count} left out for want of {what}", red=True)
    if _all_are_wanted():
        terminalreporter.write_line("CI=true: leaving any out is a failure.", red=True, bold=True)


def _all_are_wanted() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def _tell_figures(terminalreporter: pytest.TerminalReporter) -> None:
    """How much hostile mail was sent, and what came of it: the last three are to be 0."""
    if _figures:
        last = ("executed above its level", "answered that should be silent", "over a limit")
        terminalreporter.section("hostile mail")
        for name in [*sorted(set(_figures) - set(last)), *last]:
            terminalreporter.write_line(f"{name:42} {_figures[name]:7,}")
