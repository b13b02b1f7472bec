"""Templates whose English sentences are put together when they are compiled: where nothing is translated, nothing is
looked up."""

import re
from collections.abc import Iterator

from jinja2 import Environment, nodes

SAY = "_"
GAP = re.compile(r"\{(\w+)\}")


class EnglishEnvironment(Environment):
    """Reads ``_("a {b}", b=f.b)`` as ``"a " ~ f.b``."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _spoken(super()._parse(source, name, filename))


def _spoken(template: nodes.Template) -> nodes.Template:
    _within(template)
    return template


def _within(node: nodes.Node) -> None:
    for name, value in node.iter_fields():
        if isinstance(value, nodes.Node):
            _within(value)
            setattr(node, name, _plain(value))
        elif isinstance(value, list):
            for each in value:
                if isinstance(each, nodes.Node):
                    _within(each)
            value[:] = [_plain(each) if isinstance(each, nodes.Node) else each for each in value]


def _plain(node: nodes.Node) -> nodes.Node:
    """A sentence with its gaps filled; whatever else, as it is."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != SAY:
        return node
    text = node.args[0]
    if not isinstance(text, nodes.Const) or node.dyn_args or node.dyn_kwargs:
        return node
    parts = list(_parts(str(text.value), {one.key: one.value for one in node.kwargs}, node.lineno))
    return (
        parts[0] if len(parts) == 1 and isinstance(parts[0], nodes.Const) else nodes.Concat(parts, lineno=node.lineno)
    )


def _parts(text: str, gaps: dict[str, nodes.Expr], line: int) -> Iterator[nodes.Expr]:
    for place, part in enumerate(GAP.split(text)):
        if place % 2:
            yield gaps[part]
        elif part:
            yield nodes.Const(part, lineno=line)
