"""Stories are told on the same stages as routes."""

from tests.routes.conftest import _furnished_once, open_route

__all__ = ["_furnished_once", "open_route"]
