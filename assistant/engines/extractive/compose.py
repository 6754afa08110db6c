"""Puts a section together: the parts in the order a reader needs, within the word limit, as numbered Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.article_terms import stems, terms_of
from assistant.brief import SECTION_PARTS, Brief
from assistant.engines.extractive.account import SubSection, account, quoted, sub_sections, with_elsewhere
from assistant.engines.extractive.frames import Frames, Varied
from assistant.engines.extractive.home_article import left_to_their_home
from assistant.engines.extractive.issue import Issue, by_weight
from assistant.engines.extractive.issues import find_issues
from assistant.engines.extractive.later_parts import LaterParts
from assistant.engines.extractive.law_arguments import OF_THE_LAW
from assistant.engines.extractive.lines import Line, Printer, cite
from assistant.engines.extractive.phrasing import Capitals, capitals_in, join
from assistant.engines.extractive.proposals import is_asked, placeholders, questions, recommendations
from assistant.engines.extractive.requirements import clip, is_right, requirement, right_words, short_right
from assistant.engines.extractive.rights import by_right
from assistant.engines.extractive.silence import is_silent, unspoken
from assistant.engines.extractive.statements import Statement, statements_of
from assistant.engines.extractive.topics import observations, section_number, subject_of
from assistant.gathering import Gathered
from assistant.provisions import nearest
from assistant.store import Store
from vectorstore.address import Address
from vectorstore.address_format import format_citation
from vectorstore.model import Passage

# Shares of the word limit; what a part leaves goes to the next.
_SHARES = (0.2, 0.28, 0.32)  # of a whole article
_SHARES_OF_LESS = (0.17, 0.36, 0.29)  # of what is read alone: the State's answer to it is told more fully
_MOST_OF_A_KIND, _MOST_AT_ODDS = 3, 5
_WORDS_FOR_ONE_MORE = 600  # words of points for which one more of a kind is told
_TELLING = frozenset({"at_odds", "acknowledged", "not_collected"})
_FROM_ELSEWHERE = frozenset({"at_odds", "postponed"})  # kinds that matter wherever they stand
_ENOUGH = 8  # paragraphs of a section that need no more from elsewhere
_FEW, _MANY = 2, 8  # statements of a sub-section where there are many, and how many more where it is the only one
_BESIDE = 0.25  # weight of a paragraph from elsewhere
_NO_LIMIT = 99
_PARAGRAPH = 4  # sentences of the account in one numbered paragraph
_GENEROUS = 1.3  # times its share of the words up to which the Convention's text is reported whole
_MANY_RIGHTS = 6
_WORTH_FILLING = 40  # words left over that go to the account
_FILLED = 0.9  # of them, since headings and citations take words too
_VERY_SHORT, _SHORT = 300, 450  # words up to which a section has place for one or two facts from civil society
_WORDS_A_QUESTION = 130
_WORDS_A_FACT = 250  # words of a long section for each place for a fact from civil society
_SMALLEST_SHARE = 18  # words below which a sub-section is left out of the account
_TERMS_TAKEN_UP = 2  # words of a provision that later parts use
_RECITALS = "preamble"  # they ask for nothing
_RIGHTS_ARTICLE = ("5",)  # drafted right by right
_EMPTY = {
    SECTION_PARTS[0]: "No provision of the Convention was found on this",
    SECTION_PARTS[2]: "Nothing postponed, denied or at odds was found in the paragraphs read",
    SECTION_PARTS[3]: "[NGO evidence: facts on the ground; source, place, date, method]",
    SECTION_PARTS[4]: "No question arises from the paragraphs read",
    SECTION_PARTS[5]: "No recommendation arises from the paragraphs read",
}


@dataclass
class Part:
    """A heading with its numbered paragraphs, each a list of lines; `group` is a sub-heading before some of them."""

    heading: str
    paragraphs: list[list[Line]] = field(default_factory=list)

    @property
    def words(self) -> int:
        """The words of all its lines."""
        return sum(line.words for lines in self.paragraphs for line in lines)


@dataclass(frozen=True, slots=True)
class Material:
    """What a section on a brief is made from, whatever its length."""

    brief: Brief
    gathered: Gathered
    store: Store
    capitals: Capitals
    statements: list[Statement]
    sections: list[SubSection]
    issues: list[Issue]
    silent: Line | None
    subjects: list[str]
    article: Address


def prepare(brief: Brief, gathered: Gathered, store: Store) -> Material:
    """Reads the gathered passages once: their statements by sub-section, and every point that can be made of them."""
    units = store.library.units(store.state_report)
    capitals = capitals_in(units)
    statements, everywhere = statements_of(gathered.report), statements_of(units)
    own = [one for one in statements if one.passage.id not in gathered.elsewhere]
    if len({one.passage.id for one in own}) < _ENOUGH:
        own = [one for one in statements if one.passage.id not in gathered.beside]
    whole = _is_whole_article(brief)
    sections = sub_sections(own, gathered.relevance)
    if not whole:
        sections = with_elsewhere(own, statements, gathered)
    if brief.article is not None and brief.article.path == _RIGHTS_ARTICLE:
        sections = by_right(gathered, sections, store)
    in_section = [unit for unit in gathered.report if unit.id not in gathered.elsewhere] or gathered.report
    issues = _issues(own, statements, everywhere, capitals, store.treaty, asked=brief.article is not None)
    return Material(
        brief=brief,
        gathered=gathered,
        store=store,
        capitals=capitals,
        statements=statements,
        sections=sections,
        issues=left_to_their_home(issues, brief, everywhere),
        silent=_unspoken_line(brief.topic or "", store) or silent_line(gathered.convention, store),
        subjects=[one for one in dict.fromkeys(subject_of(unit, capitals) for unit in in_section) if one],
        article=brief.article or _main_article(gathered, store),
    )


def compose(material: Material, limit: int) -> list[Part]:
    """The six parts of a section that aims at `limit` words. A part for which nothing was found says so.

    The account of a brief that is no article is the State's answer: words left over go to it.
    """
    whole = _is_whole_article(material.brief)
    for_law, for_account, for_points = (int(limit * share) for share in (_SHARES if whole else _SHARES_OF_LESS))
    later = _later(material, _fit(material.issues, for_points))
    required = Part(SECTION_PARTS[0], _requirements(_taken_up(material, later), for_law))
    told = Part(SECTION_PARTS[1], _told(material, for_account, later))
    spare = for_law + for_account - required.words - told.words
    shown = _fit(material.issues, for_points + max(0, spare))
    told.paragraphs = _told(material, for_account, _later(material, shown))  # nothing shown is told twice
    points = [issue.line for issue in shown] + ([material.silent] if material.silent else [])
    places = max(1 + (limit > _VERY_SHORT) + (limit > _SHORT), limit // _WORDS_A_FACT)
    lists = (
        points,
        placeholders(shown, material.subjects, places, _number(material.brief)),
        questions(shown, max(2, limit // _WORDS_A_QUESTION)),
        recommendations(shown, material.article, max(1, limit // 200)),
    )
    rest = [Part(heading, [[line] for line in lines]) for heading, lines in zip(SECTION_PARTS[2:], lists, strict=True)]
    parts = [required, told, *rest]
    left = limit - sum(part.words for part in parts)
    if not whole and left > _WORTH_FILLING:
        told.paragraphs = _fuller(material, told, left, _later(material, shown))
    return parts


def _fuller(material: Material, told: Part, left: int, later: LaterParts) -> list[list[Line]]:
    """The account with the words left over: more of what is worth telling, then what the paragraphs say at all."""
    best = told.paragraphs
    for wanted in (later, replace(later, anything=True, told=[])):
        room = told.words + int(left * _FILLED)
        best = _account(material, room, wanted) or best
        if room - Part("", best).words <= _WORTH_FILLING:
            break
    return best


def _is_whole_article(brief: Brief) -> bool:
    return brief.article is not None and len(brief.article.path) == 1


def _number(brief: Brief) -> str:
    """The number of the brief's article, or ""."""
    return brief.article.path[0] if brief.article else ""


