"""Writes ``replies/<group>/NNN-name.eml`` and ``.json`` from the compact sources in ``replies/sources``.

A source line is ``[options] what they wrote => what is to be understood``, ``\\n`` standing for a line's end. A longer
case is written between a line ``### options`` and a line ``=> …``; ``%sig``, ``%history``, ``%reply``, ``%head``,
``%html`` and ``%raw`` begin the signature, the quoted mail, the reply text (where it is not what stands first), more
headers, the HTML part, and the raw rest of the mail from its Content-Type on. A line ``@ options`` sets the options for
what follows. Run: ``python -m tests.corpus.make_replies``.
"""

import json
import re
import shlex
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from tests.corpus.mail_clients import CLIENTS, Draft

ROOT = Path(__file__).parent / "replies"
PEOPLE = {
    "olivia": ("Olivia Brandt", "olivia@acme.example"),
    "dana": ("Dana Kim", "dana@studio.example"),
    "lee": ("Lee Okafor", "lee@frontend.example"),
    "iris": ("Iris Moss", "iris@acme.example"),
    "pat": ("Pat Rivera", "pat@depot.example"),
    "sam": ("Sam Whitfield", "sam@westcoast.example"),
    "aoife": ("Aoife Byrne", "aoife@byrne.example"),
    "marta": ("Marta Ruiz", "marta@ruiz.example"),
    "jonas": ("Jonas Weber", "jonas@weber.example"),
    "claire": ("Claire Martin", "claire@martin.example"),
    "joana": ("Joana Prado", "joana@prado.example"),
    "kasia": ("Kasia Nowak", "kasia@nowak.example"),
    "oksana": ("Oksana Koval", "oksana@koval.example"),
    "jun": ("Jun Reyes", "jun@reyes.example"),
    "asha": ("Asha Verma", "asha@verma.example"),
    "stranger": ("Rob Tran", "rob@elsewhere.example"),
    "daemon": ("Mail Delivery Subsystem", "mailer-daemon@studio.example"),
}
CLOSING = re.compile(
    r"(kind |best |warm |many |with )?(best|regards|wishes|warmly|sincerely|cheers|thanks|thank you|dana|d\.|xx|olivia)"
    r"|have a lovely"
    r"|yours sincerely|with best regards|mit freundlichen|many thanks in advance$",
    re.I,
)
ZONES = {"dana": "+0800", "lee": "+0100", "sam": "-0800", "pat": "-0500", "aoife": "+0000"}
DEPOT = {"pat", "sam", "aoife", "marta", "jonas", "claire"}
TONGUES = {"joana", "kasia", "oksana", "jun", "asha"}
USUAL_DATE = "Tue, 01 Dec 2026 10:30:00"
SECTIONS = ("%sig", "%history", "%reply", "%head", "%html", "%raw")
LETTER = """\
Acme website

Hello,

How is your milestone going?

3. Checkout front end
   ◐ under way, 30 % · due Fri 18 Dec (in 18 days)
   If it is finished, reply: DONE 3
   If it is under way, reply: 50% on 3
   If you are stuck, reply: BLOCKED 3: what is missing

4. Catalogue texts
   ○ not started · due Fri 8 Jan
DONE 4
APPROVE 2

What you report in reply to this mail is shared with the others on the
project.
____________________
Just reply to this mail in your own words.
To see what you can write, reply: HELP"""

Case = tuple[dict[str, str], dict[str, str], str]


def cases(source: str) -> list[Case]:
    """Every case of a source: its options, its sections (the text under ``text``), its expectation."""
    found: list[Case] = []
    usual: dict[str, str] = {}
    lines = iter(source.split("\n"))
    for line in lines:
        if line.startswith("### ") or line == "###":
            sections, expected = _sections(lines)
            found.append((usual | _options(line[3:]), sections, expected))
        elif line.startswith("@ "):
            usual = _options(line[2:])
        elif line and not line.startswith("#"):
            head, text, expected = re.fullmatch(r"(?:\[(.*?)\] )?(.*?) ?=> (.*)", line).groups()  # type: ignore[union-attr]
            found.append((usual | _options(head or ""), {"text": text.replace("\\n", "\n")}, expected))
    return found


def _options(text: str) -> dict[str, str]:
    return {key: value or "yes" for key, _, value in (part.partition("=") for part in shlex.split(text))}


def _sections(lines: Iterator[str]) -> tuple[dict[str, str], str]:
    sections: dict[str, list[str]] = {"text": []}
    name = "text"
    for line in lines:
        if line.startswith("=> "):
            return {key: "\n".join(rows).strip("\n") for key, rows in sections.items()}, line[3:]
        if line in SECTIONS:
            name = line[1:]
            sections[name] = []
        else:
            sections[name].append(line)
    raise ValueError("a case has no expectation")


