"""Findings that only say again what another one says better."""

from mailflow.commands.findings import Finding


def without_echoes(findings: list[Finding]) -> list[Finding]:
    """Without "Done!" beside "3 is finished", and without "uploaded 3" beside "3 is done"."""
    named = {(f.verb, id(f.line)) for f in findings if f.aims and not f.denied}
    said = {
        (f.verb, aim.number, aim.task)
        for f in findings
        if not f.trouble and not f.denied
        for aim in f.aims or f.previous
    }
    echoes = [f for f in findings if f.bare and (f.verb, id(f.line)) in named]
    certain = any(not f.trouble and not f.denied for f in findings)
    weak = [
        f
        for f in findings
        if f.weak
        and f.verb not in {"progress", "counter", "start"}
        and (
            (not (f.aims or f.previous) and certain)
            or any((f.verb, aim.number, aim.task) in said for aim in f.aims or f.previous)
        )
    ]
    dated = {id(f.line) for f in findings if f.verb == "date_request" and f.when is not None}
    undated = [f for f in findings if f.verb == "date_request" and f.trouble and f.when is None and id(f.line) in dated]
    freed = {id(f.line) for f in findings if f.verb == "unblocked" and not f.trouble and not f.denied}
    repaired = [f for f in findings if f.verb == "done" and f.trouble and f.bare and id(f.line) in freed]
    dropped = {id(f) for f in (*echoes, *weak, *undated, *repaired)}
    return [f for f in findings if id(f) not in dropped]
