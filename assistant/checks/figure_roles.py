"""What each figure of a sentence stands for: the words and years of its part of the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checks.number_words import number_value
from assistant.checks.quantities import Kind, Quantity
from assistant.checks.words import Word, read_words

# Kinds that share out a sentence among themselves: "12 convictions (14 per cent)" is one count and one share.
_GROUPS: dict[Kind, str] = {
    "count": "count",
    "money": "count",
    "percent": "share",
    "fraction": "share",
    "ratio": "ratio",
    "duration": "duration",
    "identifier": "identifier",
}
# Where the part of one figure ends and that of the next begins, strongest first.
_BOUNDARIES = (
    re.compile(r"(?<!\bart)(?<!\barts)(?<!\bpara)(?<!\bparas)(?<!\bNo)(?<!\bNos)[.;]\s|\n"),
    re.compile(r"[,;]?\s(?:while|whereas|whilst|but|although|though|however)\s|\s(?:or|and),\s(?=[^,;.]{1,40},\s)"),
    re.compile(r",\s(?:and\s)?"),
    re.compile(r"\s(?:and|or|with|of\s+(?:whom|which|these))\s"),
    re.compile(r"\s(?:to|from|than|against)\s"),
)
# "Ten halls, among them the largest, with 500 seats": the last mark opens what the figure adds to the thing before it.
_WITH = re.compile(r"with\s+$", re.IGNORECASE)
_LIST_MARK = re.compile(r"\s*(?:,|,?\s+(?:and|or)|[–-])\s*")
_PARENTHESIS = re.compile(r"\([^()]*\)")
_ZIPPED = re.compile(r"\b(?:respectively|each\s+year|per\s+year|every\s+year|in\s+turn)\b", re.IGNORECASE)
# "18 one year after": a year told from another.
_LATER = re.compile(
    r"(?:\s+[\w’-]+){0,2}?\s+(?:(?P<number>one|two|three|four|five|\d)\s+years?|(?:the|in\s+the|a)\s+year)\s+"
    r"(?:(?P<later>after|later|afterwards|on)|(?P<earlier>before|earlier))\b(?!\s+(?:the|its|this|that|\d))",
    re.IGNORECASE,
)
# "In languages other than Kazakh and Russian": the figure is of neither.
_OTHER_THAN = re.compile(
    r"\b(?i:other\s+than|except\s+for|apart\s+from)\s+(?:[a-z]+\s+)?[A-Z][\w’-]+(?:(?:,\s+|\s+(?:and|or)\s+)[A-Z][\w’-]+)*"
)
LENT = 0.3  # the weight of words that belong to another figure first
_OF_HEAD = 0.25  # the weight of words before the colon that opens a list
_COLON = re.compile(r":\s")
_ADDS = re.compile(r"^[^;.]*(?:,|\()\s*(?:with|of\s+whom|of\s+which|including|among\s+them)\b[^;.]*$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_EACH_TIME = re.compile(r"\b(?:an?|each|every|per|any(?:\s+one)?|one)\s+year\b|\byearly\b|\bannually\b", re.IGNORECASE)
_TO = re.compile(r"[^,;.]{0,30}?\bto\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Role:
    """A figure with the stems of its part of the sentence, each weighted by nearness (0–1), and its years."""

    quantity: Quantity
    keys: dict[str, float]
    years: frozenset[int]
    sentence: str = ""

    @property
    def written(self) -> str:
        """The figure as the sentence writes it."""
        return self.sentence[self.quantity.start : self.quantity.end]


def read_roles(text: str, quantities: Sequence[Quantity]) -> list[Role]:
    """The roles of the figures of one sentence, years, dates and article numbers left out."""
    words = [word for word in read_words(_blanked(_OTHER_THAN, text)) if word.content]
    roles: list[Role] = []
    for group in dict.fromkeys(_GROUPS.values()):
        members = [quantity for quantity in quantities if _GROUPS.get(quantity.kind) == group and not quantity.soft]
        if members:
            others = [q for q in quantities if _GROUPS.get(q.kind) not in {None, group, "identifier"} and not q.soft]
            parts = _share_out(text, members, others)
            found = [
                _role(text, quantity, part, words, quantities) for quantity, part in zip(members, parts, strict=True)
            ]
            found = _join_listed(text, found) if group == "identifier" else found
            handed = _reckon_years(text, _hand_on_years(text, _zip_years(text, found, quantities)), quantities)
            roles.extend(_hand_on_head(text, handed, words))
    return sorted(roles, key=lambda role: role.quantity.start)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)


@dataclass(frozen=True, slots=True)
class _Part:
    """The ranges of a sentence that are a figure's own, and those of the figure that its brackets explain."""

    own: tuple[tuple[int, int], ...]
    lent: tuple[tuple[int, int], ...] = ()