def message(case: Case, number: int) -> bytes:
    """The case as a mail."""
    options, sections, _ = case
    by = options.get("by", "dana")
    name, address = PEOPLE[by]
    address = options.get("from", address)
    subject = options.get("subject", "Re: Acme website: how is it going? (Mon 30 Nov)")
    history = sections.get("history", LETTER)
    draft = Draft(
        sections["text"],
        sections.get("sig", ""),
        history,
        subject.removeprefix("Re: "),
        name,
        address,
        options.get("lang", "en"),
    )
    text, page = CLIENTS[options.get("client", "plain")](draft)
    mail = EmailMessage(policy=SMTP.clone(utf8=False, max_line_length=998))
    mail["From"] = options.get("from_header", f"{name} <{address}>")
    mail["To"] = "Acme projects <projects@acme.example>"
    mail["Subject"] = subject
    mail["Date"] = f"{options.get('date', USUAL_DATE)} {options.get('zone', ZONES.get(by, '+0100'))}"
    mail["Message-ID"] = f"<case-{number}.{re.sub(r'[^a-z]', '', by)}@client.example>"
    if subject.startswith("Re:") and "fresh" not in options:
        mail["In-Reply-To"] = mail["References"] = "<letter@acme.example>"
    for row in sections.get("head", "").split("\n"):
        if row:
            key, value = row.split(":", 1)
            del mail[key]
            mail[key] = value.strip()
    if "raw" in sections:
        return mail.as_bytes().rstrip() + b"\r\n" + sections["raw"].replace("\n", "\r\n").encode() + b"\r\n"
    _body(mail, text, sections.get("html", page), options)
    if mail.is_multipart():
        mail.set_boundary(f"_part_{number}_")
        for part in mail.iter_parts():
            del part["MIME-Version"]
    return mail.as_bytes()


def _body(mail: EmailMessage, text: str, page: str | None, options: dict[str, str]) -> None:
    charset, encoding = options.get("charset", "utf-8"), options.get("cte", "quoted-printable")
    if text or page is None:
        mail.set_content(text.rstrip("\n") + "\n", charset=charset, cte=encoding)
        if page is not None:
            mail.add_alternative(page, subtype="html", charset="utf-8", cte="quoted-printable")
    else:
        mail.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    if "attach" in options:
        mail.add_attachment(b"%PDF-1.4 DONE 4", maintype="application", subtype="pdf", filename=options["attach"])


def project_of(person: str | None) -> str:
    """The project on which somebody works."""
    return "depot" if person in DEPOT else "tongues" if person in TONGUES else "acme"


def expectation(case: Case) -> dict[str, Any]:
    """What stands beside the mail."""
    options, sections, expected = case
    found: dict[str, Any] = {"project": options.get("project", project_of(options.get("by")))}
    if "about" in options:
        found["about"] = int(options["about"])
    if "letter" in options:
        found["letter"] = options["letter"]
    for trap in ("completion", "approval"):
        if f"trap_{trap}" in options:
            found["trap"] = trap
    found["wanted"] = [one(text.strip()) for text in expected.split(" || ")]
    if "noreply" not in options:
        found["reply_text"], found["sign_off"] = parted(sections.get("reply", sections["text"]))
    return found


def parted(text: str) -> tuple[str, str]:
    """A text and the greeting at its end, which a reader may count to either text or signature."""
    lines = text.split("\n")
    for n in range(max(1, len(lines) - 4), len(lines)):
        if CLOSING.match(lines[n]):
            return "\n".join(lines[:n]).strip(), "\n".join(lines[n:])
    return text, ""


def one(text: str) -> dict[str, Any]:
    """One acceptable outcome."""
    found: dict[str, Any] = {"commands": []}
    for part in text.split(" + "):
        word, *rest = shlex.split(part)
        if word in ("note", "empty"):
            found |= {"disposition": "noted", "reason": word}
        elif word == "ask":
            found["unclear"] = rest or ["any"]
        elif word == "end":
            found |= {"disposition": rest[0], "reason": rest[1]}
        else:
            found["commands"].append(command(word, rest))
    return found


DETAILS: tuple[tuple[str, str, Callable[[str], Any]], ...] = (
    (r"(\d+)", "milestone", int),
    (r"Q(\d+)", "question", int),
    (r"(\d+)%", "percent", int),
    (r"(\d{4}-\d\d-\d\d.*)", "date", str),
    (r"\.\.(.+)", "until", str),
    (r"@(.+)", "person", str),
    (r"c=(\d+)", "corrections", int),
    (r"~(.+)", "says", str),
    (r"\((clear|probable)\)", "confidence", str),
)


def command(verb: str, rest: list[str]) -> dict[str, Any]:
    """One command that is to be understood."""
    found: dict[str, Any] = {"command": verb}
    for word in rest:
        if task := re.fullmatch(r"(\d+)\.(\d+)", word):
            found |= {"milestone": int(task[1]), "task": int(task[2])}
            continue
        given = [(key, kind(match[1])) for form, key, kind in DETAILS if (match := re.fullmatch(form, word))]
        if not given:
            raise ValueError(f"{word!r} in what is expected of {verb}")
        found |= dict(given)
    return found


def slug(text: str) -> str:
    """A file name out of the first words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "case"


def main() -> None:
    number = 0
    for source in sorted((ROOT / "sources").glob("*.cases")):
        group = ROOT / source.stem
        shutil.rmtree(group, ignore_errors=True)
        group.mkdir(parents=True)
        for case in cases(source.read_text(encoding="utf-8")):
            number += 1
            stem = f"{number:03}-{case[0].get('name') or slug(case[1]['text'])}"
            (group / f"{stem}.eml").write_bytes(message(case, number))
            text = json.dumps(expectation(case), ensure_ascii=False, indent=1)
            (group / f"{stem}.json").write_text(text + "\n", encoding="utf-8")
    print(f"{number} cases")


if __name__ == "__main__":
    main()
