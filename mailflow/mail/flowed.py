"""format=flowed (RFC 3676): soft line breaks taken back."""


def unflow(text: str, *, delsp: bool = False) -> str:
    """`text` with its flowed paragraphs on one line each, quote marks kept."""
    out: list[str] = []
    paragraph: list[str] = []
    depth_before = 0
    for raw in text.replace("\r\n", "\n").split("\n"):
        depth, line = _quoting(raw)
        flowed = line.endswith(" ") and line != "-- "
        if paragraph and (depth != depth_before or line == "-- "):
            out.append(_quoted(depth_before, "".join(paragraph)))
            paragraph = []
        paragraph.append(line[:-1] if flowed and delsp else line)
        depth_before = depth
        if not flowed:
            out.append(_quoted(depth, "".join(paragraph)))
            paragraph = []
    if paragraph:
        out.append(_quoted(depth_before, "".join(paragraph)))
    return "\n".join(out)


def _quoting(line: str) -> tuple[int, str]:
    """How deeply a line is quoted, and the line without its quote marks and stuffed space."""
    bare = line.lstrip(">")
    return len(line) - len(bare), bare.removeprefix(" ")


def _quoted(depth: int, line: str) -> str:
    return f"{'>' * depth} {line}" if depth else line
