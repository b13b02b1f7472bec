"""What a contractor's clause reports: done, progress, started, blocked. Done only where the wording licenses it."""

import re
from itertools import pairwise

from mailflow.commands.reading.ahead import is_ahead
from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import ACTS
from mailflow.commands.reading.findings import ALL, BARE, BOTH, IT, Finding
from mailflow.commands.reading.hindrances import aims_of_blocker, blocked, declined, unblocked
from mailflow.commands.reading.how_far import measured, progress
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.orders import OPENING, in_own_order
from mailflow.commands.reading.started import started
from mailflow.commands.reading.ticking import orders_tick
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock

# What must not follow "done": a word that is not understood, "done = …", "done to me".
_NO_PART = r"[xqXwyo=]|ki"
_DONE = re.compile(
    (
        OPENING
        + r"(?:pba*(?=T)|z)?"
        + r"(?:T[,:\-O]*pb?[av]*D(?!NO)"
        + r"|[Tp][a+bvdj,:;\-).(\"!>=\]]*D(?!NO)"
        + r"|T[a,)]*(?:i[av]*p?|p[bv])[abv]*D(?!NO)"
        + r"|D[akvdz:,;>\-(\"!.]*[Tp](?!x|q(?!a)|y[^m,])"
        + r"|Dba*T(?![xq])"
        + r"|v[Tp][abd]*D(?![xqXw])"
        + r"|M[Tp]k?b?a*D(?![xqXw])"
        + r"|L[FD][kz]*[Tp](?![xq])"
        + r"|[Tp][ab]*R(?=[a+gd.,!)]*$)"
        + r"|ba*D(?=[a+gdt.,!():;\-]*$)"
        + r"|D(?=[Da+gdt.,!():;>\-]*$))"
    ).replace("(?!NO)", f"(?!{_NO_PART})")
)
_THEREBY = re.compile(r"ab[az]*[Tp][a]*D[a.!]*$")
_APPROVE = re.compile(
    OPENING
    + r"(?:z?ba*P(?=[a+gd.,!):;\-]*$)|zP(?=[a+gd.,!]*$)"
    + r"|[Tp][a+bv:,;\-).(\"!]*P(?![xqXw])|P[akvz:,;\-(\"!.]*[Tp](?![xqyoi]|ba*x)|M[Tp]k?b?a*P|P(?=[a+gd.,!):;\-]*$)"
    + r"|(?<=[a+])kT[,:;\-]+P(?=[a+gd.,!):;\-]*$))"
)
_PAID = re.compile(
    OPENING
    + r"(?:z|b[av]*(?=\$))?"
    + r"(?:[Tp][abv:,\-]*\$(?![xqXw])|\$[akvzdOX:,\-]*[Tp]W?(?![xq]|b[av]*[xB])|\$(?=[a+gd.,!):;\-xX0]*$))"
)
_LEAVES_OUT = re.compile(r"\b(?:everything|all) else\b")  # than what was said to be missing
_NOT_SO = re.compile(r"^[agO,:]*T,?b?a*n(?=$|[,.;!\-])")
_NEARLY = re.compile(r"^[agO,:]*T[b:\-,]*a*l[.!]*$")
_ALL_BUT = re.compile(r"^[agO]*(?:p[ab]*D|iv?[a]*Dp)e[kz]*T[.!]*$")
_HAD = re.compile(r"v[Tp][a]*D")
_WITH_A_THING = re.compile(r"D[k]*zx+[.!,]*$")  # "almost done with the crab"
_SHIPPED = re.compile(r"T[vb]+a*D")
_STANDS = re.compile(r"^[agO,]*T[v]*b[a]*k(?=[a.!&,]*$)")
# "1 done: n", "done 3: tbc": a word behind the colon, as in a form, that nobody knows.
_FILLED_IN = re.compile(r"[DP$][akzT]*\"?[:=][\":.]*x[\"/za.!]*$")
# "Google sent the postcard", "the one Marcus sent has a watermark"
_SOMEBODY_SENT = re.compile(r"^[agO,]*p?[xT]W(?:[kz]*x|[vb])")
_LOOSE_NUMBER = re.compile(r"T0[.!]*$")
LONGEST_CLAUSE = 14
AT_HAND = frozenset({"my", "our", "a", "localhost", "local", "dev"})
CLOSED = frozenset({"closed"})
"""Alone it says that a shop is, and of a milestone that it is done."""


