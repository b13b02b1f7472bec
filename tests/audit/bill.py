"""The bill of materials as CycloneDX 1.6 has it: every package that an installation may hold, from its lock file."""

import json
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from tests.audit.lock import Pin

FILE = "sbom.cdx.json"


def bill(found: Mapping[str, Pin], version: str) -> str:
    """The document; always the same for the same pins."""
    components = [_component(pin) for _, pin in sorted(found.items())]
    serial = uuid5(NAMESPACE_URL, json.dumps([version, components]))
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{serial}",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "application",
                    "bom-ref": "mailflow",
                    "name": "mailflow",
                    "version": version,
                    "purl": f"pkg:pypi/mailflow@{version}",
                }
            },
            "components": components,
        },
        indent=1,
    )


def _component(pin: Pin) -> dict[str, object]:
    purl = f"pkg:pypi/{pin.name}@{pin.version}"
    prints = [{"url": f"https://pypi.org/project/{pin.name}/{pin.version}/", "type": "distribution"}]
    hashes = [{"alg": "SHA-256", "content": digest} for digest in sorted(pin.hashes)]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": pin.name,
        "version": pin.version,
        "purl": purl,
        "externalReferences": [{**one, "hashes": hashes} for one in prints],
    }
