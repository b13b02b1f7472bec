"""The stylesheet is written into the templates once."""

from mailflow.mail.styles import inlined


def test_each_class_gets_its_style_beside_it() -> None:
    found = inlined({"a.html": '<p class="x">{{ y }}</p> <td class="x z">'}, ".x { color: red; } .z { margin: 0; }")
    assert found["a.html"] == (
        '<p class="x" style="color: red;">{{ y }}</p> <td class="x z" style="color: red;margin: 0;">'
    )


def test_a_class_without_a_rule_and_plain_text_stay_as_they_are() -> None:
    templates = {"a.html": '<p class="q">', "a.txt": ' class="x"'}
    assert inlined(templates, ".x { color: red; }") == templates


def test_jinja_between_tags_survives() -> None:
    source = '{% for a in b %}<tr><td class="x">{{ a }}</td></tr>{% endfor %}'
    assert "{% for a in b %}<tr>" in inlined({"a.html": source}, ".x { color: red; }")["a.html"]
