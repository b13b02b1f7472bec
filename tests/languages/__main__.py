"""``python -m tests.languages update`` takes up what letters say now, ``missing`` names what is not translated,
``add it`` begins a language."""

import sys

from mailflow.mail.catalogue import FILE
from tests.languages import catalogues


def main(words: list[str]) -> int:
    """Exit status 0 where nothing is missing."""
    match words:
        case ["update"]:
            for language in catalogues.languages():
                _write(language, catalogues.written(catalogues.updated(language, catalogues.read(language))))
        case ["add", language]:
            _write(language, catalogues.written(catalogues.updated(language)))
        case ["missing"]:
            pass
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    lacking = {language: catalogues.missing(language) for language in catalogues.languages()}
    for language, sentences in lacking.items():
        sys.stdout.write(f"{language}: {len(sentences)} missing\n" + "".join(f"  {text}\n" for text in sentences))
    return 1 if any(lacking.values()) else 0


def _write(language: str, text: str) -> None:
    path = catalogues.LOCALES / language / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
