"""Reasons and results that the passage has in other words, or that are none, beside ones that it does not have."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence

Check = Callable[..., Sentence]


def kinds(sentence: Sentence) -> set[str]:
    return {finding.kind for finding in sentence.findings}


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("About four in ten cases are dropped because the will to stir up discord was missing", "para. 191 (a)"),
        ("Since the State language test has no minimum score, the report sees in it no barrier", "para. 207"),
        ("Human rights have been a priority since the country stands on its own feet", "para. 1"),
        ("The causes offered for prejudice are migration and the different make-up of the regions", "para. 105"),
        ("Inter-agency analysis led to the view that accession should wait", "para. 309"),
        ("A man whose rights are cut because he belongs to an association falls under the notion", "para. 71"),
        ("Jobseekers were reached by measures; that they led to a job is not promised here", "para. 89"),
        # What an author gathers from the wording, or what no cause is.
        ("The groups entitled to free help are an open list, since it ends with “and others”", "para. 20"),
        (
            "The grounds for stopping an outlet are not limited to violence, because drugs are named as well",
            "para. 166",
        ),
        ("Every third-party witness is missing, given that the passage speaks of media people alone", "para. 116"),
        ("The sums paid seem modest, since several families shared them", "para. 200"),
        ("The State plan is due to end in 2029", "para. 4"),
    ],
)
def test_a_reason_in_other_words_or_no_reason(check: Check, text: str, cite: str) -> None:
    assert "cause_not_in_source" not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("About four in ten cases are dropped because the victim had forgiven the offender", "para. 191 (a)"),
        ("Many cases of 2024 collapsed because the time limit had run out", "para. 157"),
        ("The courses on the treatment of complaints led to dismissals", "para. 347"),
        ("The shortage of student housing led ethnic minority students to leave university", "para. 233"),
        ("Free help is given to veterans and others because the bar pays for it", "para. 20"),
        ("Seminars were held since the journalists had been fined", "para. 116"),
        ("Owing to the new unit, communications to the Ombudsman rose to 6,748", "paras. 378 and 380"),
        ("Refugee matters moved to the labour ministry since the police had broken non-refoulement", "paras. 275–276"),
    ],
)
def test_a_reason_or_result_of_the_authors_own_is_found(check: Check, text: str, cite: str) -> None:
    assert "cause_not_in_source" in kinds(check(text, cite))
