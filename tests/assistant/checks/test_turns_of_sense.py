"""What looks like a turn of sense and is none, each beside a falsehood of the same form that is still found."""

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
        # A sentence about the plan itself, which has nothing as done.
        ("The measure for the improvements in view is international standards", "para. 9"),
        ("In the State’s view the Convention is part of national law already", "para. 320"),
        ("The reader learns at which session of the Assembly the order was given", "para. 35"),
        ("Measured by the 30 per cent minimum, women’s share of local managers lies above it", "paras. 91 and 92"),
        ("Two things are unfinished: the data system and the administrative liability", "paras. 179 and 180"),
        # "All" that is denied, that a share is taken of, or that deals out a figure.
        ("Not every ethnic group found in the civil service has reached managerial posts", "para. 209"),
        ("On average, each on-site visit reached roughly a dozen workers", "para. 269"),
        ("Of all cases recorded in the three years, those dropped in 2024 make up one in six", "paras. 156 and 157"),
        ("Without a court’s finding nobody may lose Kazakh citizenship under this article", "para. 293"),
        ("The date on which each of the core treaties was signed cannot be gathered from the paragraph", "para. 384"),
        ("Foreigners have every right of citizens only so far as no law or treaty rules otherwise", "para. 221"),
        # Words of a plan that are none: a person's will, and a possibility that is ruled out.
        ("The address was held after stalking had been made a crime", "paras. 97 and 99"),
        ("What is owed under the article on segregation has been performed", "para. 147"),
        ("The petition is always transmitted, the summary depends on what is appropriate", "art. 14 (8)"),
    ],
)
def test_no_plan_is_told_as_done_and_no_part_as_all(check: Check, text: str, cite: str) -> None:
    assert "overclaim" not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The new policy framework of the Assembly has been developed", "para. 35"),
        ("Two things are finished: the data system and the administrative liability", "paras. 179 and 180"),
        ("The Government created the centre for inclusive education", "para. 241"),
        ("Every ethnic group found in the civil service has reached managerial posts", "para. 209"),
        ("The plan means to revise all of the textbooks by 2027", "para. 256"),
        ("Foreigners enjoy all rights of citizens without exception", "para. 221"),
        ("Administrative liability for hate speech has been introduced", "para. 180"),
        ("The communication is always brought before the Committee in a full version", "art. 14 (8)"),
        ("In all regions of the country there are now enough places in halls of residence", "para. 233"),
    ],
)
def test_a_plan_told_as_done_and_a_part_as_all_are_found(check: Check, text: str, cite: str) -> None:
    assert "overclaim" in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Access to justice is promised for everybody on the territory, and not for citizens alone", "para. 337"),
        (
            "The only core United Nations human rights treaty to which Kazakhstan is not a Party is this one",
            "para. 384",
        ),
        ("Complaints can be received only against those States which have made the declaration", "art. 14 (1)"),
        ("To own together with others is protected as is owning alone", "art. 5 (d) (v)"),
        ("By the State’s own account some minors come all alone", "para. 220"),
        ("The assurance covers only official discourse", "para. 48"),
        ("The campaigns are run by the Ministry of Culture and Information alone", "para. 115"),
        ("Prejudice is not understood as something that arises between ethnic groups alone", "para. 104"),
        ("Both provisions are about understanding, though only the later one names teaching", "arts. 2 (1) and 7"),
        ("Pupils take the course on secularism only if they have chosen it", "para. 362"),
    ],
)
def test_only_that_is_denied_borne_out_or_means_by_oneself(check: Check, text: str, cite: str) -> None:
    assert "contradiction" not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Access to justice is promised for citizens only", "para. 337"),
        ("Only State media are covered by official discourse", "para. 48"),
        ("Freedom of expression is the only right whose violation is examined", "para. 164"),
        ("Schooling is granted to children of migrants only if the parents are registered as residents", "para. 271"),
        ("Children from socially vulnerable groups exclusively were covered by organized rest", "para. 240"),
    ],
)
def test_only_of_what_is_said_of_all_is_found(check: Check, text: str, cite: str) -> None:
    assert "contradiction" in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        # Short forms and names in other words.
        ("TV and radio are only part of the Ministry’s work against discrimination on ethnic grounds", "para. 53"),
        ("More than three times as many AI agents are being developed as are in testing", "para. 238"),
        ("UNFPA, UNDP and OSCE serve as partners", "para. 98"),
        ("Non-discrimination is the subject of the cooperation with UNESCO and OSCE", "para. 368"),
        ("A user who posts propaganda for ethnic superiority breaks the Online Platforms Act", "para. 172"),
        # A plural that opens a sentence, and names told as absent.
        ("Statutes are put in a public database in both Kazakh and Russian", "para. 351"),
        ("Ministry of Education is not seen among the bodies that implement the plan", "para. 296"),
        ("People of African descent have no line of their own in the count", "para. 58"),
        # A general rule applied to one person.
        ("A Korean or Uighur citizen may enter an open competition for public service", "para. 206"),
        ("Schools with Uzbek instruction are more than twenty times as many as the Uighur ones", "para. 251"),
    ],
)
def test_a_name_that_the_passage_need_not_print(check: Check, text: str, cite: str) -> None:
    assert "wrong_name" not in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("Ministry of Education is seen among the bodies that implement the plan", "para. 296"),
        ("The survey sets apart what Dungans in particular answered", "para. 198"),
        ("A dispute that is not settled goes to the Security Council at the request of a party", "art. 22"),
        ("Dungan is the language of instruction at 141 schools in Turkistan Oblast and Shymkent", "para. 251"),
        ("UNHCR serves as a partner in these projects", "para. 98"),
        ("A user who posts propaganda for ethnic superiority breaks the Media Act", "para. 172"),
    ],
)
def test_a_name_that_the_passage_does_not_have_is_found(check: Check, text: str, cite: str) -> None:
    assert "wrong_name" in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        # The verb before each figure tells whose it is; "excluding" denies; "none unless" is "only"; "the Institute".
        ("The court convicted 50 defendants and acquitted 1 over the disorder in Korday District", "para. 199"),
        (
            "Local authorities have set a job quota of 2 to 4 per cent for persons with disabilities, which does not"
            " cover arduous work or work in harmful or hazardous conditions",
            "para. 88",
        ),
        (
            "More than 770 professionals in all regions were trained between 2022 and 2025 under the curriculum of the"
            " Institute of Applied Ethno-Political Research",
            "para. 120",
        ),
    ],
)
def test_what_is_said_otherwise_of_the_same_is_not_accused(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused


def test_only_may_tell_what_a_treaty_says_with_none_unless(check: Check) -> None:
    text = "Complaints of individuals can be received by the Committee only against States which have declared so"
    assert "contradiction" not in kinds(check(text, "art. 14 (1)"))


@pytest.mark.parametrize(
    ("text", "cite", "kind"),
    [
        ("The court acquitted 50 defendants and convicted 1 over the disorder", "para. 199", "wrong_figure"),
        (
            "More than 770 professionals in all regions were trained by the Institute of Legislation",
            "para. 120",
            "wrong_name",
        ),
    ],
)
def test_what_is_said_of_another_is_found(check: Check, text: str, cite: str, kind: str) -> None:
    assert kind in kinds(check(text, cite))


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        (
            "The document combines the eleventh, twelfth, thirteenth and fourteenth reports of the State party",
            "para. 2",
        ),
        (
            "Nine schools from ten now have the conditions in which children with special needs feel at ease",
            "para. 241",
        ),
        (
            "About fifteen of every hundred children with special needs are left without appropriate support",
            "para. 241",
        ),
        ("The aim is to do away with intersecting discrimination, and the articles named are 2 and 5", "para. 39"),
        ("More than 95 per cent were satisfied in 2022 and 2023, whereas for 2024 no rate is given", "para. 342"),
        ("The decision of the Supreme Court gives international treaties precedence over national laws", "para. 322"),
        ("There is no region in which an expert council of the Ombudsman is not operating", "para. 381"),
        ("How many of the more than 50 experts came from NGOs is not said", "para. 313"),
        ("Reservations incompatible with the object and purpose of the Convention are not permitted", "art. 20 (2)"),
        ("Declarations under three articles, 14, 20 and 23, are made known by the Secretary-General", "art. 24 (c)"),
    ],
)
def test_figures_names_and_denials_put_otherwise_are_not_accused(check: Check, text: str, cite: str) -> None:
    assert not check(text, cite).accused


@pytest.mark.parametrize(
    ("text", "cite"),
    [
        ("The document combines the sixth, eleventh and fourteenth reports of the State party", "para. 2"),
        ("Six schools from ten now have the conditions in which children with special needs feel at ease", "para. 241"),
        ("The aim is to do away with intersecting discrimination, and the articles named are 3 and 6", "para. 39"),
        ("How many experts participated in the drafting of the law is not said", "para. 313"),
        ("Reservations incompatible with the object and purpose of the Convention are permitted", "art. 20 (2)"),
    ],
)
def test_wrong_figures_and_denials_of_the_same_form_are_found(check: Check, text: str, cite: str) -> None:
    assert check(text, cite).accused
