"""Prints what was understood of the replies, after the tests that judged them."""

import sys

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures of each folder of replies."""
    replies = sys.modules.get("tests.corpus.test_replies")
    if replies is None or not replies.judged.cache_info().currsize:
        return
    terminalreporter.section("replies understood")
    for name, figures in replies.by_group(replies.judged()).items():
        terminalreporter.write_line(figures.row(name))
