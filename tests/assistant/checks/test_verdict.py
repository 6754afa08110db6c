from __future__ import annotations

import pytest

from assistant.checks.verdict import ADVICE, Grounds, decide
from assistant.model import Finding, FindingKind


def finding(kind: FindingKind) -> Finding:
    return Finding(kind=kind, message="")


@pytest.mark.parametrize("kind", sorted(ADVICE))
def test_advice_never_accuses(kind: FindingKind) -> None:
    assert decide([finding(kind)], Grounds()) == "supported"


def test_the_most_serious_finding_decides() -> None:
    assert decide([finding("wrong_figure"), finding("bad_address")], Grounds()) == "unresolved"
    assert decide([finding("wrong_name"), finding("contradiction")], Grounds()) == "contradicted"


def test_a_detail_leaves_a_carried_sentence_partly_supported() -> None:
    assert decide([finding("wrong_figure")], Grounds(carried=True)) == "partly_supported"
    assert decide([finding("wrong_figure")], Grounds(carried=False)) == "unsupported"
    assert decide([finding("overclaim")], Grounds(carried=False)) == "contradicted"


def test_nothing_found_is_a_pass_only_where_something_was_checked() -> None:
    assert decide([], Grounds()) == "supported"
    assert decide([], Grounds(checkable=False)) == "not_checked"
    assert decide([], Grounds(needs_source=False)) == "no_source_needed"