def is_licensed_done(clause: Clause) -> bool:
    """Whether the words between and around verb and target are such as leave no doubt."""
    return _fits(_DONE, "done", clause) or _thereby(clause)


def _thereby(clause: Clause) -> bool:
    """ "Damit ist die 19 erledigt": of what was told before; not "dann ist 19 erledigt"."""
    thereby = clause.lexicon.set("thereby") if clause.lexicon is not None else frozenset()
    first = clause.units[0]
    return bool(thereby) and (first.written or first.word) in thereby and _THEREBY.match(clause.codes) is not None


def is_licensed_approval(clause: Clause) -> bool:
    """The same for an approval."""
    return _fits(_APPROVE, "approve", clause)


def is_licensed_payment(clause: Clause) -> bool:
    """The same for a payment."""
    return _fits(_PAID, "paid", clause)


def _fits(wording: re.Pattern[str], verb: str, clause: Clause) -> bool:
    licensed = wording.search(clause.codes) is not None or in_own_order(clause, verb)
    return licensed and _FILLED_IN.search(clause.codes) is None


def refers(clause: Clause) -> str:
    """How a clause without a written target points to one."""
    if clause.has("both"):
        return BOTH
    if any(unit.has("everything") and not unit.has("adverb") for unit in clause.units):
        return ALL
    return IT if clause.has("pronoun") else BARE


