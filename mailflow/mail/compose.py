"""Facts become a letter: subject, plain text and HTML from templates, under one layout, as bytes ready to send."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from traceback import extract_tb
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateError, select_autoescape
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from mailflow.domain.letter import sentence
from mailflow.domain.people import Person
from mailflow.mail import serialise
from mailflow.mail.calendar_file import calendar_file
from mailflow.mail.catalogue import Catalogue, CatalogueFault, Catalogues
from mailflow.mail.english_templates import EnglishEnvironment
from mailflow.mail.known_lines import known_lines
from mailflow.mail.mail_parts import Part, by_project, is_of_several, shown_in, title, titles_over
from mailflow.mail.mailbox import Mailbox
from mailflow.mail.paragraphs import excerpt, glimpse, reflowed, tidy, without_controls
from mailflow.mail.styles import inlined
from mailflow.mail.token import message_id
from mailflow.mail.wording import Wording, capital

LAYOUT = "_layout"
REPLY = sentence("reply:")
"""What stands before words to type."""
ENGLISH = "en"
FOLDER = "templates/"
LOOP_HEADER = "X-Mailflow-Loop"


class TemplateFault(ValueError):
    """A template is missing, does not compile, or asks for what is not there; the text names it and the line."""


@dataclass(frozen=True, slots=True)
class Head:
    """A letter's envelope. `thread` names its conversation, `answers` is the Message-ID it replies to and `subject`
    that message's subject."""

    token: str
    to: Person
    date: datetime
    thread: str = ""
    answers: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter as it leaves. `lines` are the packed hashes of its own lines."""

    raw: bytes
    subject: str
    lines: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A letter's two readings, before they are put into a message."""

    subject: str
    text: str
    html: str


