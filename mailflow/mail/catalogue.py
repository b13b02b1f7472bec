"""What letters say in other languages: ``locale/<language>/letters.po``, the English sentence being the key.

Catalogues are read at load and not compiled at install: a translation mended in a folder of one's own templates holds
with the next start, and there is no second file that could disagree with its source.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from gettext import c2py
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

FILE = "letters.po"
GAP = re.compile(r"\{\w+\}")
ANY = re.compile(r"\{[^}]*\}?|\}")
COUNTS = {"{count}", "{n}"}


class CatalogueFault(ValueError):
    """A catalogue cannot be read; the text names it."""


class Catalogue:
    """One language's sentences. What is not translated, marked as doubtful, or has gaps that nothing fills is said in
    English."""

    def __init__(self, language: str, source: Catalog) -> None:
        self.language = language
        self._form: Callable[[int], int] = c2py(source.plural_expr)
        self._said: dict[str, str] = {}
        self._counted: dict[str, tuple[str, ...]] = {}
        for message in source:
            if message.id and not message.fuzzy:
                self._add(message.id, message.string)

    def _add(self, key: str | list[str] | tuple[str, ...], said: str | list[str] | tuple[str, ...] | None) -> None:
        forms = [said] if isinstance(said, str) else list(said or ())
        if not forms or not all(forms) or not fits(key, forms):
            return
        if isinstance(key, str):
            self._said[key] = forms[0]
        else:
            self._counted |= {form: tuple(forms) for form in key}

    def say(self, text: str) -> str:
        """The sentence in this language."""
        return self._said.get(text, text)

    def counted(self, text: str, number: int) -> str | None:
        """The form for that number of the sentence, given in either of its English forms; None where it has none."""
        forms = self._counted.get(text)
        return None if forms is None else forms[self._form(abs(number))]


def fits(key: str | Sequence[str], forms: Sequence[str]) -> bool:
    """Whether every gap of a translation is one that the English sentence fills, too."""
    texts = [key] if isinstance(key, str) else key
    known = {gap for text in texts for gap in GAP.findall(text)} | (COUNTS if len(texts) > 1 else set())
    return all(set(ANY.findall(form)) <= known for form in forms)


class Catalogues:
    """Every language there is; each catalogue is read when somebody is first written to in its language."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._sources = {
            folder.removeprefix("locale/"): source
            for name, source in templates.items()
            for folder, _, file in [name.rpartition("/")]
            if folder.startswith("locale/") and file == FILE
        }
        self.of = cache(self._read)

    @property
    def languages(self) -> list[str]:
        """Those that there are."""
        return sorted(self._sources)

    def __contains__(self, language: str) -> bool:
        return language in self._sources

    def for_reader(self, language: str) -> Catalogue | None:
        """The catalogue of a reader's language, ``pt-BR`` being written to in ``pt``. Raises CatalogueFault."""
        known = (one for one in (language, language.partition("-")[0]) if one in self)
        found = next(known, None)
        return None if found is None else self.of(found)

    def _read(self, language: str) -> Catalogue | None:
        """The catalogue of that language, if there is one. Raises CatalogueFault where it is broken."""
        source = self._sources.get(language)
        return None if source is None else Catalogue(language, parsed(source, language))


def _line(fault: Exception) -> int:
    return (getattr(fault, "lineno", None) or 0) + 1


def parsed(source: str, language: str) -> Catalog:
    """A catalogue's text. Raises CatalogueFault where it is broken."""
    try:
        return read_po(BytesIO(source.encode()), locale=language, abort_invalid=True)
    except (PoFileError, ValueError) as fault:
        raise CatalogueFault(f"locale/{language}/{FILE}:{_line(fault)}: {fault}") from fault