def report_of(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """The report that the clause makes, if it makes one."""
    for reader in (unblocked, declined, blocked, progress, _done_in_brief, _done, started, _weakly_done):
        found = reader(clause, line, clock)
        if found is not None:
            found.aims, found.refers = _aims(found, clause), refers(clause)
            return found
    return None


def _aims(found: Finding, clause: Clause) -> tuple[Aim, ...]:
    """What the report is about; what somebody waits for is not it."""
    if (
        found.verb == "progress"
        and found.percent is None
        and all(aim.task is not None and aim.options for aim in clause.aims)
    ):
        return ()
    if found.spared:
        return ()
    if found.verb == "progress" and (named := measured(clause)):
        return named
    return aims_of_blocker(clause) if found.verb == "blocked" else clause.aims


def _done(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if not clause.says("DRL") or (clause.says("Z") and "D" not in clause.codes):
        return None
    if clause.has("away") and "T" not in clause.codes:
        return None
    if "T" not in clause.codes and any(unit.word in CLOSED for unit in clause.units):
        office = "x" in clause.codes  # "our office will be closed"
        return Finding("done", line, trouble="unclear", denied=office, weak=office)
    if "R" in clause.codes and not clause.says("DL") and not (clause.says("Tp") or clause.flags):
        return None
    flags = clause.flags
    if is_ahead(clause, clock) or flags & set("ncf") or ("m" in flags and not clause.says("M")) or "E" in clause.codes:
        limited = is_licensed_done(clause) and not is_ahead(clause, clock)
        plain = flags == {"n"} and "E" not in clause.codes
        limited = limited or _runs_on(clause)
        return Finding("done", line, denied=not limited, trouble="unclear" if limited else "", plain=plain)
    if (partly := _partly_done(clause, line)) is not None:
        return partly
    if _HAD.search(clause.codes) and any(unit.word == "had" for unit in clause.units):
        return Finding("done", line, trouble="unclear")
    quoted = clause.codes[: clause.codes.find("D") + 1].count('"') % 2
    if (
        flags & set("rh")
        or quoted
        or _only_at_hand(clause)
        or turns_elsewhere(clause)
        or clause.codes.count("T") > 1
        or _LOOSE_NUMBER.search(clause.codes)
    ):
        return Finding("done", line, trouble="unclear", plain=clause.says("M"))
    if not is_licensed_done(clause):
        return Finding("done", line, trouble="unclear", weak=flags <= {"e"} and clause.codes[:2] == "&D")
    return Finding("done", line, plain=True)


def _partly_done(clause: Clause, line: Line) -> Finding | None:
    """ "Almost done", "done except for the footer", "everything else is done": progress."""
    if _LEAVES_OUT.search(clause.words) is not None and clause.flags.isdisjoint("cfmr"):
        return Finding("progress", line, text=line.text, weak=True)
    if {"l", "e"} & clause.flags and "r" not in clause.flags:
        of_a_part = _WITH_A_THING.search(clause.codes) is not None and not clause.says("Tp")
        return Finding("progress", line, text=line.text, denied=of_a_part)
    return None


def _runs_on(clause: Clause) -> bool:
    """Whether, in what was dictated without stops, all that would deny it stands far from what names and completes."""
    codes = clause.codes
    found = re.search(r"Tb[ab]*D", codes)
    if found is None or len(codes) < LONGEST_CLAUSE:
        return False
    return set("ncfmE").isdisjoint(codes[max(0, found.start() - 2) : found.end() + 4])


def _only_at_hand(clause: Clause) -> bool:
    """ "Done on my machine", "done on a branch", which nobody else has seen."""
    return any(left.word == "on" and right.word in AT_HAND for left, right in pairwise(clause.units))


def turns_elsewhere(clause: Clause) -> bool:
    """ "3 has done my head in", "3 done first, please": said of something else, or of an order of things."""
    place = re.search(r"[DP]zx", clause.codes)
    if place is not None and " " not in clause.units[place.start()].word:
        return True
    if any(unit.word == "shipped" for unit in clause.units) and _SHIPPED.search(clause.codes):
        return True  # "the bench has already shipped": it is on its way
    if re.search(r"[DP]k?d", clause.codes) and any(_by_somebody(*pair) for pair in pairwise(clause.units)):
        return True
    pairs = pairwise(zip(clause.units, clause.codes, strict=True))
    return any(code in "DP" and right.word == "first" for (_, code), (right, _) in pairs)


def _by_somebody(left: Unit, right: Unit) -> bool:
    """ "Done last week | by the other team"."""
    return left.word == "by" and right.kind == "word" and not right.values


def _done_in_brief(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """ "✅ 3", "3 is not", "everything done except 3"."""
    if clause.has("checkmark") and clause.codes.strip("agO+,.!:;-") == "T":
        return Finding("done", line)
    if orders_tick(clause):
        return Finding("done", line, plain=True)
    if _NEARLY.search(clause.codes):
        return Finding("progress", line, text=line.text)
    if _NOT_SO.search(clause.codes):
        return Finding("done", line, denied=True, plain=True)
    if clause.has("everything") and _ALL_BUT.search(clause.codes):
        return Finding("done", line, trouble="unclear", spared=clause.aims)
    if clause.has("checkmark") and not clause.codes.strip("agO,.!:-"):
        return Finding("done", line, trouble="unclear", weak=True)
    return None


def _weakly_done(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if not clause.says("W") and clause.codes.strip("agO,.!:-") != "R" and not _hands_over(clause):
        return None
    if _SOMEBODY_SENT.search(clause.codes):
        return None
    if clause.flags & set("ncfme") or is_ahead(clause, clock):
        up_to = all(u.word == "up to" for u, c in zip(clause.units, clause.codes, strict=True) if c == "e")
        return Finding("done", line, denied=True, weak=clause.flags == {"e"} and up_to)  # "it went up to the server"
    return Finding("done", line, trouble="unclear", weak=True)


def _hands_over(clause: Clause) -> bool:
    """ "I finish 7 today", "please review 1", "7 - ok": said of what is done, or not quite."""
    if "T" not in clause.codes or clause.says("wy") or (clause.says("x") and clause.units[0].word != "did"):
        return False
    if clause.units[0].word == "did" and clause.codes.strip("a.!") in {"xT", "x&T"}:
        return True
    finishes = re.search(r"i[a]*F[kz]*T|^[agO,]*T[a+]*F[a.!,]*$", clause.codes) is not None
    asks_for_review = clause.has("review_request") and not clause.says(ACTS)
    stands = _STANDS.match(clause.codes)  # "the pump is in"
    if stands is not None and clause.units[stands.end() - 1].word in {"in", "up"}:
        return True
    well = re.fullmatch(r"T[\-:,a.!]+", clause.codes) is not None and clause.units[-1].word in {"ok", "okay"}
    return finishes or asks_for_review or well
