"""Where each secret of an installation comes from, without telling it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mailflow.config import SECRETS
from mailflow.doctor.machine import Kept
from mailflow.toml_source import Source


def secrets_kept(path: Path, environ: Mapping[str, str]) -> Iterator[Kept]:
    """Every secret that the config at `path` uses, in the order in which places go before each other."""
    data = Source(path).data
    credentials = environ.get("CREDENTIALS_DIRECTORY", "")
    for table, key, variable, credential in SECRETS:
        section = data.get(table)
        section = section if isinstance(section, dict) else {}
        name = f"{table} {key}"
        if environ.get(variable):
            yield Kept(name, f"from the environment ({variable})")
        elif credentials and (Path(credentials) / credential).is_file():
            yield Kept(name, f"a systemd credential ({credential})")
        elif section.get(f"{key}_file"):
            yield Kept(name, "a file", path.parent / Path(str(section[f"{key}_file"])).expanduser())
        elif section.get(key) and (key != "url" or urlsplit(str(section[key])).password):
            yield Kept(name, "the config", path)