def _share_out(text: str, members: Sequence[Quantity], others: Sequence[Quantity]) -> list[_Part]:
    """The part of each figure. A figure in brackets also has what stands before them: "calm (60.9 per cent)".

    `others` are the figures of other groups: beyond a comma a part ends at them.
    """
    brackets = [match.span() for match in _PARENTHESIS.finditer(text)]
    inside = {q: next((b for b in brackets if b[0] <= q.start < b[1]), None) for q in members}
    outer = [q for q in members if inside[q] is None]
    filled = [bracket for bracket in brackets if bracket in inside.values()]
    blanked = _blanked(_PARENTHESIS, text)
    outer_parts = dict(zip(outer, _partition(blanked, [(q.start, q.end) for q in outer], 0, len(text)), strict=True))
    parts = []
    for quantity in members:
        bracket = inside[quantity]
        if bracket is None:
            part = _short_of(blanked, quantity, outer_parts[quantity], others)
            part = _within_semicolons(text, quantity, part) if quantity.kind == "identifier" else part
            parts.append(_Part(_without(part, filled)))
            continue
        beside = [q for q in members if inside[q] == bracket]
        within = dict(zip(beside, _partition(text, [(q.start, q.end) for q in beside], *bracket), strict=True))
        ends = [q.end for q in outer if q.end <= bracket[0]] + [b for _, b in filled if b <= bracket[0]]
        before = (_boundary(blanked, max(ends, default=0), bracket[0], True), bracket[0])
        hosts = [part for part in outer_parts.values() if part[0] <= bracket[0] < part[1]]
        around = ((0, before[0]),) if len(members) == 1 else ()
        if quantity.kind != "count":  # which has things of its own beside it
            around = (*around, _behind(text, bracket[1], [*members, *others]))
        lent = tuple(_without(hosts[0], filled)) if hosts else around
        parts.append(_Part((within[quantity], before), lent))
    return parts


def _behind(text: str, start: int, figures: Sequence[Quantity]) -> tuple[int, int]:
    """What follows a bracket as far as the next figure, or the last mark before it: "15 (3 per cent) had a hall"."""
    end = min((figure.start for figure in figures if figure.start >= start), default=len(text))
    return start, (_boundary(text, start, end, before=False) if end < len(text) else end)


def _short_of(text: str, quantity: Quantity, part: tuple[int, int], others: Sequence[Quantity]) -> tuple[int, int]:
    """The part, cut where after a comma or stronger mark another sort of figure follows, or goes before."""
    start, end = part
    for other in others:
        if text[other.start : other.end].isspace():
            continue
        if quantity.end <= other.start < end:
            end = min(end, _mark(text, quantity.end, other.start) or end)
        elif start < other.end <= quantity.start:
            start = max(start, _mark(text, other.end, quantity.start) or start)
    return start, end


def _within_semicolons(text: str, quantity: Quantity, part: tuple[int, int]) -> tuple[int, int]:
    """The part of an article number, which tells nothing of what stands beyond a semicolon."""
    start = text.rfind("; ", part[0], quantity.start)
    end = text.find("; ", quantity.end, part[1])
    return (start + 1 if start >= 0 else part[0]), (end if end >= 0 else part[1])


def _mark(text: str, left: int, right: int) -> int | None:
    found = [match.end() for pattern in _BOUNDARIES[:3] for match in pattern.finditer(text, left, right)]
    return found[0] if found else None


