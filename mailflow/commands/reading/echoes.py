"""Findings that only say again what another one says better."""

from mailflow.commands.reading.findings import Finding

OF_DATES = frozenset({"accept_date", "keep_date"})


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
    dropped = {id(f) for f in (*echoes, *weak, *undated, *repaired, *_of_owners(findings))}
    return [f for f in findings if id(f) not in dropped]


def _of_owners(findings: list[Finding]) -> list[Finding]:
    """ "No can do. Keep the 10th.", "the 21st is fine, please accept the date", "well done with the lab. REVISE 19"."""
    clear = [f for f in findings if not (f.trouble or f.denied)]
    dates = {f.verb for f in clear if f.verb in OF_DATES}
    doubted = [f for f in findings if f.verb in dates and f.trouble and not f.aims]
    named = any(f.verb == "accept_date" and f.when is not None for f in clear)
    again = [f for f in clear if named and f.verb == "accept_date" and f.when is None and not f.aims]
    sent_back = {aim.number for f in clear if f.verb == "revise" for aim in f.aims or f.previous}
    praise = [f for f in findings if f.verb == "approve" and f.weak and f.trouble and _is_of(f, sent_back)]
    return [*doubted, *again, *praise]


def _is_of(found: Finding, numbers: set[int | None]) -> bool:
    """Whether it names nothing but these milestones, and one of them at least."""
    named = {aim.number for aim in found.aims or found.previous}
    return bool(named) and named <= numbers
