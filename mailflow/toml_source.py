"""TOML files with the line of every key, and faults that say where they are and what to do about them."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from mailflow.toml_lines import Location, line_of, lines_of

Model = TypeVar("Model", bound=BaseModel)
LIKELY = 70
SECRET = frozenset({"password", "token_command", "url", "channels", "alerts"})


class _Hidden:
    """Stands for a value that no fault may repeat."""

    def __repr__(self) -> str:
        return "what stands there"


_HIDDEN = _Hidden()


class Section(BaseModel):
    """A table of a config file: nothing but what is named is allowed, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, and what to do about it. `line` 0: the whole file."""

    file: str
    line: int
    key: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.text}" if self.key else f"{place}: {self.text}"


class ConfigFault(Exception):
    """Everything that is wrong with a config, one line each."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line)))
        super().__init__("\n".join(map(str, self.faults)))


class Source:
    """A TOML file that was read. Raises ConfigFault where it cannot be read, or is no TOML."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        text = self._text(path)
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as fault:
            found = re.search(r"\(at line (\d+)", str(fault))
            line = int(found.group(1)) if found else len(text.splitlines())
            words = re.sub(r" \(at .*\)$", "", str(fault))
            raise ConfigFault([Fault(self.name, line, "", f"not TOML: {words}; correct this line")]) from fault
        self._lines = lines_of(text)

    def _text(self, path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except OSError as fault:
            words = f"cannot be read: {fault.strerror or fault}; say which file with --config or MAILFLOW_CONFIG"
            raise ConfigFault([Fault(self.name, 0, "", words)]) from fault
        except UnicodeDecodeError as fault:
            words = "not UTF-8; save it as UTF-8"
            raise ConfigFault([Fault(self.name, 0, "", words)]) from fault

    def fault(self, location: Location, text: str) -> Fault:
        """A fault at that key, or at the nearest table around it."""
        return Fault(self.name, line_of(self._lines, location), _spelled(location), text)

    def parse(self, model: type[Model]) -> tuple[Model | None, list[Fault]]:
        """The file as `model`, or every fault in it."""
        try:
            return model.model_validate(self.data), []
        except ValidationError as error:
            return None, self._faults(model, error)

    def _faults(self, model: type[BaseModel], error: ValidationError) -> list[Fault]:
        found: dict[tuple[int, str], Fault] = {}
        for detail in error.errors(include_url=False):
            location = _within(self.data, detail["loc"])
            fault = self.fault(location, _worded(detail, _known_keys(model, location)))
            found.setdefault((fault.line, fault.key), fault)
        return list(found.values())


def _within(data: object, location: Iterable[int | str]) -> Location:
    """The part of pydantic's location that names keys, without the names of the types that it tried."""
    path: list[int | str] = []
    for step in location:
        if isinstance(data, Mapping):
            path.append(step)
            if step not in data:
                break
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
    return tuple(path)


def _spelled(location: Location) -> str:
    """``milestones[2].due``: entries of a list count from 1, as people count."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in location).removeprefix(".")


def _known_keys(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that the table around `location` knows."""
    here: type[BaseModel] | None = model
    for step in location[:-1]:
        if isinstance(step, str) and here is not None and step in here.model_fields:
            here = _model_in(here.model_fields[step].annotation)
    return [] if here is None else list(here.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)


def _worded(detail: ErrorDetails, known: Sequence[str]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", detail["msg"]))
    if kind == "extra_forbidden":
        return _unknown(str(detail["loc"][-1]), known)
    wording = _WORDINGS.get(kind)
    value = _HIDDEN if detail["loc"][-1] in SECRET else detail["input"]
    return detail["msg"] if wording is None else wording(context, value)


def _unknown(key: str, known: Sequence[str]) -> str:
    near = process.extractOne(key, known, score_cutoff=LIKELY)
    return f"no such key; did you mean {near[0]}?" if near else f"no such key; remove it (known: {', '.join(known)})"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


_WORDINGS: dict[str, Callable[[Mapping[str, Any], object], str]] = {
    "missing": lambda context, value: "is missing; add it",
    "string_type": lambda context, value: f"needs text in quotes, not {_shown(value)}",
    "int_type": lambda context, value: f"needs a whole number without quotes, not {_shown(value)}",
    "bool_type": lambda context, value: f"needs true or false without quotes, not {_shown(value)}",
    "list_type": lambda context, value: f"needs a list in [brackets], not {_shown(value)}",
    "tuple_type": lambda context, value: f"needs a list in [brackets], not {_shown(value)}",
    "model_type": lambda context, value: f"needs a table of keys, not {_shown(value)}",
    "literal_error": lambda context, value: f"needs {context['expected']}, not {_shown(value)}",
    "greater_than_equal": lambda context, value: f"needs at least {context['ge']}, not {_shown(value)}",
    "less_than_equal": lambda context, value: f"needs at most {context['le']}, not {_shown(value)}",
    "too_short": lambda context, value: "is empty; name at least one",
    "string_too_short": lambda context, value: "is empty; say something",
}
