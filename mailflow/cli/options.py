"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

USUAL_PLACES = (Path("config/mailflow.toml"), Path("/etc/mailflow/mailflow.toml"))


def config_option(function: Decorated) -> Decorated:
    """``--config FILE``, else MAILFLOW_CONFIG, else the first of the usual places that exists."""
    return click.option(
        "--config",
        "config_path",
        type=click.Path(path_type=Path),
        envvar="MAILFLOW_CONFIG",
        default=_usual,
        show_default="config/mailflow.toml, or /etc/mailflow/mailflow.toml",
        help="The daemon's config file.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """``--json``: one object a line, for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for scripts.")(function)


def _usual() -> Path:
    return next((place for place in USUAL_PLACES if place.exists()), USUAL_PLACES[0])
