"""``preview``: every letter with sample facts, in a folder with an index page."""

from pathlib import Path

import click

from mailflow.cli.faults import USAGE, leave
from mailflow.demo.gallery import Picture, write_gallery
from mailflow.flows.desk import sketched, write_at
from mailflow.letters.samples import samples
from mailflow.mail.compose import TemplateFault
from mailflow.mail.mailbox import Mailbox
from mailflow.shipped import furnished, located

ADDRESS = Mailbox("projects@acme.example", "Acme projects")


@click.command(short_help="Every letter with sample facts, as pages.")
@click.argument("letter", required=False)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("preview"), show_default=True, help="Where to write."
)
@click.option(
    "--templates", type=click.Path(path_type=Path), help="A folder whose templates go before the shipped ones."
)
@click.option("--language", default="en", metavar="CODE", help="Whose letters they are: en, de, es …")
def preview(letter: str | None, out: Path, templates: Path | None, language: str) -> None:
    """Render each letter (or only LETTER) with sample facts into a folder with an index page."""
    chosen = [sample for sample in samples() if letter in (None, sample.name)]
    if not chosen:
        names = ", ".join(sorted({sample.name for sample in samples()}))
        leave(f"there is no letter {letter!r}; there are: {names}.", USAGE)
    desk = furnished(ADDRESS, templates)
    if language not in (known := ["en", *desk.composer.languages]):
        leave(f"no letters are written in {language!r}; the languages are: {', '.join(known)}.", USAGE)
    try:
        pictures = [Picture(sample.name, write_at(desk, sketched(sample, language)).raw) for sample in chosen]
    except TemplateFault as fault:
        raise TemplateFault(located(str(fault), templates)) from fault
    write_gallery(out, "Every letter, with sample facts", pictures)
    click.echo(f"{len(pictures)} letter{'s' if len(pictures) != 1 else ''}: open {out / 'index.html'}")
