"""Facts become pages: one for each project, and one that lists a reader's projects; in each reader's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template, TemplateSyntaxError

from mailflow.domain.people import Person
from mailflow.letters.board import BoardFacts
from mailflow.mail.catalogue import CatalogueFault, Catalogues
from mailflow.mail.compose import ENGLISH, TemplateFault
from mailflow.mail.paragraphs import excerpt, without_controls
from mailflow.mail.wording import Wording, capital


class Pages:
    """Writes pages from ``project.html``, ``index.html`` and what they include. Every value is escaped.

    Raises TemplateFault where one does not compile.
    """

    def __init__(self, templates: Mapping[str, str], catalogues: Catalogues) -> None:
        self._catalogues = catalogues
        environment = Environment(
            loader=FunctionLoader(templates.get),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters |= {"capital": capital, "excerpt": excerpt}
        try:
            for name in templates:
                environment.compile(templates[name], name)
        except TemplateSyntaxError as fault:
            raise TemplateFault(f"templates/_board/{fault.name}:{fault.lineno}: {fault.message}") from fault
        self._project = environment.get_template("project.html")
        self._index = environment.get_template("index.html")

    def project(self, facts: BoardFacts, reader: Person, now: datetime) -> str:
        """The page of one project."""
        return self._page(self._project, reader, now, f=facts)

    def index(self, projects: Sequence[BoardFacts], reader: Person, now: datetime) -> str:
        """The page from which a reader gets to each of their projects, given in the order in which they are listed."""
        return self._page(self._index, reader, now, projects=projects)

    def _page(self, template: Template, reader: Person, now: datetime, **facts: object) -> str:
        try:
            catalogue = self._catalogues.for_reader(reader.language)
        except CatalogueFault as fault:
            raise TemplateFault(f"templates/{fault}") from fault
        language = ENGLISH if catalogue is None else catalogue.language
        w = Wording(reader.zone, now, reader.locale, catalogue)
        page = template.render(facts, w=w, _=w.say, ngettext=w.tell, language=language, to=reader, now=now)
        return without_controls(page)