class Composer:
    """Writes letters. `templates` maps names such as ``receipt/body.html`` to their sources; `board` tells where a
    person finds their pages, if they have any, `tag` what names a token in the subject of a new mail.

    Everything is compiled here, so a template that does not compile raises TemplateFault now and not at night.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        mailbox: Mailbox,
        board: Callable[[str], str] = lambda _: "",
        tag: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._mailbox = mailbox
        self._tag = tag
        self._board = board
        self._catalogues = Catalogues(templates)
        styled = inlined(templates, templates.get(f"{LAYOUT}/style.css", ""))
        self._environment = _environment(EnglishEnvironment, styled)
        self._translated = _environment(Environment, styled)
        self._folders = {name.rpartition("/")[0] for name in templates}
        self._compiled = {name: self._compile(name) for name in styled if name.endswith((".txt", ".html"))}

    def check(self) -> None:
        """Read every catalogue now. Raises TemplateFault where one is broken."""
        for language in self._catalogues.languages:
            self._catalogue(language)

    @property
    def languages(self) -> list[str]:
        """The languages that letters are written in, besides English."""
        return self._catalogues.languages

    def _catalogue(self, language: str) -> Catalogue | None:
        try:
            return self._catalogues.of(language)
        except CatalogueFault as fault:
            raise TemplateFault(f"{FOLDER}{fault}") from fault

    def compose(self, parts: Sequence[Part], head: Head) -> Composed:
        """The letter to `head.to` that holds all `parts`, the most important first. Raises TemplateFault where a
        template asks for a fact that is not there."""
        page = self.render(parts, head)
        headers, boundary = self._headers(page.subject, head), f"=_{head.token}"
        raw = serialise.alternative(headers, page.text, page.html, boundary, self._calendar(parts, head))
        return Composed(raw, page.subject, known_lines(page.text, page.html))

    def _calendar(self, parts: Sequence[Part], head: Head) -> tuple[str, bytes] | None:
        """What goes along for the reader's calendar, with its method."""
        event = next((part.facts.event for part in parts if part.facts.event is not None), None)
        if event is None:
            return None
        wording = self._wording(parts[0], head)
        return event.method, calendar_file(event, wording.phrase, self._mailbox, head.date)

    def render(self, parts: Sequence[Part], head: Head) -> Page:
        """Subject, text and HTML of a letter. Raises TemplateFault where a template asks for what is not there."""
        try:
            return self._render(parts, head)
        except UndefinedError as fault:
            raise TemplateFault(f"{_where(fault)}: {fault.message}") from fault

    def _render(self, parts: Sequence[Part], head: Head) -> Page:
        person, wording = head.to, self._wording(parts[0], head)
        shared: dict[str, object] = {"w": wording, "_": wording.say, "ngettext": wording.tell, "to": person}
        shared |= {
            "mailbox": self._mailbox,
            "board": self._board(person.id),
            "own_help": self._own_help(parts[0], head),
        }
        subject = self._subject(parts, head, shared)
        shared |= {"subject": subject, "link": self._linker(head.token, subject)}
        return Page(
            subject=subject,
            text=tidy(self._whole("txt", parts, head, shared), wording.say(REPLY)),
            html=without_controls(self._whole("html", parts, head, shared)),
        )

    def _wording(self, part: Part, head: Head) -> Wording:
        """How that reader is written to."""
        catalogue = self._catalogue(self._language(part, head))
        return Wording(head.to.zone, head.date, head.to.locale, catalogue)

    def _own_help(self, part: Part, head: Head) -> object:
        """How commands are written in the letter's language; none for English."""
        words = self._compiled.get(f"locale/{self._language(part, head)}/help/words.txt")
        return None if words is None else words.module

    def _compile(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except TemplateError as fault:
            line = getattr(fault, "lineno", None)
            raise TemplateFault(f"{FOLDER}{name}:{line or 1}: {fault.message}") from fault

    def _template(self, letter: str, name: str, language: str) -> Template:
        """A letter's template in the reader's language, else in English."""
        names = (f"locale/{language}/{letter}/{name}", f"{letter}/{name}")
        found = next((each for each in names if each in self._compiled), "")
        if not found:
            raise TemplateFault(f"{FOLDER}{letter}/{name}: is missing")
        return self._translated.get_template(found) if language in self._catalogues else self._compiled[found]

    def _whole(self, kind: str, parts: Sequence[Part], head: Head, shared: Mapping[str, object]) -> str:
        """All parts in one layout, each in the reader's language where it is written in that, else in English; parts
        of several projects under the name of each, with what there is at the top."""
        several = is_of_several(parts)
        wording = self._wording(parts[0], head)
        bodies = [
            Markup(  # noqa: S704 - rendered by an autoescaping template just now
                self._template(part.letter, f"body.{kind}", self._language(part, head)).render(
                    shared,
                    f=part.facts,
                    w=wording.within(part.project) if several else wording,
                    above=frozenset() if several else shown_in(parts[:place]),
                    alone=len(parts) == 1,
                )
            )
            for place, part in enumerate(parts)
        ]
        language = self._language(parts[0], head)
        layout = self._template(LAYOUT, f"letter.{kind}", language)
        words = self._template(LAYOUT, "words.txt", language).module
        return layout.render(
            shared,
            bodies=bodies,
            project="" if several else title(parts[0]),
            over=titles_over(parts) if several else [""] * len(parts),
            contents=[self._topics(group, head, shared) for group in by_project(parts)] if several else (),
            letter=parts[0].letter,
            language=language,
            words=words,
        )

    def _topics(self, parts: Sequence[Part], head: Head, shared: Mapping[str, object]) -> str:
        """What several letters are about, behind the name of their project."""
        project = "" if is_of_several(parts) else title(parts[0])
        bundle = self._template(LAYOUT, "bundle.txt", self._language(parts[0], head))
        return serialise.one_line(bundle.render(shared, parts=parts, project=project or self._mailbox.name))

    def _language(self, part: Part, head: Head) -> str:
        """What a letter is written in: the language asked for or the reader's, where there are words for it."""
        asked, own = getattr(part.facts, "language", ""), head.to.language
        for language in (asked, own, own.partition("-")[0]):
            if (
                f"locale/{language}/{part.letter}" in self._folders
                or language in self._catalogues
                or language == ENGLISH
            ):
                return language
        return ENGLISH

    def _subject(self, parts: Sequence[Part], head: Head, shared: Mapping[str, object]) -> str:
        """The answered message's subject, or the lead's; of a bundle, what its letters are about."""
        if head.answers and head.subject:
            return _reply_to(head.subject)
        language = self._language(parts[0], head)
        if len(parts) > 1:
            return self._topics(parts, head, shared)
        lead = self._template(parts[0].letter, "subject.txt", language)
        return serialise.one_line(lead.render(shared, f=parts[0].facts))

    def _linker(self, token: str, subject: str) -> Callable[[str], str]:
        """Makes the mailto link that writes `words` back to this letter."""
        address = quote(self._mailbox.answers_to(token), safe="@+")
        tag = "" if self._mailbox.plus else f" {self._tag(token)}"
        start = f"mailto:{address}?subject={quote(_reply_to(subject) + tag)}&body="

        def link(words: str) -> str:
            return start + quote(words)

        return link

    def _headers(self, subject: str, head: Head) -> list[tuple[str, str]]:
        box = self._mailbox
        answers = serialise.ids([head.answers])
        root = thread_root(head.thread, box.domain)
        return [
            ("Date", serialise.format_datetime(head.date)),
            ("From", serialise.mailbox(box.name, box.address)),
            ("To", serialise.mailbox(head.to.name, head.to.addresses[0])),
            ("Reply-To", serialise.mailbox(box.name, box.answers_to(head.token))),
            ("Subject", serialise.words("Subject", subject)),
            ("Message-ID", message_id(head.token, box.domain)),
            ("In-Reply-To", answers or root),
            ("References", serialise.ids([root, answers])),
            ("Auto-Submitted", "auto-replied" if answers else "auto-generated"),
            (LOOP_HEADER, box.address),
        ]


def _environment(kind: type[Environment], templates: Mapping[str, str]) -> Environment:
    environment = kind(
        loader=FunctionLoader(lambda name: _source(name, templates)),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters |= {"capital": capital, "excerpt": excerpt, "glimpse": glimpse, "reflowed": reflowed}
    return environment


def _source(name: str, templates: Mapping[str, str]) -> tuple[str, str, None] | None:
    """A template's text, and the name under which a traceback knows it."""
    return (templates[name], f"{FOLDER}{name}", None) if name in templates else None


def _where(fault: UndefinedError) -> str:
    """The template and the line that raised this."""
    places = [(frame.filename, frame.lineno) for frame in extract_tb(fault.__traceback__)]
    name, line = next((place for place in reversed(places) if place[0].startswith(FOLDER)), (FOLDER, 1))
    return f"{name}:{line}"


def thread_root(thread: str, domain: str) -> str:
    """The id that all letters of a conversation refer to, so that they are shown together; none for no thread."""
    return f"<thread.{thread.replace('/', '.')}@{domain}>" if thread else ""


def _reply_to(subject: str) -> str:
    clean = serialise.one_line(subject)
    return clean if clean[:3].casefold() == "re:" else f"Re: {clean}"
