"""The stylesheet is written into the templates' class attributes once, not into each letter."""

import re
from collections.abc import Mapping

from css_inline import CSSInliner

_CLASS = re.compile(r'(?<=\s)class="([a-z0-9 -]+)"')
_PROBE = re.compile(r'class="([a-z0-9 -]+)" style="([^"]*)"')


def inlined(templates: Mapping[str, str], stylesheet: str) -> dict[str, str]:
    """The templates with a style attribute beside every class attribute, as `stylesheet` has it.

    Class attributes have to be literal and selectors plain classes. The class stays, for the dark scheme's rules.
    """
    found = {match for source in templates.values() for match in _CLASS.findall(source)}
    styles = _styles(sorted(found), stylesheet)
    return {
        name: _CLASS.sub(lambda m: f'class="{m[1]}"{styles[m[1]]}', source) if name.endswith(".html") else source
        for name, source in templates.items()
    }


def _styles(classes: list[str], stylesheet: str) -> dict[str, str]:
    """For each value of a class attribute the style attribute that belongs beside it."""
    probes = "".join(f'<p class="{value}"></p>' for value in classes)
    page = f"<html><head><style>{stylesheet}</style></head><body>{probes}</body></html>"
    whole = CSSInliner(load_remote_stylesheets=False).inline(page)
    styled = {value: f' style="{style}"' for value, style in _PROBE.findall(whole)}
    return {value: styled.get(value, "") for value in classes}
