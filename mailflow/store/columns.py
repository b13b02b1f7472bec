"""Values as columns keep them, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """An instant in fixed width, so that text compares as time. Refuses one without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"an instant without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(" ", "microseconds")


def utc(value: str | datetime) -> datetime:
    """What either database hands back, as an instant in UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.astimezone(UTC)


def clean(text: str) -> str:
    """`text` without NUL and lone surrogates, which PostgreSQL does not take."""
    if "\x00" in text or not text.isascii():
        return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    return text
