"""Denials, silences and directions that a passage bears out, each beside a falsehood of its form that is found."""

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
        # "Who has no …" says which persons; "neither … nor" says regardless; "of their own" denies no common heading.
        ("A reporter who has no Kazakh can follow the training in Russian", "para. 183"),
        ("Persons who are not citizens are included in the commitment", "para. 337"),
        ("Neither origin nor citizenship has to influence the access of a child to education", "para. 219"),
        ("Mothers with no identity documents can since 2019 register a birth", "para. 297"),
        ("People of African descent have no heading of their own in the ethnicity classification", "para. 417"),
        (
            "Language courses and schooling are on the list of matters on the other side of labour migration",
            "para. 393",
        ),
        ("Fifteen in a hundred children with special needs go without the support they should have", "para. 241"),
        # What is missing is narrower than what the passage has.
        ("No date is given by which the common core document will be renewed", "para. 8"),
        ("No draft law is named that was altered after such a review", "para. 164"),
        ("The Criminal Code is not among the codes which this paragraph lists", "para. 69"),
        ("A child born on the territory, which has no foreign citizenship, is recognized as a citizen", "para. 306"),
        ("The number of media projects is given, their cost is not", "para. 115"),
        # An aim, and what it was set up for.
        ("The textbooks are to be translated for citizens of Kazakhstan of Tajik descent", "para. 250"),
        # A direction that the author sets against the figures, and figures of something else.
        (
            "The talk of growing numbers of cases under article 405 is contradicted by the figures",
            "paras. 189 and 191 (c)",
        ),
        ("A growing number of cases is claimed, though by the figures it fell from 27 to 22", "paras. 189 and 191 (c)"),
        ("Pupils increased by more than a hundred thousand in two years", "para. 249"),
        # What is set aside, denied twice, denied of no more than all, or denied of others.
        ("The written application is submitted at the migration control point, not at the embassy", "para. 281"),
        ("Lectures are held at institutions of the Ministry of Internal Affairs, and not at the army’s", "para. 333"),
        ("There is no region in which expert councils of the Ombudsman are missing", "para. 381"),
        ("In none of the regions are expert councils of the Ombudsman lacking", "para. 381"),
        ("Members of the councils do not come from NGOs alone", "para. 381"),
        ("No other ground than the absence of intent led to the termination of criminal cases", "para. 157"),
        # Silences told in other words, of a part, at a place, or by name.
        ("The guidelines on forensic examinations are mentioned with no institution named", "para. 159"),
        ("The size of the expert councils is not given, and neither is the year when they were set up", "para. 381"),
        ("No hint is given of how many members the expert councils have", "para. 381"),
        ("Ethnic groups do not appear as a separate line in the answer on halls of residence", "para. 233"),
        ("No ethnic group is mentioned by its name when priority is described", "para. 233"),
        ("The shares named leave out some groups for which the paragraph gives no figure", "para. 58"),
        pytest.param(
            "The Labour Code is not listed among the codes on liability",
            "paras. 69 and 70",
            marks=pytest.mark.xfail(strict=True, reason="a silence that is nearly broken is doubted"),
        ),
        (
            "The Labour Code is missing among the two codes cited for liability, but it turns up where the bans are",
            "paras. 69 and 70",
        ),
        ("No law is named in support of the Committee’s position", "para. 318"),
        # Cases that were dropped did not fall, and two of three years may go another way than the last.
        ("Of the cases recorded, 36 were dropped in the last year", "paras. 156 and 157"),
        (
            "Kazakh as native language was reported by a share that had risen between the first and the second of the"
            " three years",
            "para. 350",
        ),
    ],
)
def test_what_the_passage_bears_out_is_no_contradiction(check: Check, text: str, cite: str) -> None:
    assert "contradiction" not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Citizens’ petitions are regulated, but no law tells how they are filed and examined", "para. 25"),
        ("Foreigners without Kazakh nationality have no way to the Constitutional Court", "para. 19"),
        ("No figure is given for the feeling of safety", "para. 198"),
        ("Birth and death rates are broken down by region and not by ethnic origin", "para. 59"),
        ("In none of the regions are there expert councils of the Ombudsman", "para. 381"),
        ("The Ombudsman’s expert councils do not operate in the regions", "para. 381"),
        ("The size of the population is given, and no hint is given of how many are Uighur", "para. 58"),
        ("A working group was established, with no date given for the ministerial order", "para. 76"),
        ("The date on which the Convention was ratified cannot be gathered from the paragraph", "para. 1"),
        ("No international treaty is mentioned in the answer on court decisions", "para. 326"),
        ("The Labour Code is not listed among the codes that prohibit discrimination", "paras. 69 and 70"),
        ("The Social Code is not listed among the documents of the strategic level", "paras. 44 and 45"),
        ("Recorded cases dropped between 2022 and 2024", "para. 156"),
        ("Between the second and the third of the three years the number of cases fell", "para. 156"),
        ("The Labour Code is missing from the list", "para. 69"),
        ("Children under guardianship are not among those for whom the change is foreseen", "para. 295"),
        ("Criminal law does not appear among the components of the approach", "para. 100"),
        ("In all oblasts deputy groups for supporting the Assembly will be established", "para. 134"),
        (
            "The talk of growing numbers of cases under article 405 is confirmed by the figures",
            "paras. 189 and 191 (c)",
        ),
        ("The recorded cases nearly halved in two years", "para. 158"),
    ],
)
def test_what_the_passage_denies_is_a_contradiction(check: Check, text: str, cite: str) -> None:
    assert "contradiction" in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The Labour Code is in the list", "para. 69"),
        ("The period of the policy framework is given", "para. 429"),
        ("Mediation is mentioned among the Assembly’s means", "para. 127"),
        ("Free speech is treated here as something the Constitution already guarantees", "para. 153"),
        ("In these years there were about ten or eleven events annually", "para. 328"),
    ],
)
def test_few_words_that_fit_another_passage_too_accuse_no_citation(check: Check, text: str, cite: str) -> None:
    assert not kinds(check(text, cite)) & {"wrong_passage", "wrong_document"}


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Participation in organizations which incite racial discrimination is to be an offence", "art. 4 (c)"),
        ("No medical statistics by ethnic origin are kept in Kazakhstan", "para. 346"),
        ("Deputy groups for the Assembly exist in all oblasts", "para. 135"),
        ("The right to inherit is protected without distinction", "art. 5 (d) (iv)"),
        ("There is no passing mark for the State language test in competitions for B corps posts", "para. 206"),
    ],
)
def test_a_citation_of_the_wrong_place_is_found(check: Check, text: str, cite: str) -> None:
    assert kinds(check(text, cite)) & {"wrong_passage", "wrong_document"}
