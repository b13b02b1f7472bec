"""Sentences in Python: whatever reaches a phrase, an offer or a counted sentence, followed back to where it is written.

Nothing needs a mark of its own but what no reader of one file could follow; that is said as an error, with its line.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

GAP = re.compile(r"\{\w+\}")
Message = str | tuple[str, str]
TAKES = {
    "phrase": (0,),
    "Phrase": (0,),
    "sentence": (0,),
    "refused": (1,),
    "about_project": (0,),
    "say": (0,),
    "Offer": (0, 1, 2),
}
"""Which arguments of a call are sentences."""
COUNTS = frozenset({"counted", "tell"})
WORDS = "words"
PLACES = (
    "commands/*.py",
    "commands/reading/*.py",
    "domain/*.py",
    "flows/*.py",
    "letters/*.py",
    "mail/wording.py",
    "mail/compose.py",
    "report/*.py",
)
NOT_SENTENCES = frozenset({"commands/words.py", "letters/samples.py", "letters/said.py"})
"""A namesake that reads vocabularies; the samples' own words; what was said before."""


class Unfollowed(ValueError):
    """A sentence that is put together, or comes from where it cannot be followed; the text says where."""


def messages_in(root: Path) -> Iterator[tuple[str, int, Message]]:
    """File, line and text of every sentence of the package. Raises Unfollowed where one cannot be followed."""
    for place in PLACES:
        for path in sorted(root.glob(place)):
            name = path.relative_to(root).as_posix()
            if name not in NOT_SENTENCES:
                for line, text in _File(name, path.read_text("utf-8")).messages():
                    yield f"mailflow/{name}", line, text


@dataclass(frozen=True)
class Names:
    """What a function's names stand for: those that it sets, and those that were passed in."""

    local: dict[str, list[ast.expr]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()


class _File:
    def __init__(self, name: str, source: str) -> None:
        self._name = name
        self._tree = ast.parse(source)
        self._module = _assigned(self._tree.body)

    def messages(self) -> Iterator[tuple[int, Message]]:
        yield from self._within(self._tree, Names())

    def _within(self, node: ast.AST, names: Names) -> Iterator[tuple[int, Message]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef):
                arguments = (*child.args.args, *child.args.kwonlyargs, *child.args.posonlyargs)
                yield from self._within(child, Names(_assigned(child.body), frozenset(a.arg for a in arguments)))
                continue
            if isinstance(child, ast.Call):
                yield from self._called(child, names)
            if isinstance(child, ast.Dict):
                yield from self._words(child, names)
            yield from self._within(child, names)

    def _called(self, call: ast.Call, names: Names) -> Iterator[tuple[int, Message]]:
        name = _name(call.func)
        if name in COUNTS:
            for pair in self._pairs(call):
                yield call.lineno, pair
        for place in TAKES.get(name, ()):
            if place < len(call.args):
                for text in self._texts(call.args[place], names):
                    yield call.lineno, text

    def _words(self, node: ast.Dict, names: Names) -> Iterator[tuple[int, Message]]:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == WORDS and isinstance(value, ast.Constant | ast.Subscript):
                for text in self._texts(value, names):
                    yield node.lineno, text

    def _pairs(self, call: ast.Call) -> Iterator[tuple[str, str]]:
        first = call.args[0]
        if isinstance(first, ast.Starred):
            source = first.value.value if isinstance(first.value, ast.Subscript) else first.value
            held = self._module.get(source.id, []) if isinstance(source, ast.Name) else []
            for found in (pair for each in held for pair in ast.walk(each) if isinstance(pair, ast.Tuple)):
                yield self._plain(found.elts[0]), self._plain(found.elts[1])
            return
        yield self._plain(first), self._plain(call.args[1])

    def _plain(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise self._lost(node)

    def _texts(self, node: ast.expr, names: Names) -> Iterator[str]:
        """Every text that an expression can have; what was passed in or read from a record is somebody else's."""
        match node:
            case ast.Constant(value=str(text)):
                yield from [text] if any(c.isalpha() for c in GAP.sub("", text)) else []
            case ast.IfExp():
                yield from self._texts(node.body, names)
                yield from self._texts(node.orelse, names)
            case ast.Name(id=name) if name in names.local or name in self._module:
                for value in names.local.get(name) or self._module[name]:
                    yield from self._texts(value, names)
            case ast.Name(id=name) if name in names.given:
                return
            case ast.Subscript(value=table):
                yield from self._looked_up(node, table, [], names)
            case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[_, *others]):
                yield from self._looked_up(node, table, others, names)
            case ast.Call(func=ast.Name(id=name)) if name in TAKES or name in {"next", "str"}:
                return
            case ast.Call(func=ast.Attribute(value=ast.Name(id="said"))) | ast.Attribute():
                return
            case _:
                raise self._lost(node)

    def _looked_up(self, node: ast.expr, table: ast.expr, others: Sequence[ast.expr], names: Names) -> Iterator[str]:
        if not isinstance(table, ast.Name) or table.id not in self._module:
            raise self._lost(node)
        for value in self._module[table.id]:
            for each in value.values if isinstance(value, ast.Dict) else [value]:
                yield from self._texts(each, names)
        for other in others:
            yield from self._texts(other, names)

    def _lost(self, node: ast.expr) -> Unfollowed:
        text = f"mailflow/{self._name}:{node.lineno}: {ast.unparse(node)}"
        return Unfollowed(f"{text}: write the whole sentence in one place, or mark it with sentence()")


def _name(called: ast.expr) -> str:
    """A function's name, or that of a wording's method."""
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.attr in {"say", "tell"}:
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _assigned(body: list[ast.stmt]) -> dict[str, list[ast.expr]]:
    """What each name is set to, wherever in these statements; functions within keep theirs."""
    found: dict[str, list[ast.expr]] = {}
    for node in (inner for statement in body for inner in _statements(statement)):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                for name, value in pairs:
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, []).append(value)
    return found


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.expr):
        for child in ast.iter_child_nodes(node):
            yield from _statements(child)
