"""Claims that a sentence close by takes back: a body headed by the President, a closed list left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.engines.extractive.audit import Discrepancy
from assistant.engines.extractive.lines import cite
from assistant.engines.extractive.statements import Statement

_INDEPENDENT = re.compile(
    r"\b(?P<body>Assembly|Ombudsman|Commissioner|Commission|Office)\b[^.;]*?\b(?:is|"
    r"status as) (?P<claim>a civil society institution|"
    r"an independent body)"
)
_HEAD_OF = re.compile(r"\bOffice of (?:the )?(?P<head>Ombudsman|Commissioner)\b")
_CHAIRED = (
    r"\b(?P<body>{body})\b (?:of [^,]+ )?is "
    r"(?P<how>(?:chaired|headed|appointed) by the President(?: (?:with|on) [^,;.]+)?)"
)
_NO_PREFERENCE = re.compile(
    r"\b(?P<claim>(?:excludes?|does not allow|prohibits?|rejects?) any (?:form of )?"
    r"(?:preferential treatment|preferences?|privileges?)[^.;]*)"
)
_KIN = re.compile(
    r"(?P<what>(?i:(?:systematic )?(?:support for|programmes? (?:for|of)|policy of) (?:the )?"
    r"(?:repatriati\w+|return|resettlement)(?: of)?) ethnic (?P<kin>[A-Z]\w+))"
)
_FOR_RETURNEES = re.compile(
    r"\b(?:programmes|measures|training|support)\b[^.;]*\b(?:returnees|repatriates|those who return)\b"
)
_BY_EXAMPLE = re.compile(
    r"\b(?:tenure|mandate|term of office)\b[^.;]*?\bon (?P<called>(?:clearly |strictly )?(?:specified|defined|"
    r"limited)) grounds, (?P<named>such as [^.;]+?)(?=, which\b|[.;]|$)"
)
_DECIDED = re.compile(r"\b(?:decisions?|decided)\b[^.;]*\bcourt\b")
_APART = 2  # paragraphs between claim and counterpart
_CLOSED = re.compile(r"\b(?:clear and exhaustive|exhaustive|closed list of) (?P<what>grounds for [^.;]+)")
_DROPPED = re.compile(
    r"(?P<about>[Aa]round |[Aa]bout )?(?P<share>\d+(?:\.\d+)?) per cent of (?:the )?(?:criminal )?cases "
    r"(?:recorded |registered )?"
    r"(?P<count>\(\d+\) )?(?P<verb>were|are)(?: generally)? (?:terminated|dismissed|discontinued) "
    r"owing to (?P<why>[^.;,]+)"
)
_OPEN = re.compile(r"\band other (?:actions|grounds|circumstances|cases)\b[^.;]*")


def independent_but_appointed(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """A body called independent or of civil society that the President chairs, heads or appoints."""
    for claim in statements:
        match = _INDEPENDENT.search(claim.text)
        if match is None:
            continue
        for other in statements:
            how = _chaired(match["body"], claim).search(other.text)
            if how is None or not 0 <= other.number - claim.number <= _APART:
                continue
            text = (
                f"the State party describes the {how['body']} as {match['claim']}{cite([claim.address])}, but the "
                f"{how['body']} is {how['how']}"
            )
            if how["how"].startswith("appointed"):
                yield _appointed(text, how["body"], claim, other)
                break
            yield Discrepancy(
                f"{text}{cite([other.address])}",
                (claim.address, other.address),
                f"explain how the {how['body']} is independent of the executive",
                f"Ensure that the {how['body']} is independent of the executive in law and in practice",
            )
            break


def _appointed(text: str, body: str, claim: Statement, other: Statement) -> Discrepancy:
    """A contrast, no contradiction: who appoints, and grounds for dismissal that are named only by way of example."""
    open_ended = _BY_EXAMPLE.search(other.passage.text)
    question = f"describe how candidates for the office of {body} are selected, and who takes part"
    advice = f"Select the {body} in an open procedure in which civil society takes part"
    if open_ended:
        text += f", and the “{open_ended['called']} grounds” for dismissal are named only by example"
        text += f" (“{open_ended['named']}”)"
        question += ", and list all the grounds for dismissal"
        advice += ", and list all the grounds for dismissal in the law"
    places = (claim.address, other.address)
    return Discrepancy(f"{text}{cite([other.address])}", places, question, advice, label="Contrast")


def _chaired(body: str, claim: Statement) -> re.Pattern[str]:
    """What says who heads a body, or the one whose office it is: "the Ombudsman is appointed by the President"."""
    head = _HEAD_OF.search(claim.passage.text) if body == "Office" else None
    return re.compile(_CHAIRED.format(body=head["head"] if head else body))


def preferred_kin(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """No preferential treatment, in a section that tells of support for people of one ethnic origin who settle."""
    for claim in statements:
        match = _NO_PREFERENCE.search(claim.text)
        if match is None:
            continue
        section = [one for one in statements if one.passage.headings[:2] == claim.passage.headings[:2]]
        told = [(one, kin) for one in section if (kin := _KIN.search(one.text))]
        if not told:
            continue
        one, kin = max(told, key=lambda pair: "support" in pair[1]["what"])
        some = "a " if re.match(r"policy|programme ", kin["what"], re.IGNORECASE) else ""
        measures = any(_FOR_RETURNEES.search(other.text) for other in statements if other.passage is claim.passage)
        named = ", and names measures for those who return" if measures else ""
        left_open = (
            f"which {'of these measures are' if measures else 'support is'} for ethnic {kin['kin']} alone is not stated"
        )
        yield Discrepancy(
            f"the State party says that it {match['claim']}{named}{cite([claim.address])}, while it reports "
            f"{some}“{kin['what']}”{cite([one.address])}; {left_open}",
            (claim.address, one.address),
            f"state what ethnic {kin['kin']} who return are given in status, housing, grants and quotas, and what "
            "others who settle in the country are given",
            f"Ensure that differences in status and support between ethnic {kin['kin']} who return and others "
            "have a legitimate aim and are proportionate to it",
            label="Contrast",
        )
        return


def exhaustive_but_open(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """Grounds called exhaustive whose list ends in "and other …"."""
    for claim in statements:
        match = _CLOSED.search(claim.text)
        if match is None:
            continue
        for other in statements:
            rest = _OPEN.search(other.text) if other.passage is claim.passage else None
            if rest:
                court = any(
                    0 <= one.number - claim.number <= _APART and _DECIDED.search(one.text) for one in statements
                )
                yield Discrepancy(
                    f"the State party describes the {match['what']} as exhaustive, but its list ends in "
                    f"“{rest[0].strip()}”"
                    f"{cite([claim.address])}",
                    (claim.address,),
                    f"give the full list of the {match['what']}, and the cases in which they were applied",
                    f"Name the {match['what']} in the law one by one and narrowly, without an open-ended clause"
                    + ("" if court else ", and let an independent court alone apply them"),
                )
                break


def _punish_only(why: str) -> str:
    """What to recommend: that the offence be kept to its mark, never that fewer inquiries be opened."""
    publish = "publish each year how many cases were discontinued, and why"
    if "intent" not in why:
        return publish[:1].upper() + publish[1:]
    return f"Ensure that expression is punished only where intent to incite is proved, and {publish}"


def begun_without_intent(statements: Sequence[Statement]) -> Iterable[Discrepancy]:
    """A share of criminal cases that ended for want of what makes the offence: who had been charged in them?"""
    found = [(one, match) for one in statements if (match := _DROPPED.search(one.text))]
    if not found:
        return
    years = [re.search(r"\bin (20\d\d)\b", one.text, re.IGNORECASE) for one, _ in found]
    told = [
        f"{match['about'] or ''}{match['share']} per cent {match['count'] or ''}".strip().lower()
        + (f" in {year[1]}" if year else " in general")
        + cite([one.address])
        for (one, match), year in zip(found, years, strict=True)
    ]
    why = found[0][1]["why"].strip()
    yield Discrepancy(
        f"by the State party’s own figures, of the cases registered, {' and '.join(told[:2])} were "
        f"discontinued owing to {why}; for which words or acts they had been opened is not stated",
        tuple(one.address for one, _ in found[:2]),
        f"state for which words or acts the cases discontinued owing to {why} had been opened, and after how long they "
        "were closed",
        _punish_only(why),
        label="Discontinued",
    )
