"""The record as a PDF: for reading, printing and putting away."""

import io
import unicodedata
from collections.abc import Sequence
from typing import Literal

from fpdf import FPDF, XPos, YPos

from mailflow.domain.letter import sentence
from mailflow.letters.history import Entry
from mailflow.mail.wording import capital
from mailflow.report.facts import Part, ReportFacts, said_so
from mailflow.report.fonts import Fonts
from mailflow.report.tables import HISTORY, MILESTONES, Table, clean, heading, tables, terms, wording

MARGIN, SIZE, SMALL = 18, 10, 8.5
LEADING = 1.45
GREY, BLACK = 90, 20
TEXT, CORE = "text", "Helvetica"
WESTERN = "windows-1252"
WESTERN_LETTERS = frozenset(bytes(range(32, 256)).decode(WESTERN, "ignore"))
LONGEST_CELL = 60
LAID_OUT = frozenset({MILESTONES, HISTORY})
IGNORABLE = "\u200b\u200c\u200d\ufe0e\ufe0f\ufeff"
LEFT_OUT = sentence(
    "Characters that no font of the machine has on which this was made stand as their Unicode numbers: [U+0939]. "
    "The other formats of this record hold them as they were written."
)


class Document(FPDF):
    """A page under the other, with what it is and its number below."""

    def __init__(self, fonts: Fonts, title: str) -> None:
        super().__init__(format="A4")
        self.left_out = False
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN + 4)
        self._family = self._load(fonts)
        self._known = self._characters()
        self._title = self.fitting(title)

    def _load(self, fonts: Fonts) -> str:
        if fonts.regular is None or fonts.bold is None:
            self.core_fonts_encoding = WESTERN
            return CORE
        self.add_font(TEXT, "", fonts.regular)
        self.add_font(TEXT, "B", fonts.bold)
        names = []
        for place, path in enumerate(fonts.others):
            for style in ("", "B"):
                self.add_font(f"other{place}", style, path)
            names.append(f"other{place}")
        self.set_fallback_fonts(names, exact_match=False)
        return TEXT

    def _characters(self) -> frozenset[int] | None:
        """The characters that can be shown; None for those of western Europe."""
        cmaps = [font.cmap for font in self.fonts.values() if hasattr(font, "cmap")]
        return frozenset().union(*cmaps) if cmaps else None

    def footer(self) -> None:
        """Called at the end of each page."""
        self.set_y(-MARGIN + 2)
        self._style("", SMALL, GREY)
        self.cell(0, 5, f"{self._title[:90]}  –  {self.page_no()}", align="C")

    def fitting(self, text: str) -> str:
        """The text with whatever cannot be shown as its number, so that nothing is lost unseen."""
        return "".join(one if self._shows(one) else self._number(one) for one in clean(text).replace("\t", "    "))

    def _shows(self, one: str) -> bool:
        if one == "\n" or (one in IGNORABLE and self._known is not None and ord(one) in self._known):
            return True
        return one in WESTERN_LETTERS if self._known is None else ord(one) in self._known

    def _number(self, one: str) -> str:
        if one in IGNORABLE:
            return ""
        plain = unicodedata.normalize("NFKC", one)
        if plain != one and all(self._shows(each) for each in plain):
            return plain
        self.left_out = True
        return f"[U+{ord(one):04X}]"

    def lines(
        self, text: str, *, size: float = SIZE, bold: bool = False, grey: bool = False, indent: float = 0
    ) -> None:
        """A paragraph, on as many pages as it takes."""
        self._style("B" if bold else "", size, GREY if grey else BLACK)
        self.set_x(MARGIN + indent)
        height = size * 0.3528 * LEADING
        fitting = self.fitting(text)
        self.set_text_shaping(self._family == TEXT and _is_shaped(fitting))
        self.multi_cell(0, height, fitting, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def section(self, title: str) -> None:
        """A heading that does not stand alone at the end of a page."""
        if self.will_page_break(30):
            self.add_page()
        self.ln(5)
        self.lines(title, size=13, bold=True)
        self.ln(1)

    def keep_together(self, height: float) -> None:
        """Begin a new page where there is not that much room left, in millimetres."""
        if self.will_page_break(height):
            self.add_page()

    def grid(self, table: Table) -> None:
        """A table of short cells; what is longer stands in full elsewhere."""
        self._style("", SMALL, BLACK)
        self.set_text_shaping(self._family == TEXT and any(map(_is_shaped, (c for row in table.rows for c in row))))
        look = {"text_align": "LEFT", "borders_layout": "HORIZONTAL_LINES", "line_height": 5, "padding": 0.8}
        with self.table(col_widths=table.widths, **look) as grid:
            for row in (table.columns, *table.rows):
                line = grid.row()
                for cell in row:
                    line.cell(self.fitting(_short(cell)))

    def _style(self, style: Literal["", "B"], size: float, shade: int) -> None:
        self.set_font(self._family, style, size)
        self.set_text_color(shade)


def pdf_file(facts: ReportFacts, fonts: Fonts) -> bytes:
    """The document. The same facts and fonts make the same bytes."""
    page = Document(fonts, facts.project)
    page.set_title(page.fitting(facts.project))
    page.set_creator("mailflow")
    page.set_creation_date(facts.at)
    page.add_page()
    page.lines(facts.project, size=20, bold=True)
    page.ln(1)
    for line in heading(facts):
        page.lines(line, grey=True)
    if facts.vision_text:
        page.ln(2)
        page.lines(facts.vision_text)
    _milestones(page, facts)
    for table in (one for one in tables(facts) if one.name not in LAID_OUT):
        page.section(table.title)
        page.grid(table)
    _agreement(page, facts)
    _history(page, facts)
    if page.left_out:
        page.ln(4)
        page.lines(wording(facts).phrase(LEFT_OUT), size=SMALL, grey=True)
    out = io.BytesIO()
    page.output(out)
    return out.getvalue()


def _milestones(page: Document, facts: ReportFacts) -> None:
    if facts.parts:
        page.section(wording(facts).say("Milestones"))
    for part in facts.parts:
        _milestone(page, part, facts)


def _milestone(page: Document, part: Part, facts: ReportFacts) -> None:
    w, one = wording(facts), part.shown
    page.keep_together(18)
    page.lines(f"{one.number}. {one.title}", bold=True)
    since = f" ({w.local_day(part.approved.at)})" if part.approved is not None else ""
    amount = [w.money(one.amount, one.currency)] if one.amount is not None else []
    said = [w.say("due {day}", day=w.day(one.due)), f"{w.phrase(one.status.words)}{since}", *amount]
    page.lines(" · ".join([*([w.person(one.who)] if one.who else []), *said]))
    for task in one.tasks:
        page.lines(f"[{'x' if task.done else '  '}] {task.text}", size=SMALL, indent=4)
    for text in one.conditions:
        page.lines(f"– {text}", size=SMALL, indent=4)
    for text in (*one.corrections, *([one.blocked] if one.blocked else [])):
        page.lines(text, size=SMALL, indent=4)
    if part.records:
        page.lines(f"{w.say('Records')} {', '.join(map(str, part.records))}", size=SMALL, grey=True)
    page.ln(2)


def _agreement(page: Document, facts: ReportFacts) -> None:
    if facts.agreement is None:
        return
    page.section(wording(facts).say("Agreement, version {number}", number=facts.agreement.version))
    for title, text in terms(facts):
        page.lines(title, bold=True)
        page.lines(text)
        page.ln(1)
    page.lines(f"SHA-256 {facts.agreement.text_hash}", size=SMALL, grey=True)


def _history(page: Document, facts: ReportFacts) -> None:
    if facts.history:
        page.section(wording(facts).say("History"))
    for entry in facts.history:
        _entry(page, entry, facts)


def _entry(page: Document, entry: Entry, facts: ReportFacts) -> None:
    w = wording(facts)
    what, words = said_so(entry)
    about = f" – {entry.number}. {entry.title}" if entry.number else ""
    question = f" (Q{entry.question})" if entry.question else ""
    back = f" ({w.say('taken back')})" if entry.undone else ""
    page.keep_together(12)
    page.lines(f"{entry.record}   {w.moment(entry.at)}{about}", size=SMALL, grey=True)
    said = w.say("{who} {what}", who=entry.who, what=w.phrase(what)) if entry.who else w.phrase(what)
    page.lines(f"{capital(said)}{question}{back}")
    if words:
        page.lines(words, indent=4)
    page.ln(1.2)


def _is_shaped(text: str) -> bool:
    """Whether letters change with their neighbours or run from the right: shaping costs, so it is done where needed."""
    return not text.isascii() and any("\u0300" <= one <= "\u036f" or "\u0590" <= one <= "\u1cff" for one in text)


def _short(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= LONGEST_CELL or " " not in flat else f"{flat[: LONGEST_CELL - 1]}…"


__all__: Sequence[str] = ("Document", "pdf_file")
