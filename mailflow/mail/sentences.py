"""Catalogues of translated sentences: ``locale/<language>/sentences.toml``, the English one being the key."""

import tomllib
from collections.abc import Mapping

FILE = "sentences.toml"


def sentences_in(templates: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """For each language that has a catalogue, its sentences by the English ones."""
    found = {}
    for name, source in templates.items():
        folder, _, file = name.rpartition("/")
        if folder.startswith("locale/") and file == FILE:
            found[folder.removeprefix("locale/")] = {k: str(v) for k, v in tomllib.loads(source).items()}
    return found
