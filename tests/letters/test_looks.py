"""What mail programs do to a letter: cut it, darken it, narrow it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from mailflow.letters.sample_project import _record, at
from mailflow.mail.mail_parts import Part
from tests.letters.desk import OLIVIA, TEMPLATES, all_samples, composer, head_of, milestone, project, submitted
from tests.letters.test_facts import facts

CLIPPED = 100 * 1024
"""Gmail cuts a letter that is longer."""

READABLE = 4.5
"""Contrast of text, by WCAG 2 AA."""

STYLES = (TEMPLATES / "_layout" / "style.css").read_text()
LAYOUT = (TEMPLATES / "_layout" / "letter.html").read_text()
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def crowd() -> object:
    """Thirty contractors' worth of milestones: late, at risk, submitted, all of them moved this week."""
    now = at("12-04", 15)
    late = [milestone(n, "2026-12-01") for n in range(1, 41)]
    soon = [milestone(n, "2026-12-07") for n in range(41, 71)]
    waiting = [submitted("2026-12-03 10:00", n) for n in range(71, 101)]
    everything = [replace(m, title=f"{m.title}: a title of the usual length") for m in (*late, *soon, *waiting)]
    text = "This took longer than I thought, and here is why. " * 8
    records = tuple(
        replace(_record(n, now - timedelta(days=1), "progress", n, "dana", percent=50, text=text, shared=True))
        for n in range(1, 101)
    )
    return replace(project(*everything), recent=records)


@pytest.mark.parametrize("letter", ["digest", "round_up"])
def test_the_longest_letters_are_not_cut(letter: str) -> None:
    snapshot = crowd()
    found = facts(letter, snapshot, "olivia", now=at("12-04", 15), day="2026-11-30")  # type: ignore[arg-type]
    head = replace(head_of(all_samples()["digest"]), to=OLIVIA)
    page = composer().render([Part(letter, found)], head)
    assert len(page.html.encode()) < CLIPPED


def declared(css: str) -> dict[str, dict[str, str]]:
    """Each class's colours."""
    found: dict[str, dict[str, str]] = {}
    for selectors, body in RULE.findall(css):
        colours = dict(re.findall(r"(?<![-\w])(color|background-color):\s*(#[0-9a-f]{6})", body))
        for selector in re.findall(r"\.([\w-]+)", selectors):
            found.setdefault(selector, {}).update(colours)
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


ON = {"glance-number": "glance", "glance-label": "glance", "foot-inner": "frame", "link": "frame"}
ON |= {f"{kind}-main-{part}": f"{kind}-main" for kind in ("tap", "cell") for part in ("link", "label")}
ON |= {"tap-main-words": "tap-main"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(scheme: str) -> None:
    light = declared(STYLES)
    dark = declared(LAYOUT.partition("prefers-color-scheme: dark) {")[2].partition("@media")[0])
    classes = light if scheme == "light" else {n: {**light.get(n, {}), **c} for n, c in {**light, **dark}.items()}
    for name, colours in classes.items():
        if "color" not in colours:
            continue
        ground = classes[ON.get(name, "card")]["background-color"]
        assert contrast(colours["color"], ground) >= READABLE, (name, colours["color"], ground)
