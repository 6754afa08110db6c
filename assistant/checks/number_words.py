"""Numbers written in words: "Ninety-five", "two thousand five hundred", "two thirds", "seven out of ten"."""

from __future__ import annotations

import re

from assistant.checks.lexicon import word_list

SMALL = {word: value for value, word in enumerate(word_list("small_numbers"))}
TENS = {word: 10 * tens for tens, word in enumerate(word_list("tens"), start=2)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_PLAIN = "|".join(sorted([*SMALL, *TENS], key=len, reverse=True))
_SCALES = "hundreds?|thousands?|millions?|billions?|trillions?"
_ONES = "|".join(word for word, value in SMALL.items() if 0 < value < 10)
_UNIT = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{_ONES}))?|(?:{_PLAIN}))(?:\b|(?=fold\b))"
# A number in words: "one hundred and five", "thirty-four"; a bare "a" counts before a scale only ("a thousand"), and
# "and" joins after a scale only: "two and six" are two numbers, and so are "two thousand and seven thousand".
_HUNDREDS = rf"[\s-]hundreds?\b(?:[\s-](?:and\s(?!{_UNIT}[\s-]hundreds?\b))?{_UNIT})?"
_LARGER = rf"[\s-](?:{_SCALES})\b(?:[\s-](?:and\s(?!{_UNIT}[\s-](?:{_SCALES})\b))?{_UNIT})?"
NUMBER_WORDS = rf"(?:{_UNIT}|a(?=[\s-](?:hundred|thousand|million|billion)\b))(?:{_HUNDREDS}|{_LARGER})*"
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d{3},\d{2}(?!\d)|\d+(?:\.\d+)?"
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
    "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9,
    "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_FRACTION = re.compile(
    rf"""
    \b(?P<top>an?|{_PLAIN})[\s-](?P<bottom>{"|".join(_DENOMINATORS)})\b(?!\s+(?:of\s+)?(?:\d{{4}}|years?\b|months?\b
    |time|(?:an?\s+)?century)|-years?\b)
    |(?<!first[ ])(?<!second[ ])(?<!last[ ])(?<![\w-])(?P<half>half)\b(?!-|\s+(?:of\s+(?:the\s+)?(?:19|20
    |year)|an?\s+(?:year|hour|century)|century|year))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "A third kind", "a sixth-grader": a place in an order, where no share is told of.
_PLACED = re.compile(
    r"-[a-z]|\s+(?!(?:of|as|in|on|at|to|for|from|by|and|or|but|than|that|which|who|whose|more|less|fewer|higher|lower|larger|smaller"
    r"|over|below|above|each|is|are|was|were|be|been|has|have|had|do|does|did|can|could|may|might|must|will|would|should|only|not"
    r"|came|come|comes|live|lived|speak|spoke|said|say|told|took|take|went|work|worked|attend|attended|received|used|got|felt)\b)[a-z]"
)
_BOUNDED = re.compile(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|than|over|under|least|most|only|to|by)\s+$",
    re.IGNORECASE,
)
# After the whole of "three cases of five", else "five regions" are told of.
_NO_NOUN = (
    r"(?:\s*(?:[,.;:)]|$)|\s+(?:from|in|on|at|since|during|were|was|are|is|have|has|had|did|do|does|ended|came|went|got"
    r"|not|remain\w*)\b)"
)
_OUT_OF = re.compile(
    rf"""
    (?<![\w.,-])(?P<top>\d{{1,2}}(?:\.\d+)?|(?:(?:{"|".join(TENS)})-)?(?:{_PLAIN}))\s+(?:out\s+of(?:\s+(?:every|each))?|[a-z]+\s+out\s+of(?:\s+(?:every|each))?(?=\s+(?:10|ten|(?:an?\s+|one\s+)?hundred)\b)
    |(?:[a-z]+(?:-[a-z]+)+\s+)?(?:[a-z]+\s+)?in(?:\s+(?:every|each))?|to\s+every
    |(?:[a-z]+\s+){{1,4}}(?:per|in(?:\s+every)?)(?=\s+(?:(?:ten|a|one)\s+thousand|(?:a|one)\s+hundred|1,000|10,000|hundred)\b)
    |of(?:\s+every)?(?=\s+(?:ten|(?:a\s+)?hundred)\b)|[a-z]+\s+of(?:\s+every)?(?=\s+(?:three|four|five|ten)\b{_NO_NOUN})
    |(?:[a-z]+\s+)?(?:from(?=\s+(?:ten|a\s+hundred)\b(?!\s+[a-z]+s\b))|from\s+every|for\s+every(?=\s+(?:ten|hundred)\b)))
    \s+(?P<bottom>(?:(?:{_PLAIN}|an?)\s+)?(?:hundred|thousand)
    |\d{{1,3}}(?:,000)?|(?:(?:{"|".join(TENS)})-)?(?:{_PLAIN}))\b(?!\s+(?:years?|months?|weeks?|days?|hours?|regions?|oblasts?|cities|languages)|(?<!\bten)(?<!hundred)\s+schools)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_SUCH = re.compile(r"\s+of\s+(?:these|those|them|all)\b", re.IGNORECASE)  # behind "six in seven"
