"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

USUAL_PLACES = (Path("config/mailflow.toml"), Path("/etc/mailflow/mailflow.toml"))
A_SCREENFUL = 100


def config_option(function: Decorated) -> Decorated:
    """``--config FILE``, else MAILFLOW_CONFIG, else the first of the usual places that exists."""
    return click.option(
        "--config",
        "config_path",
        metavar="FILE",
        type=click.Path(path_type=Path),
        envvar="MAILFLOW_CONFIG",
        default=_usual,
        show_default="MAILFLOW_CONFIG, else config/mailflow.toml, else /etc/mailflow/mailflow.toml",
        help="The daemon's config file.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """``--json``: one object a line, for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for scripts.")(function)


def limit_option(function: Decorated) -> Decorated:
    """``--limit N``: only the newest; see `newest`."""
    return click.option(
        "--limit",
        metavar="N",
        type=click.IntRange(min=0),
        help=f"Only the newest N, newest last; 0 is all.  [default: {A_SCREENFUL}, with --json all]",
    )(function)


def newest(limit: int | None, as_json: bool) -> int | None:
    """How many rows to show; None is all."""
    return (None if as_json else A_SCREENFUL) if limit is None else limit or None


def _usual() -> Path:
    return next((place for place in USUAL_PLACES if place.exists()), USUAL_PLACES[0])
