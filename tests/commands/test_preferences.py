import pytest

from tests.commands.scene import DANA, LEE, Scene


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("new york.", "America/New_York"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(text: str, zone: str) -> None:
    scene = Scene()
    scene.say(DANA, "timezone", text=text)
    assert scene.snapshot.people["dana"].zone == zone


@pytest.mark.parametrize("text", ["", "here", "Europe", "../etc/passwd", "Asia/Atlantis", None])
def test_an_unknown_zone_is_asked_about(text: str | None) -> None:
    outcome = Scene().look(DANA, "timezone", text=text)
    assert (outcome.refused, outcome.person) == ("no_such_zone", None)
    assert outcome.choices


@pytest.mark.parametrize(("text", "language"), [("es", "es"), ("ES", "es"), ("pt-BR", "pt-br")])
def test_a_language_is_kept_by_its_code(text: str, language: str) -> None:
    scene = Scene()
    scene.say(DANA, "language", text=text)
    assert scene.snapshot.people["dana"].language == language


@pytest.mark.parametrize("text", ["", "Klingon!", "e", None])
def test_what_is_no_language_code_is_asked_about(text: str | None) -> None:
    assert Scene().look(DANA, "language", text=text).refused == "no_such_language"


@pytest.mark.parametrize(("verb", "text"), [("timezone", "Asia/Manila"), ("language", "en")])
def test_what_holds_already_is_acknowledged(verb: str, text: str) -> None:
    outcome = Scene().look(DANA, verb, text=text)
    assert (outcome.changes, outcome.refused) == ((), "")


@pytest.mark.parametrize(
    ("verb", "text", "field"), [("timezone", "Asia/Tokyo", "zone"), ("language", "de", "language")]
)
def test_undo_brings_the_old_one_back(verb: str, text: str, field: str) -> None:
    scene = Scene()
    before = getattr(LEE, field)
    scene.say(LEE, verb, text=text)
    scene.undo(LEE)
    assert getattr(scene.snapshot.people["lee"], field) == before
