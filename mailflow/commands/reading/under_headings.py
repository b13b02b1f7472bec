"""What the heading above makes of a line, and lines that are headings themselves."""

from typing import TYPE_CHECKING

from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.sections import LEFT, LISTED, Section, darken, is_told, listed, section_of

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader


def under_heading(reader: "Reader", line: Line, before: int) -> None:
    """What the heading above makes of this line; or this line is a heading itself."""
    section, fresh = reader.section, reader.found[before:]
    if line.open_box:
        darken(Section(LEFT, line), fresh)
    opened = section_of(line, reader.units, fresh, reader.setting.clock, sectioned=reader.sectioned)
    reader.sectioned = reader.sectioned or opened is not None
    if opened is not None or section is None or not section.reaches(line):
        reader.section = opened
    elif section.kind in LISTED:
        _listed(reader, section, line, fresh)
    else:
        darken(section, fresh)
    if opened is not None and fresh and fresh[0].verb == "question":
        reader.found.remove(fresh[0])


def _listed(reader: "Reader", section: Section, line: Line, fresh: list[Finding]) -> None:
    """ "Done:", "In progress:" over a list of milestones."""
    found = listed(section, line, fresh, reader.units, reader.setting.clock, names_only=reader.names_only)
    if is_told(section, found, fresh, reader.units) and section.first in reader.found:
        reader.found.remove(section.first)
    if found is not None:
        reader.keep(found)
    elif not section.closed:
        reader.section = None
