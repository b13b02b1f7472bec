"""Words of what was sent, beside a plain completion of the same: "attached is the menu. Milestone 3 is finished."."""

from mailflow.commands.reading.findings import Finding


def without_deliveries(found: list[Finding]) -> list[Finding]:
    """`found` without what would be asked about a delivery that a plain completion speaks of already."""
    plain = [one for one in found if one.verb == "done" and one.plain and not (one.trouble or one.denied)]
    return [one for one in found if not (one.weak and one.verb == "done" and one.trouble and _told(one, plain))]


def _told(sent: Finding, plain: list[Finding]) -> bool:
    """Whether a completion names what was sent, or, where nothing is named, stands in the same line."""
    aims = sent.aims or sent.previous
    if not aims:
        return any(one.line is sent.line and not one.aims for one in plain)
    named = {aim.number for one in plain for aim in one.aims if not aim.options}
    return all(aim.options and not named.isdisjoint(place.milestone for place in aim.options) for aim in aims)
