"""Files and links that come with a message: what is remembered of them, whatever becomes of their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.domain.record import Json

PICTURE = "picture"
"""Why a file was left out that nobody sent as a file: a logo, a picture of a signature, a tracking pixel."""


_TEXTS = ("name", "type", "sha256", "left", "risk", "claimed")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a message.

    `name` is safe to show and to save under; `type` is what the content looks like; `size` counts octets and `sha256`
    is the content's, in hexadecimal. `left` says why the content was not kept: ``large``, ``many``, ``total``,
    ``partial``, ``empty``, ``picture``; empty where it was. `risk` says why it is never passed on: ``program``,
    ``script``, ``page``, ``archive``, ``macros``, ``mail``, ``disguised``. `claimed` is the type that its name
    promises, where the content is another. `inline`: it is a picture that stands in the text.
    """

    name: str
    type: str
    size: int
    sha256: str = ""
    left: str = ""
    risk: str = ""
    claimed: str = ""
    inline: bool = False

    @property
    def kept(self) -> bool:
        """Whether its bytes are with us."""
        return not self.left

    def as_json(self) -> dict[str, Json]:
        """What a record and a letter's facts remember; what says nothing is left out."""
        said: dict[str, Json] = {"name": self.name, "type": self.type, "size": self.size, "sha256": self.sha256}
        more = {"left": self.left, "risk": self.risk, "claimed": self.claimed}
        return {**said, **{key: value for key, value in more.items() if value}}


def enclosed_from(data: Mapping[str, Json]) -> Enclosed:
    """The file that was remembered."""
    size = data.get("size")
    name, kind, digest, left, risk, claimed = (str(data.get(key) or "") for key in _TEXTS)
    return Enclosed(name, kind, size if isinstance(size, int) else 0, digest, left, risk, claimed)


def files_in(data: Mapping[str, Json]) -> tuple[Enclosed, ...]:
    """The files that a record, or a letter's facts, remember."""
    found = data.get("files")
    return tuple(enclosed_from(one) for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