def _later(material: Material, points: Sequence[Issue]) -> LaterParts:
    article = material.brief.article
    rights = article is None or article.path[:1] == _RIGHTS_ARTICLE
    return LaterParts(points, lists_rights=rights, narrow=_is_whole_article(material.brief))


def _told(material: Material, words: int, later: LaterParts) -> list[list[Line]]:
    """The account; else what the paragraphs of the points claim, measures, what is near the query; or that none is."""
    if found := _account(material, words, later):
        return found
    alone, cited = replace(later, may_stand_alone=True), replace(later, all_cited=True)
    for wanted in (alone, cited, replace(later, narrow=False)):
        if found := _account(material, words, wanted):
            return found if material.brief.article is None else [found[0][:1]]
    return [quoted(material.statements, material.gathered.query) or [_not_found(material.brief, material.store)]]


def _not_found(brief: Brief, store: Store) -> Line:
    """The sentence for a matter on which the report holds nothing."""
    what = f"“{brief.topic}”"
    if brief.article is not None:
        name = (
            format_citation([brief.article], with_symbol=False).replace("arts.", "articles").replace("art.", "article")
        )
        what = f"{name} of the Convention"
    return Line(f"No paragraph found in {store.state_report} that speaks of {what}", "inference")


def _issues(
    own: Sequence[Statement],
    gathered: Sequence[Statement],
    everywhere: Sequence[Statement],
    capitals: Capitals,
    treaty: str,
    *,
    asked: bool,
) -> list[Issue]:
    """The issues of the brief's own section, and of what else was gathered those that matter wherever they stand.

    What is at odds by so little that nothing is asked of it is left out; with `asked` all of which nothing is asked.
    """
    issues = find_issues(own, everywhere, capitals, treaty)
    known = {issue.addresses for issue in issues}
    found = find_issues(gathered, everywhere, capitals, treaty)
    others = [one for one in found if one.kind in _FROM_ELSEWHERE and one.line.label not in OF_THE_LAW]
    issues += [one for one in others if one.addresses not in known]
    if asked:
        issues = [one for one in issues if is_asked(one)]
    return by_weight(one for one in issues if one.question or one.kind != "at_odds")