# "One in six or seven": between the two.
_OR_NEXT = re.compile(
    rf"\s+or\s+(?P<next>\d{{1,2}}|(?:{_PLAIN}))\b(?!\s+(?:years?|months?|times|per)\b)", re.IGNORECASE
)
# "The other half of the duty": of what is no number of things.
_OF_MATTER = re.compile(
    r"\s+of\s+(?:the|this|that|its|their|his|her|what|an?)\s+(?:[\w’'-]+\s+){0,2}?(?:dut(?:y|ies)|obligations?|recommendations?|provisions?|sentence"
    r"|paragraph|story|picture|answer|question|task|truth|argument|promise|request|article|rule|clause|formula|definition|equation|bargain)\b",
    re.IGNORECASE,
)
# "Three courses, and a fourth, on media": one more of them.
_ONE_MORE = re.compile(r"(?:\band\s+(?:now\s+|then\s+|also\s+)?|\bwhile\s+|;\s+)$", re.IGNORECASE)
# "Out of ten persons of working age, fewer than three": the whole first, then the part.
_WHOLE_FIRST = re.compile(
    rf"""
    \b(?:out\s+of|of|for)\s+(?:every\s+|each\s+)?(?P<bottom>10|100|1,000|ten|a\s+hundred|a\s+thousand)\s(?![Tt]he\b)[^,;.:()]{{3,80}}
    (?:,\s(?:[a-z]+\s+){{0,3}}?|\s(?:about|some|nearly|almost|only|hardly|over|(?:more|fewer|less)\s+than)\s+)(?P<top>\d{{1,3}}|(?:(?:{"|".join(TENS)})-)?(?:{_PLAIN}))\b(?!\s+(?:years?|months?|per)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
ORDINALS = {word: value for value, word in enumerate(word_list("ordinals"), start=1)}


def word_value(text: str) -> float:
    """The value of a number in words. Raises ValueError if a word is none of a number's."""
    total = current = 0.0
    for word in re.split(r"[\s-]+", text.lower()):
        if word in {"and", ""}:
            continue
        if word == "a":
            current = 1
        elif word in SMALL or word in TENS:
            current += SMALL.get(word, 0) + TENS.get(word, 0)
        elif word.rstrip("s") == "hundred":
            current = max(current, 1) * 100
        elif (word := word.rstrip("s")) in SCALES:
            total, current = total + max(current, 1) * SCALES[word], 0
        else:
            raise ValueError(f"not a number word: {word!r}")
    return total + current


def number_value(written: str) -> float:
    """The number that digits without a comma, or words, stand for. Raises as `word_value` does."""
    return float(written) if written.isdecimal() else word_value(written)


def digits_value(text: str) -> float:
    """The number that digits stand for, thousands parted by commas or spaces."""
    plain = re.sub(r"[,\u00a0\u202f ]", "", text)
    # A last group of two digits ("540,00") has lost one in print.
    return float(plain) * (10 if re.fullmatch(r"\d{3},\d{2}", text) else 1)


def read_fractions(text: str) -> list[tuple[int, int, float, bool]]:
    """Start, end and value of the fractions in words, and whether they are of a hundred: "a third", "seven in ten"."""
    found = []
    for match in _OUT_OF.finditer(text):
        top, bottom = (_small_value(match[part]) for part in ("top", "bottom"))
        if 0 < top < bottom and (
            bottom in {10, 20, 100}
            or bottom >= 100
            or "out" in match[0].lower()
            or bottom <= 5
            or top == 1
            or _OF_SUCH.match(text, match.end())
        ):
            after = _OR_NEXT.match(text, match.end())
            if after is not None and top == 1 and _small_value(after["next"]) == bottom + 1:
                found.append((match.start(), after.end(), top / (bottom + 0.5), False))
            else:
                found.append((match.start(), match.end(), top / bottom, bottom == 100))
    for match in _FRACTION.finditer(text):
        top = 1.0 if match["half"] or match["top"].lower() in {"a", "an"} else word_value(match["top"])
        placed = (match["top"] or "").lower() in {"a", "an"} and match["bottom"].lower() in ORDINALS
        if placed and _PLACED.match(text, match.end()) and not _BOUNDED.search(text, 0, match.start()):
            continue
        if placed and text.startswith(",", match.end()) and _ONE_MORE.search(text, 0, match.start()):
            continue
        if match["half"] and _OF_MATTER.match(text, match.end()):
            continue
        bottom = 2 if match["half"] else _DENOMINATORS[match["bottom"].lower()]
        if top < bottom:
            found.append((match.start(), match.end(), top / bottom, False))
    return found


def read_parts_of(text: str) -> list[tuple[tuple[int, int], tuple[int, int], float]]:
    """Of each "out of ten persons, fewer than three": where the whole and the part stand, and the value of the two."""
    found = []
    for match in _WHOLE_FIRST.finditer(text):
        top, bottom = (_small_value(match[part]) for part in ("top", "bottom"))
        if 0 < top < bottom:
            found.append((match.span("bottom"), match.span("top"), top / bottom))
    return found


def _small_value(text: str) -> float:
    digits = text.replace(",", "")
    return float(digits) if digits[0].isdecimal() else word_value(re.sub(r"^an?\b", "one", text.lower()))