def _without(part: tuple[int, int], brackets: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """A range less the brackets in it."""
    pieces = []
    start, end = part
    for left, right in brackets:
        if start <= left < end:
            pieces.append((start, left))
            start = min(right, end)
    return (*pieces, (start, end))


def _partition(
    text: str, spans: Sequence[tuple[int, int]], start: int, end: int, *, before: bool = False
) -> list[tuple[int, int]]:
    """Cut text[start:end] into one range a span. Text between two spans without a boundary goes to the first of
    them, or to the second with `before`."""
    if not spans:
        return []
    edges = [start]
    for (_, left), (right, _) in zip(spans, spans[1:], strict=False):
        edges.append(_boundary(text, left, right, before))
    edges.append(end)
    return list(zip(edges, edges[1:], strict=False))


def _boundary(text: str, left: int, right: int, before: bool) -> int:
    for pattern in _BOUNDARIES:
        matches = list(pattern.finditer(text, left, right))
        if matches:
            adds = len(matches) > 1 and _WITH.fullmatch(text, matches[-1].end(), right)
            return matches[-2 if adds else -1].end()
    return left if before else right


def _role(
    text: str, quantity: Quantity, part: _Part, words: Sequence[Word], all_quantities: Sequence[Quantity]
) -> Role:
    keys = {word.stem: LENT for word in _within(words, part.lent)}
    own = _within(words, part.own)
    for side in (
        [word for word in own if word.start >= quantity.end],
        [word for word in reversed(own) if word.end <= quantity.start],
    ):
        for distance, word in enumerate(side):
            keys[word.stem] = max(keys.get(word.stem, 0.0), 0.2, 1 - 0.15 * distance)
    # Brackets may name a year of their own: "6,909 schools in 2022 (compared with 6,957 in 2020)".
    sides = (part.own[:1], part.own, part.lent)
    years = next((found for ranges in sides if (found := _years_in(all_quantities, ranges))), frozenset[int]())
    return Role(quantity, keys, years, text)


def _within(words: Sequence[Word], ranges: Sequence[tuple[int, int]]) -> list[Word]:
    return [word for word in words if any(a <= word.start < b for a, b in ranges)]


def _years_in(quantities: Sequence[Quantity], part: Sequence[tuple[int, int]]) -> frozenset[int]:
    found: set[int] = set()
    inside = [q for q in quantities if any(a <= q.start < b for a, b in part) and q.year is not None]
    for previous, quantity in zip([None, *inside], inside, strict=False):
        found.add(quantity.year or 0)
        if quantity.label in {"–", "‑", "-", "/"} and previous is not None and previous.year and quantity.year:
            found.update(range(previous.year, quantity.year))
    return frozenset(found)


def _zip_years(text: str, roles: list[Role], quantities: Sequence[Quantity]) -> list[Role]:
    """Pair years and figures that a sentence lists apart: "Between 2022 and 2024 … from 46 to 91"."""
    if len(roles) > 1 and _is_range(text, roles):  # of which year either end is, nobody says
        return [*roles[:-2], *(replace(role, years=frozenset()) for role in roles[-2:])]
    if len(roles) < 2 or not (_ZIPPED.search(text) or _runs_from_to(text, roles)):
        return roles
    years: list[int] = []
    for quantity in quantities:
        if quantity.year is not None:
            ranged = quantity.label in {"–", "‑", "-"} and years
            years.extend(range(years[-1] + 1, quantity.year + 1) if ranged else [quantity.year])
    tail = roles[-len(years) :] if years else []
    holders = [role for role in roles if role.years]
    if len(years) < 2 or len(tail) != len(years) or len(holders) != 1 and not _same_years(tail):
        return roles
    return roles[: -len(years)] + [
        replace(role, years=frozenset({year})) for role, year in zip(tail, years, strict=True)
    ]


def _join_listed(text: str, roles: list[Role]) -> list[Role]:
    """Give the numbers of one list, "articles 3, 7 and 8 of the Act", the words that stand beside any of them."""
    runs: list[list[Role]] = []
    for role in roles:
        if runs and _LIST_MARK.fullmatch(text, runs[-1][-1].quantity.end, role.quantity.start):
            runs[-1].append(role)
        else:
            runs.append([role])
    joined = []
    for run in runs:
        keys: dict[str, float] = {}
        for role in run:
            keys = {key: max(keys.get(key, 0.0), role.keys.get(key, 0.0)) for key in {**keys, **role.keys}}
        joined += [replace(role, keys=dict(keys)) for role in run]
    return joined


def _hand_on_years(text: str, roles: list[Role]) -> list[Role]:
    """Give "with 20 persons convicted" the year of the figure that it adds to: "18 convictions in 2023, with 20 …"."""
    handed: list[Role] = []
    for role in roles:
        before = handed[-1] if handed else None
        if before is not None and not role.years and _ADDS.match(text[before.quantity.end : role.quantity.start]):
            role = replace(role, years=before.years)
        handed.append(role)
    return handed


def _reckon_years(text: str, roles: list[Role], quantities: Sequence[Quantity]) -> list[Role]:
    """Give "18 one year after" the year that it is told from, where the sentence names a single one."""
    named = {quantity.year for quantity in quantities if quantity.year is not None}
    if len(named) != 1:
        return roles
    (base,) = named
    return [
        replace(role, years=frozenset({base + _years_later(match)}))
        if base is not None and (match := _LATER.match(text, role.quantity.end))
        else role
        for role in roles
    ]


def _years_later(match: re.Match[str]) -> int:
    number = int(number_value((match["number"] or "one").lower()))
    return number if match["later"] else -number


def _hand_on_head(text: str, roles: list[Role], words: Sequence[Word]) -> list[Role]:
    """Give each figure of a list after a colon the words before it: "persons convicted: 12 in 2022, 20 in 2023"."""
    colon = _COLON.search(text)
    listed = [role for role in roles if colon is not None and role.quantity.start >= colon.end()]
    if colon is None or len(listed) < 2:
        return roles
    head = {word.stem: _OF_HEAD for word in words if word.end <= colon.start()}
    return [replace(role, keys={**head, **role.keys}) if role in listed else role for role in roles]


def _runs_from_to(text: str, roles: Sequence[Role]) -> bool:
    """Whether the last two figures stand as "from 46 to 91"."""
    first, second = roles[-2].quantity, roles[-1].quantity
    return bool(_FROM.search(text, 0, first.start) and _TO.fullmatch(text, first.end, second.start))


def _is_range(text: str, roles: Sequence[Role]) -> bool:
    """Whether the last two figures are the ends of a range: "between 676 and 1,808", "396 to 1,542 a year"."""
    first, second = roles[-2].quantity, roles[-1].quantity
    between = text[first.end : second.start]
    if _BETWEEN.search(text, 0, first.start):
        return re.fullmatch(r"\s+(?:and|to)\s+", between) is not None
    return re.fullmatch(r"\s+to\s+|[–-]", between) is not None and _EACH_TIME.search(text) is not None


def _same_years(roles: Sequence[Role]) -> bool:
    return len({role.years for role in roles}) == 1
