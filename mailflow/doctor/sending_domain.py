"""SPF, DKIM and DMARC of the domain that letters come from, judged by its TXT records."""

from collections.abc import Iterator, Mapping, Sequence

from mailflow.doctor.finding import Finding, good, risk, unknown, wrong
from mailflow.mail.alignment import same_organisation
from mailflow.mail.dkim_signature import tag_list

Records = Mapping[str, Sequence[str]]

USUAL_SELECTORS = ("mailflow", "default", "mail", "dkim", "google", "selector1", "selector2", "s1", "s2", "k1", "key1")
NO_ANSWER = "the DNS gave no answer"
ASK_AGAIN = "Look at the DNS server ([trust] resolver), and try again."
_SPF_ENDS = {
    "-": good("SPF", "mail from other servers is to be refused (-all)"),
    "~": good("SPF", "mail from other servers is to be suspected (~all)"),
    "?": risk("SPF", "it says nothing of other servers (?all)", "End the record with ~all or -all."),
    "+": wrong("SPF", "it allows every server on earth (+all)", "End the record with ~all or -all."),
}


def names(domain: str, selectors: Sequence[str]) -> list[str]:
    """Every name that the findings need the TXT records of."""
    keys = [key_name(selector, domain) for selector in selectors]
    return [domain, *(f"_dmarc.{each}" for each in _policy_domains(domain)), *keys]


def key_name(selector: str, domain: str) -> str:
    """Where a DKIM key stands."""
    return f"{selector}._domainkey.{domain}"


def findings(domain: str, selectors: Sequence[str], records: Records) -> Iterator[Finding]:
    """What the records say. A name that is missing among them could not be looked up."""
    yield _spf(domain, records.get(domain))
    yield _dkim(domain, selectors, records)
    yield _dmarc(domain, records)


def _spf(domain: str, records: Sequence[str] | None) -> Finding:
    if records is None:
        return unknown("SPF", NO_ANSWER, ASK_AGAIN)
    found = [one for one in records if one.lower().split(" ", 1)[0] == "v=spf1"]
    if not found:
        remedy = f'Publish a TXT record at {domain}, such as "v=spf1 mx -all", that names your mail server.'
        return risk("SPF", "there is none: receivers cannot tell your server from a forger's", remedy)
    if len(found) > 1:
        return wrong("SPF", "there are several records, so that none counts (RFC 7208, 4.5)", "Keep one of them.")
    return _spf_end(found[0].lower().split())


def _spf_end(terms: Sequence[str]) -> Finding:
    last = next((term for term in terms if term.lstrip("+-~?") == "all"), None)
    if last is not None:
        return _SPF_ENDS[last[0] if last[0] in _SPF_ENDS else "+"]
    if any(term.startswith("redirect=") for term in terms):
        return good("SPF", "there is a record, and another one that it leads to")
    return _SPF_ENDS["?"]


def _dkim(domain: str, selectors: Sequence[str], records: Records) -> Finding:
    asked = [records.get(key_name(selector, domain)) for selector in selectors]
    found = [selector for selector, texts in zip(selectors, asked, strict=True) if any(map(_is_key, texts or ()))]
    if found:
        return good("DKIM", f"there is a key ({', '.join(found)})")
    if any(texts is None for texts in asked):
        return unknown("DKIM", NO_ANSWER, ASK_AGAIN)
    text = "no key at the usual names: letters that nobody signs land in Junk"
    return unknown("DKIM", text, "Have your mail server sign, or name its selector: `mailflow doctor --selector NAME`.")


def _is_key(text: str) -> bool:
    return bool((tag_list(text) or {}).get("p"))


def _dmarc(domain: str, records: Records) -> Finding:
    asked = [records.get(f"_dmarc.{each}") for each in _policy_domains(domain)]
    policies = [_policy(texts) for texts in asked if texts]
    policy = next((one for one in policies if one), "")
    if not policy and any(texts is None for texts in asked):
        return unknown("DMARC", NO_ANSWER, ASK_AGAIN)
    if not policy:
        remedy = f'Publish "v=DMARC1; p=quarantine" as TXT at _dmarc.{domain} once SPF and DKIM stand.'
        return risk("DMARC", "there is none: anybody can write to your people in mailflow's name", remedy)
    if policy == "none":
        text = "p=none: receivers only report forgeries, and deliver them"
        return risk("DMARC", text, "Make it p=quarantine or p=reject.")
    return good("DMARC", f"forgeries of your domain are not delivered as usual (p={policy})")


def _policy(texts: Sequence[str]) -> str:
    """The policy of a DMARC record; empty where there is not exactly one."""
    tags = [tag_list(text) or {} for text in texts if text.lower().startswith("v=dmarc1")]
    return tags[0].get("p", "").lower() if len(tags) == 1 else ""


def _policy_domains(domain: str) -> list[str]:
    """The domain, then its parents up to the registered name."""
    labels = domain.split(".")
    parents = [".".join(labels[at:]) for at in range(1, len(labels) - 1)]
    return [domain, *(parent for parent in parents if same_organisation(domain, parent))]