def _main_article(gathered: Gathered, store: Store) -> Address:
    """The article to which a topic's recommendations are tied: that of its first provision."""
    heads = [Address.from_id(passage.id).path[:1] for passage in gathered.convention]
    return Address(store.treaty, next((head for head in heads if head != (_RECITALS,)), ("2",)))


def _taken_up(material: Material, later: LaterParts) -> list[Passage]:
    """The provisions of an article that a later part takes up, and those that open it; of a topic all."""
    provisions, brief = material.gathered.convention, material.brief
    if brief.follow_up:
        return nearest(material.gathered.query, provisions, material.store)
    if not _is_whole_article(brief):
        return list(provisions)
    said = " ".join([*(issue.line.text for issue in later.points), *material.subjects])
    words = stems(said)
    cited = {address for issue in later.points for address in issue.addresses}
    kept = []
    for passage in provisions:
        address = Address.from_id(passage.id)
        opens = any(address.covers(Address.from_id(one.id)) and one is not passage for one in provisions)
        if opens or is_right(passage) or address in cited or len(stems(terms_of(address)) & words) >= _TERMS_TAKEN_UP:
            kept.append(passage)
    return kept or list(provisions[:1])


def _requirements(provisions: Sequence[Passage], words: int) -> list[list[Line]]:
    """The duties in one paragraph, clipped so that all fit, and the rights listed under them in another."""
    provisions = [one for one in provisions if Address.from_id(one.id).path[0] != _RECITALS]
    rights = [passage for passage in provisions if is_right(passage) and requirement(passage)]
    duties = [passage for passage in provisions if not is_right(passage) and requirement(passage)]
    if rights:  # "the rights so guaranteed" come after the words that guarantee them
        duties.sort(key=lambda one: Address.from_id(one.id).path == _RIGHTS_ARTICLE)
    lines: list[Line] = []
    whole = sum(len((requirement(passage) or "").split()) for passage in duties)
    each = max(40, words // max(1, len(duties))) if whole > words * _GENEROUS else whole
    for passage in duties:
        text = clip(requirement(passage) or "", each).rstrip(".")
        if lines and text.startswith("States parties ") and lines[-1].text.startswith(("States parties ", "They ")):
            text = "They " + text.removeprefix("States parties ")
        lines.append(Line(text + cite([Address.from_id(passage.id)]), "convention"))
    paragraphs = [_within(lines, words)] if lines else []
    if 0 < len(rights) <= _MANY_RIGHTS or not duties:  # of all of them the Committee needs no list
        paragraphs.append([_rights_line(rights)])
    return paragraphs


def _rights_line(rights: Sequence[Passage]) -> Line:
    """The rights listed: one by one, or where they are many those of one letter under one citation."""
    verb = "Among the rights so guaranteed are" if len(rights) > 1 else "Among the rights so guaranteed is"
    if len(rights) <= _MANY_RIGHTS:
        named = right_words if len(rights) <= 2 else short_right
        return Line(f"{verb} {join([named(one) + cite([Address.from_id(one.id)]) for one in rights])}", "convention")
    groups: dict[Address, list[str]] = {}
    for right in rights:
        address = Address.from_id(right.id)
        group = Address(address.symbol, address.path[:2])
        groups.setdefault(group, []).append(short_right(right))
    listed = "; ".join(_together(names) + cite([group]) for group, names in groups.items())
    return Line(f"{verb}: {listed}", "convention")


def _together(rights: Sequence[str]) -> str:
    """Rights of one letter: "the rights to housing, to work and of access to …"."""
    if len(rights) == 1:
        return rights[0]
    return "the rights " + join([right.removeprefix("the right ") for right in rights])


def _within(lines: Sequence[Line], words: int) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        if kept and sum(one.words for one in kept) + line.words > words * _GENEROUS:
            break
        kept.append(line)
    return kept


def _account(material: Material, words: int, later: LaterParts) -> list[list[Line]]:
    sections, gathered = material.sections, material.gathered
    weight = {id(section): _weight(section, gathered) for section in sections}
    total = sum(weight.values()) or 1.0
    sections = [one for one in sections if words * weight[id(one)] / total >= _SMALLEST_SHARE]
    total = sum(weight[id(one)] for one in sections) or 1.0
    frames = Frames()
    shares = [max(45, int(words * weight[id(one)] / total)) for one in sections]
    most = _FEW + (0 if later.all_cited else _MANY // max(1, len(sections)))
    most = most if later.narrow else _NO_LIMIT
    found = [
        account(section, share, material.capitals, frames, later, most)
        for section, share in zip(sections, shares, strict=True)
    ]
    return [lines[at : at + _PARAGRAPH] for lines in found for at in range(0, len(lines), _PARAGRAPH)]


def _weight(section: SubSection, gathered: Gathered) -> float:
    """A sub-section's claim on the words: its own paragraphs count whole, those from elsewhere a quarter."""
    ids = {statement.passage.id for statement in section.statements}
    return float(sum(_BESIDE if id in gathered.elsewhere else 1.0 for id in ids) ** 0.7)


def _fit(issues: Sequence[Issue], words: int) -> list[Issue]:
    """Issues within the words, at most three of a kind, or four at odds; what a contrast told is not told again."""
    kept: list[Issue] = []
    left = words
    for issue in issues:
        alike = sum(one.kind == issue.kind for one in kept)
        told = {address for one in kept if one.kind in _TELLING for address in one.addresses}
        again = issue.kind not in {*_TELLING, "no_evaluation"} and set(issue.addresses) <= told
        again = again or (issue.kind == "no_breakdown" and 2 * len(told & set(issue.addresses)) > len(issue.addresses))
        most = _MOST_AT_ODDS if issue.kind == "at_odds" else _MOST_OF_A_KIND + words // _WORDS_FOR_ONE_MORE
        if alike >= most or issue.line.words > left or again:
            continue
        kept.append(issue)
        left -= issue.line.words
    return kept


def silent_line(provisions: Sequence[Passage], store: Store) -> Line | None:
    """The sentence that names the listed rights of which the report says nothing, if there are any."""
    units = store.library.units(store.state_report)
    silent = [
        passage for passage in provisions if is_right(passage) and requirement(passage) and is_silent(passage, units)
    ]
    if not silent:
        return None
    groups: dict[tuple[str, ...], list[Passage]] = {}
    for passage in silent:
        groups.setdefault(Address.from_id(passage.id).path[:2], []).append(passage)
    told = [
        _together([short_right(one) for one in group]) + cite([Address.from_id(one.id) for one in group])
        for group in groups.values()
    ]
    listed = told[0] if len(told) == 1 else ", ".join(told[:-1]) + ", or " + told[-1]
    return Line(f"No paragraph found in {store.state_report} addresses {listed}", "inference", "Not addressed")


def _unspoken_line(topic: str, store: Store) -> Line | None:
    """The sentence for the words of a topic that the report never uses."""
    words = unspoken(topic, store.library.units(store.state_report))
    if not words:
        return None
    named = join([f"“{word}”" for word in words])
    return Line(f"No paragraph found in {store.state_report} that speaks of {named}", "inference", "Not addressed")


def title_of(brief: Brief, gathered: Gathered) -> str:
    """The section's title: the article or topic, and where the State report speaks of it."""
    own = [passage for passage in gathered.report if passage.id not in gathered.elsewhere]
    numbers = list(dict.fromkeys(section_number(passage) for passage in own if section_number(passage)))
    where = f" (State report, sect{'s' if len(numbers) > 1 else ''}. {join(numbers)})" if 0 < len(numbers) < 5 else ""
    if len(numbers) >= 5:
        top = list(dict.fromkeys(number.partition(".")[0] for number in numbers))
        where = f" (State report, sect{'s' if len(top) > 1 else ''}. {join(top)})" if len(top) < 5 else ""
    if brief.article is not None:
        name = format_citation([brief.article], with_symbol=False)
        return name.replace("arts.", "Articles").replace("art.", "Article") + where
    if brief.follow_up:
        return f"Follow-up to concluding observations {observations(brief.follow_up)}{where}"
    return (brief.topic or "").strip()[:1].upper() + (brief.topic or "").strip()[1:]


def print_section(title: str, parts: Sequence[Part]) -> str:
    """The section as Markdown: headings, paragraphs numbered through, citations in UN form."""
    printer = Printer()
    varied = Varied()
    blocks = [f"## {title}"]
    number = 0
    for part in parts:
        blocks.append(f"### {part.heading}")
        for lines in part.paragraphs or [[Line(_EMPTY[part.heading], "inference")]]:
            number += 1
            blocks += [f"#### {lines[0].heading}"] if lines[0].heading else []
            blocks.append(f"{number}. " + " ".join(printer.line(varied.line(line)) for line in lines))
    return "\n\n".join(blocks) + "\n"
