"""Questions that one answers oneself: "done? Not really.", "is 1 done? Yes!"."""

from mailflow.commands.codes import codes_of
from mailflow.commands.units import Unit

YES, NO = "yes", "no"
DENYING = ("no", "negation", "almost", "retraction", "wistful", "hedge")
LONGEST_QUESTION = 10


def own_answer(question: list[Unit], answer: list[Unit]) -> str:
    """How the sentence behind it answers a question whether something is done; "" where it does not."""
    codes = codes_of(question)
    if len(question) > LONGEST_QUESTION or "w" in codes or not set("DPZ") & set(codes):
        return ""
    first = next((u for u, code in zip(answer, codes_of(answer), strict=True) if code not in "igObv,"), None)
    if first is None:
        return ""
    if first.has("yes") and "D" in codes:
        return YES
    return NO if any(first.has(tag) for tag in DENYING) else ""
