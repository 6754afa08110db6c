"""Figures that changed places, lengths beside years, ages and numbers of acts however they are written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Sentence
from tests.assistant.checks.wrong_figures import wrong_figures

Check = Callable[..., Sentence]


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Student assemblies at 43 universities, but Assembly departments at only 10", "para. 369"),
        (
            "Consultations extended to more than 10 NGOs and human rights organizations, and the Assembly for its part "
            "organized more than 15 meetings with minority representatives",
            "paras. 430 and 431",
        ),
        (
            "In surveys 84.3 per cent see no violations of rights and 75.5 per cent are content with State policy",
            "paras. 107 and 108",
        ),
        ("An asylum-seeker must apply to the local authority within seven days", "para. 282"),
        ("Of all servants women make 46.2 in hundred", "para. 91"),
        ("The number of the article is 116-1", "para. 97"),
        ("Minors under 16 contribute 1,154 of the 29,449 persons", "para. 291"),
        ("A percentage for people of African descent is offered, less than 0.02; no number is", "para. 418"),
        ("The specialized course began in 2024", "para. 112"),
        ("Annex No. 4 gives the details of the cases under article 174", "para. 156"),
        ("The programme of the Decade is contained in resolution 61/69", "para. 416"),
        ("The State will solve the shortage in almost all regions by 2027", "para. 233"),
        ("Most of the 37 refugees registered came from Ukraine", "para. 280"),
        ("Some five in nine of these people were recognized as citizens", "para. 290"),
    ],
)
def test_a_figure_of_something_else_or_of_nothing_is_found(check: Check, text: str, cite: str) -> None:
    assert wrong_figures(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Student assemblies at 10 institutions, but Assembly departments at 43", "para. 369"),
        (
            "Consultations extended to more than 15 NGOs and human rights organizations, and the Assembly for its part "
            "organized more than 10 meetings with minority representatives",
            "paras. 430 and 431",
        ),
        ("An application is to be decided within three months or, in special cases, within one year", "para. 278"),
        ("An asylum-seeker must apply to the local authority within a day", "para. 282"),
        ("Of all servants women make 56.2 in hundred", "para. 91"),
        ("The number of the article is 115-1", "para. 97"),
        ("The amending act bears the number 157-VIII", "para. 37"),
        ("These are numbers 16, 22, 28 and 42 of the concluding observations", "para. 5"),
        ("Minors under 18 contribute 1,154 of the 29,449 persons", "para. 291"),
        ("A percentage for people of African descent is offered, less than 0.01; no number is", "para. 418"),
        ("Annex No. 5 gives the details of the cases under article 174", "para. 156"),
        ("Annex 3 tells more of it", "para. 416"),
        ("The programme of the Decade is contained in resolution 69/16", "para. 416"),
        ("At least 50 journalists are trained each quarter under the plan for 2025", "para. 183"),
        ("The 1990 treaty foresees a committee to monitor compliance", "para. 391"),
        ("Most of the 37 refugees registered came from Afghanistan", "para. 280"),
        ("Most of the 37 refugees registered did not come from Ukraine", "para. 280"),
        ("Some six in seven of these people were recognized as citizens", "para. 290"),
        ("About two from every three they found were citizens", "paras. 289 and 290"),
        ("The gap between women's share overall and in management is about 17 points", "paras. 91 and 210"),
    ],
)
def test_a_figure_in_its_place_is_borne_out(check: Check, text: str, cite: str) -> None:
    assert not wrong_figures(check(text, cite))
