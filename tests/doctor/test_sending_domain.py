"""SPF, DKIM and DMARC judged by their records alone."""

import pytest

from mailflow.doctor.finding import Finding, Mark
from mailflow.doctor.sending_domain import findings, key_name, names

DOMAIN = "mail.acme.example"
KEY = key_name("s1", DOMAIN)
NOTHING: dict[str, tuple[str, ...]] = dict.fromkeys(names(DOMAIN, ["s1"]), ())


def found(area: str, **records: tuple[str, ...] | None) -> Finding:
    told = {"spf": DOMAIN, "dkim": KEY, "dmarc": f"_dmarc.{DOMAIN}", "parent": "_dmarc.acme.example"}
    known = {**NOTHING, **{told[name]: texts for name, texts in records.items() if texts is not None}}
    for name, texts in records.items():
        if texts is None:
            del known[told[name]]
    return next(one for one in findings(DOMAIN, ["s1"], known) if one.area == area)


@pytest.mark.parametrize(
    ("records", "mark"),
    [
        ((), Mark.RISK),
        (("google-site-verification=x",), Mark.RISK),
        (("v=spf1 mx -all",), Mark.GOOD),
        (("v=spf1 mx ~all",), Mark.GOOD),
        (("V=SPF1 include:_spf.example -ALL",), Mark.GOOD),
        (("v=spf1 redirect=_spf.example",), Mark.GOOD),
        (("v=spf1 mx ?all",), Mark.RISK),
        (("v=spf1 mx",), Mark.RISK),
        (("v=spf1 +all",), Mark.WRONG),
        (("v=spf1 all",), Mark.WRONG),
        (("v=spf1 mx -all", "v=spf1 a -all"), Mark.WRONG),
        (("v=spf10 mx -all",), Mark.RISK),
        (None, Mark.UNKNOWN),
    ],
)
def test_spf_is_judged_by_how_it_ends(records: tuple[str, ...] | None, mark: Mark) -> None:
    assert found("SPF", spf=records).mark is mark


@pytest.mark.parametrize(
    ("records", "mark"),
    [
        (("v=DKIM1; p=abc",), Mark.GOOD),
        (("p=abc",), Mark.GOOD),
        (("v=DKIM1; p=",), Mark.UNKNOWN),
        ((), Mark.UNKNOWN),
        (None, Mark.UNKNOWN),
    ],
)
def test_a_key_that_is_not_revoked_is_a_key(records: tuple[str, ...] | None, mark: Mark) -> None:
    assert found("DKIM", dkim=records).mark is mark


@pytest.mark.parametrize(
    ("own", "parent", "mark"),
    [
        (("v=DMARC1; p=reject",), (), Mark.GOOD),
        ((), ("v=DMARC1; p=quarantine",), Mark.GOOD),
        (("v=DMARC1; p=none",), ("v=DMARC1; p=reject",), Mark.RISK),
        (("v=DMARC1; p=reject", "v=DMARC1; p=none"), (), Mark.RISK),
        ((), (), Mark.RISK),
        (None, (), Mark.UNKNOWN),
    ],
)
def test_the_policy_of_the_nearest_domain_counts(
    own: tuple[str, ...] | None, parent: tuple[str, ...], mark: Mark
) -> None:
    assert found("DMARC", dmarc=own, parent=parent).mark is mark


def test_no_public_suffix_is_asked_for_a_policy() -> None:
    assert "_dmarc.co.uk" not in names("mail.acme.co.uk", [])
    assert "_dmarc.acme.co.uk" in names("mail.acme.co.uk", [])


def test_every_finding_that_is_not_good_says_what_to_do() -> None:
    for records in ({}, NOTHING, {DOMAIN: ("v=spf1 +all",)}):
        assert all(one.remedy for one in findings(DOMAIN, ["s1"], records) if one.mark is not Mark.GOOD)
