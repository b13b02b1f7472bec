"""Every language of letters has all that letters say, as its file holds it after an update."""

import pytest

from tests.languages import catalogues

LANGUAGES = catalogues.languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing(language: str) -> None:
    lacking = catalogues.missing(language)
    assert (len(lacking), lacking) == (0, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_as_an_update_leaves_it(language: str) -> None:
    """``make languages`` takes up what letters say now."""
    held = (catalogues.LOCALES / language / catalogues.FILE).read_text("utf-8")
    assert held == catalogues.written(catalogues.updated(language, catalogues.read(language)))
