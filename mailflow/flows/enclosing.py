"""Which files go with a mail: those that may be passed on, are with us, and fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mailflow.domain.enclosed import Enclosed
from mailflow.flows.exporting import Mail
from mailflow.flows.worth_saying import Said
from mailflow.mail.serialise import Enclosure
from mailflow.store import Store


def enclosed(store: Store, mail: Mail, most: int) -> Mail:
    """The mail with letters which know what of their files goes with them: `most` octets in all."""
    chosen = _chosen(store, [one for _, waiting in mail.letters for one in waiting.facts.encloses], most)
    return replace(mail, letters=[_knowing(said, chosen) for said in mail.letters])


def enclosures(store: Store, mail: Mail) -> list[Enclosure]:
    """The files that go with it, each once."""
    facts = [waiting.facts for _, waiting in mail.letters]
    going = {file.sha256: file for one in facts for file in one.encloses if file.sha256 in one.attached}
    found = ((one, store.attachments.files.read(digest)) for digest, one in going.items())
    kept = [Enclosure(one.name, one.type, content) for one, content in found if content is not None]
    return [*kept, *mail.made]


def _chosen(store: Store, files: Sequence[Enclosed], most: int) -> Mapping[str, Enclosed]:
    """The first ones that fit, by their hashes."""
    chosen: dict[str, Enclosed] = {}
    for one in files:
        octets = sum(other.size for other in chosen.values())
        fits = one.kept and not one.risk and octets + one.size <= most
        if fits and one.sha256 not in chosen and store.attachments.files.read(one.sha256) is not None:
            chosen[one.sha256] = one
    return chosen


def _knowing(said: Said, chosen: Mapping[str, Enclosed]) -> Said:
    claimed, waiting = said
    attached = frozenset(one.sha256 for one in waiting.facts.encloses) & chosen.keys()
    if not attached:
        return said
    return claimed, replace(waiting, facts=replace(waiting.facts, attached=attached))  # type: ignore[type-var]
