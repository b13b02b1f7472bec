"""Letters as Chromium shows them: none is wider than the narrowest phone, and every word can be read whole."""

from typing import cast

import pytest

from tests.pictures.browser import installed, measured
from tests.pictures.sheet import measuring, pages
from tests.servers.left_out import leave_out

NARROWEST = 320
BAD = {
    "wide": "<body><div style='width: 400px'>This letter is 400 pixels wide.</div></body>",
    "pale": "<body style='background: #fff'><p style='color: #bbb'>pale</p></body>",
    "broken": "<body><div style='width: 40px; overflow-wrap: anywhere'>undecidedly</div></body>",
}
"""What is wrong with these has to be found, too."""


@pytest.mark.parametrize(("language", "scheme"), [("de", "light"), ("uk", "light"), ("en", "dark")])
def test_letters_fit_the_narrowest_phone_and_every_word_stands_out_in_one_piece(language: str, scheme: str) -> None:
    """Contrast as WCAG 2.2 asks for it (1.4.3): 4.5, large type 3."""
    if installed() is None:
        leave_out("chromium", "apt-get install chromium")
    letters = pages(language) | BAD
    told = cast("list[dict[str, object]]", measured(measuring(letters, NARROWEST), scheme))
    assert [one["name"] for one in told] == list(letters)
    assert {one["name"] for one in told if cast("int", one["over"]) > 0} == {"wide"}
    assert {one["name"]: one["pale"] for one in told if one["pale"]} == {"pale": ["pale 1.9"]}
    assert {one["name"]: one["broken"] for one in told if one["broken"]} == {"broken": ["undecidedly"]}
