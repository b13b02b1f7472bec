"""Replies as mail programs send them, in the languages people use, each with what its sender wrote: raw messages.

`python -m tests.corpus.clients.cases FOLDER` writes each as an .eml with its .expected.txt beside it.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.corpus.clients import extras
from tests.corpus.clients.programs import (
    ADDRESS,
    EVERYWHERE,
    HISTORY,
    ONE_LANGUAGE,
    SUBJECT,
    Built,
    Draft,
    divs,
    fastmail,
    flattened,
    gmail,
    outlook,
    outlook_web,
    quoted,
    thunderbird,
)

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
GROUPS = ("programs", "attributions", "signatures", "notices", "footers", "banners", "survivors", "hidden", "bare")


@dataclass(frozen=True)
class Reply:
    """A raw message, what its sender wrote, and what of their signature may come with it."""

    group: str
    name: str
    raw: bytes
    expect: str


def message(built: Built, subject: str = f"Re: {SUBJECT}") -> bytes:
    """The raw message with these parts."""
    text, html = built
    mail = EmailMessage()
    mail["From"] = "Marta Ruiz <marta@studio.example>"
    mail["To"] = f"Acme projects <{ADDRESS}>"
    mail["Subject"] = subject
    mail["Date"] = "Mon, 30 Nov 2026 12:00:00 +0100"
    mail["Message-ID"] = "<2@studio.example>"
    mail["In-Reply-To"] = "<1@acme.example>"
    if text is not None:
        mail.set_content(text)
    if html is not None and text is not None:
        mail.add_alternative(html, subtype="html")
    elif html is not None:
        mail.set_content(html, subtype="html")
    return mail.as_bytes()


def replies() -> Iterator[Reply]:
    """All of them."""
    yield from _programs()
    yield from _attributions()
    yield from _signatures()
    yield from _around()
    yield from _survivors()
    yield from _hidden()
    yield from _bare()


def _programs() -> Iterator[Reply]:
    for turn, (language, words) in enumerate(WORDS.items()):
        for index, (name, (program, build)) in enumerate(EVERYWHERE.items()):
            own = words["own"][(turn + index) % 2]
            closing = words["closing"] if index % 3 == 0 and name not in ("inline", "gmail-signed") else ""
            built = build(Draft(own, words, program, closing))
            yield Reply("programs", f"{name}-{language}", message(built), own)
        for name, build in ONE_LANGUAGE.items():
            english = {**words, "attributions": WORDS["en"]["attributions"]}
            own = words["own"][turn % 2]
            yield Reply("programs", f"{name}-{language}", message(build(Draft(own, english, name))), own)


def _attributions() -> Iterator[Reply]:
    for language, words in WORDS.items():
        for program in words["attributions"]:
            for name, build in (("quoted", thunderbird), ("html", fastmail), ("flat", flattened)):
                draft = Draft(words["own"][0], words, program)
                text, html = build(draft)
                built = (None, html) if name == "html" else (text, None)
                yield Reply("attributions", f"{program}-{name}-{language}", message(built), draft.own)


def _signatures() -> Iterator[Reply]:
    own = WORDS["en"]["own"][0]
    for index, signature in enumerate(extras.SIGNATURES):
        for name, build in (("gmail", gmail), ("outlook", outlook)):
            draft = Draft(own, WORDS["en"], closing=signature)
            yield Reply("signatures", f"{index}-{name}", message(build(draft)), own)
        yield Reply("signatures", f"{index}-alone", message((f"{own}\n\n{signature}\n", None)), own)


def _around() -> Iterator[Reply]:
    own = WORDS["en"]["own"][1]
    for index, notice in enumerate(extras.NOTICES):
        other = extras.NOTICES[(index + 1) % len(extras.NOTICES)]
        draft = Draft(own, WORDS["en"], closing=f"Best regards,\nMarta Ruiz\n\n{notice}\n\n{other}")
        yield Reply("notices", f"{index}-stacked", message(outlook(draft)), own)
        yield Reply("notices", f"{index}-alone", message((f"{own}\n\n{notice}\n", None)), own)
    for index, footer in enumerate(extras.FOOTERS):
        yield Reply("footers", f"{index}-alone", message((f"{own}\n\n{footer}\n", None)), own)
        text, _ = gmail(Draft(own, WORDS["en"]))
        yield Reply("footers", f"{index}-below", message((f"{text}\n{footer}\n", None)), own)
        text, _ = thunderbird(Draft("", WORDS["en"], "thunderbird"))
        yield Reply("footers", f"{index}-after", message((f"{str(text).strip()}\n\n{own}\n\n{footer}\n", None)), own)
    for index, banner in enumerate(extras.BANNERS):
        text, html = outlook_web(Draft(own, WORDS["en"]))
        table = f'<table width="100%" style="background:#ffeb9c"><tr><td>{divs(banner)}</td></tr></table><br>'
        yield Reply("banners", f"{index}-both", message((f"{banner}\n\n{text}", table + str(html))), own)
        yield Reply("banners", f"{index}-text", message((f"{banner}\n{own}\n\n{quoted(HISTORY)}\n", None)), own)


def _survivors() -> Iterator[Reply]:
    for index, own in enumerate(extras.SURVIVORS):
        draft = Draft(own, WORDS["en"])
        yield Reply("survivors", f"{index}-alone", message((own + "\n", None)), own)
        yield Reply("survivors", f"{index}-gmail", message(gmail(draft)), own)
        yield Reply("survivors", f"{index}-outlook", message((outlook(draft)[0], None)), own)
        longer = f"Hello Anna,\n\n{own}\n\nMore on Thursday, when I am back at the desk."
        yield Reply("survivors", f"{index}-between", message(outlook_web(Draft(longer, WORDS["en"]))), longer)


HIDDEN = [
    '<div style="display:none">DONE 4</div>',
    '<div style="display:none !important;visibility:hidden;mso-hide:all">DONE 4</div>',
    '<span style="font-size:0">DONE 4</span>',
    '<div style="max-height:0px;overflow:hidden">DONE 4</div>',
    "<div hidden>DONE 4</div>",
    "<!-- DONE 4 -->",
    "<style>p:after{content:'DONE 4'}</style>",
    "<script>document.write('DONE 4')</script>",
    "<title>DONE 4</title>",
    "<!--[if mso]><p>DONE 4</p><![endif]-->",
    '<p style="opacity:0">DONE 4</p>',
    '<p style="visibility: hidden">DONE 4</p>',
    '<p style="color:#fff;background-color:#ffffff">DONE 4</p>',
    "<template><p>DONE 4</p></template>",
    "<head><meta name=x content='DONE 4'></head>",
]


def _hidden() -> Iterator[Reply]:
    own = WORDS["en"]["own"][1]
    _, html = outlook_web(Draft(own, WORDS["en"]))
    for index, trick in enumerate(HIDDEN):
        yield Reply("hidden", f"{index}-before", message((None, trick + str(html))), own)
        yield Reply("hidden", f"{index}-after", message((None, f"<div>{divs(own)}</div>{trick}")), own)


def _bare() -> Iterator[Reply]:
    """Nothing of one's own: a forward, an empty answer, a mark alone."""
    for language, words in WORDS.items():
        for name, (program, build) in EVERYWHERE.items():
            if "inline" in name or name in (
                "gmail-signed",
                "flattened-gmail",
                "flattened-thunderbird",
                "flattened-apple",
            ):
                continue
            built = build(Draft("", words, program))
            subject = f"Fwd: {SUBJECT}" if "forward" in name else f"Re: {SUBJECT}"
            yield Reply("bare", f"{name}-{language}", message(built, subject), "")


def main(folder: Path) -> None:
    """Write them out, to look at or to give to other programs."""
    folder.mkdir(parents=True, exist_ok=True)
    for reply in replies():
        stem = folder / f"{reply.group}-{reply.name}"
        stem.with_suffix(".eml").write_bytes(reply.raw)
        stem.with_suffix(".expected.txt").write_text(reply.expect + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
