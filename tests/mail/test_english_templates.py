"""English sentences of templates: the same text as if each were looked up, and none is."""

import pytest
from jinja2 import Environment

from mailflow.mail.english_templates import EnglishEnvironment

TEMPLATES = [
    '{{ _("Plain.") }}',
    '{{ _("{a} and {b}, then {a}", a=x, b=y) }}',
    '{{ _("One {a}", a=x) if x else _("None") }}',
    '{% macro m(t) %}[{{ t }}]{% endmacro %}{{ m(_("It is {a}.", a=x | upper)) }}',
    '{% for t in [_("a"), _("b {a}", a=x)] %}{{ t }};{% endfor %}',
    "{{ _(y) }}",
]


def say(text: str, /, **gaps: object) -> str:
    return text.format_map(gaps) if gaps else text


@pytest.mark.parametrize("source", TEMPLATES)
@pytest.mark.parametrize("autoescape", [True, False])
def test_sentence_reads_the_same_as_if_it_were_looked_up(source: str, autoescape: bool) -> None:
    gaps = {"x": "<Dana & co>", "y": "{a}"}
    spoken, looked_up = (kind(autoescape=autoescape).from_string(source) for kind in (EnglishEnvironment, Environment))
    assert spoken.render(gaps, _=say) == looked_up.render(gaps, _=say)


@pytest.mark.parametrize("source", TEMPLATES[:-1])
def test_nothing_is_looked_up(source: str) -> None:
    EnglishEnvironment().from_string(source).render(x="x", y="y", _=lambda *_, **__: pytest.fail("looked up"))
