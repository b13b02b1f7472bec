"""TIMEZONE and LANGUAGE: how somebody is written to."""

import re
from functools import lru_cache
from zoneinfo import available_timezones

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.personal import changed
from mailflow.commands.wording import phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.reading import Asked
from mailflow.domain.snapshot import Snapshot

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)


def apply_timezone(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A zone by its name, or by its city where that is plain."""
    fitting = zones(asked.text or "")
    if len(fitting) != 1:
        offers = [f"timezone {zone}" for zone in fitting]
        text = "Which time zone do you mean? A name such as Asia/Manila is best."
        return refused("no_such_zone", text, *(offers or ["timezone Asia/Manila", "timezone Europe/Berlin"]))
    if act.by.zone == fitting[0]:
        return Outcome(phrase("Your time zone is {zone} already.", zone=fitting[0]))
    change, person = changed("timezone", snapshot, act, zone=fitting[0])
    return Outcome(phrase("From now on I reckon in {zone} for you.", zone=fitting[0]), (change,), person=person)


def zones(text: str) -> tuple[str, ...]:
    """The zones that are meant by a name, whatever its case, or by the name of a city."""
    wanted = text.strip().rstrip(".").casefold().replace(" ", "_")
    by_name, by_city = _zones()
    return by_name.get(wanted) or by_city.get(wanted) or ()


@lru_cache(maxsize=1)
def _zones() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    known = sorted(zone for zone in available_timezones() if not zone.startswith(("posix/", "right/", "Etc/")))
    cities: dict[str, tuple[str, ...]] = {}
    for zone in (zone for zone in known if "/" in zone):
        city = zone.rpartition("/")[2].casefold()
        cities[city] = (*cities.get(city, ()), zone)
    return {zone.casefold(): (zone,) for zone in known}, cities


def apply_language(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A language by its code; English words are always understood."""
    code = (asked.text or "").strip().casefold()
    if not _CODE.fullmatch(code):
        return refused("no_such_language", "Which language would you like? Its code is best.", "language en")
    if act.by.language == code:
        return Outcome(phrase("Your language is {language} already.", language=code))
    change, person = changed("language", snapshot, act, language=code)
    said = phrase("I will write in {language} as far as I can; English is always understood.", language=code)
    return Outcome(said, (change,), person=person)


TIMEZONE = Command("timezone", "TIMEZONE Asia/Manila", "timezone Asia/Manila", apply_timezone)
LANGUAGE = Command("language", "LANGUAGE es", "language es", apply_language)
