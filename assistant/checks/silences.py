"""Finds what an author says of a source's silence ("para. 61 gives no figure"): clause by clause."""

from __future__ import annotations

import re

from assistant.checks.number_words import NUMBER_WORDS

TELL = (
    r"say|state|specify|indicate|mention|explain|tell|give|provide|describe|name|report|clarify|address|disclose"
    r"|identify|set\s+out|refer|include|contain|offer|show|quantify|list|answer|respond|elaborate|reveal|publish"
    r"|break\s+down|claim|pretend|allege|assert|argue|maintain|supply|make\s+clear|cite|present|discuss|touch\s+on|speak\s+of|deal\s+with|define"
)
TELLS = (
    r"gives?|names?|mentions?|states?|cites?|indicates?|reports?|says?|tells?|specif(?:y|ies)|discloses?|publish(?:es)?"
    r"|quotes?|makes?(?=\s+no\s+(?:mention|reference))|describes?|identif(?:y|ies)"
)
HOLDS = r"provides?|offers?|contains?|includes?|supplies|lists?|presents?|shows?|sets?\s+out"
_TEXTS = r"(?:para(?:graph)?s?\.?|report|section|passage|text|annex|state\s+party|it|which|and)"
_THING = (
    r"figures?|numbers?|dates?|data|details?|information|breakdowns?|explanations?|reasons?|examples?|deadlines?"
    r"|time\s?tables?|time\s?frames?|indicators?|statistics|time\s?limits?|percentages?|sources?|years?|amounts?"
    r"|names?|results?|evidence|indication|mention|answer|word|hints?|clues?|size|scale|measures?|bod(?:y|ies)|outcomes?|steps?"
    r"|measurements?|estimates?|rates?|definitions?|comparisons?|proofs?|criteri(?:a|on)|shares?"
)
_TOLD = (
    r"stated|mentioned|specified|indicated|disclosed|explained|said|clear|known|broken\s+(?:down|out)|named|cited|reported"
    r"|described|quoted|listed|discussed|identified|answered|told|claimed|alleged|asserted|shown|revealed|printed|adduced"
)
_UNTOLD = (
    r"un(?:clear|known|explained|specified|stated|told|said|disclosed|mentioned|reported|named|defined|described|dated"
    r"|sourced|answered|identified|quantified|listed|written)"
)
GIVEN = rf"{_TOLD}|given|provided|offered|shown|supplied|presented"
ABSENT = (
    r"(?:(?:does|do)\s+not\s+(?:appear|figure|feature|occur|come\s+(?:in|up))|(?:is|are)\s+(?:not\s+among|missing\s+(?:from|in|among)"
    r"|absent\s+(?:from|in|here)|no\s+part\s+of|left\s+out\s+of(?!\s+(?:the|this|that|a|any)\s+(?:\w+\s+){0,2}(?:quota|scheme|rule|duty|obligation|ban|right)s?\b)))"
)
_FOUND_OUT = (
    r"verified|assessed|checked|known|established|learn(?:ed|t)|told|determined|ascertained|judged|measured|gauged"
    r"|calculated|computed|worked\s+out|seen|read|inferred|compared|tested|evaluated|found(?:\s+out)?"
    r"|gathered\s+from|gleaned|deduced|made\s+out"
)
_SILENCE = re.compile(
    rf"""
    \b(?:(?:does|do|did)(?:\s+not|n[’']t)|fails?\s+to|failed\s+to|omits?\s+to|neglects?\s+to|nor\s+(?:does
    |do)\s+\w+)\s+(?:\w+\s+)?(?:{TELL})\b|\b(?:{TELLS})\s+(?:(?:us|the\s+reader
    |the\s+committee)\s+)?(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\b(?:para(?:graph)?s?\.?|report|section|passage|text|annex|state\s+party)(?:\s+\d+)?\s+has
    \s+(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\b(?:nobody|no\s+one)\s+(?:explains|says|tells|states|mentions|specifies|indicates|clarifies|discloses|reveals)\b
    |\b(?:given|named|told|mentioned|stated|reported|said|counted)\b[^.;]*?,\s+(?:but\s+|and\s+)?
    (?:(?:its|their|the|that)\s+|(?:numbers?|figures?|names?|shares?)\s+of\s+)[\w’' -]{{3,40}}
    \s(?:is|are)\s+not\b(?=\s*(?:[.;,(]|$))
    |\b(?:is|are)\s+(?:not\s+made\s+an?|no)\s+condition\b
    |\b{_TEXTS}(?:\s+\d+)?\s+(?:{HOLDS})\s+(?:no\b(?!\s+longer)|neither|nothing|none\b|not\s+a\b|not\s+one\b)
    |\bwithout\s+(?:(?:even|ever|any|an|a|the|further|more|precise|giving|its|such|concrete)\s+)*(?:{_THING}|(?:say
    |stat|specify|indicat|mention|explain|tell|giv|provid|describ|nam|report|clarify|sett?|show|list|quantify)ing)\b
    |\b(?:but|and|yet|though|with)\s+no\s+(?:\w+\s+)?(?:{_THING})\b|\b(?:no|neither
    |not\s+a\s+single)\s+(?:\w+\s+){{0,3}}?(?:{_THING})(?:\s+[\w’'-]+){{0,14}}?\s+(?:is|are|was|were|has\s+been
    |have\s+been)\s+(?:{GIVEN})\b|(?<!is\s)(?<!are\s)\b(?:no|neither|none|not\s+a\s+single|not\s+one|nothing)(?:,?\s+[\w’'-]+){{1,14}}?\s+(?:is
    |are)\s+(?:{_TOLD})\b|\b(?:{_THING})(?:\s+[\w’'-]+){{0,14}}?\s+(?:is|are|was|were)\s+(?:not|nowhere
    |never)\s+(?:\w+\s+)?(?:{GIVEN})\b|\b(?:is|are|was|were)\s+(?:not|nowhere|never)\s+(?:\w+\s+)?(?:{_TOLD})\b
    |\b(?:we|one|readers?|nobody|the\s+committee)\s+(?:(?:is|are|does|do|did|can|will|was|were)\s+(?:not|never|nowhere)|cannot
    |never)\s+(?:told|learn|find\s+out|hear|see|know|read)\b|\bnowhere\s+(?:does|do|did|is|are|was|were|has|have)\b|\bno\s+(?:paragraph|passage|sentence|place)s?\b|\bnothing\s+(?:is\s+said|in\s+the\s+report)\b|\b(?:is|are
    |remains?|stays?)\s+silent\b|\b(?:is|are|remains?|stays?|go(?:es)?|left)\s+(?:\w+\s+)?{_UNTOLD}\b
    |\bleaves?\s+(?:[\w’'-]+\s+){{0,6}}?{_UNTOLD}\b
    |\b(?:is|are)\s+(?:missing|lacking|withheld|concealed|kept\s+from\s+us|a\s+riddle|omitted)(?=\s*(?:[.;,(]|$)|\s+(?:here|in\s+th))
    |\b(?:look|search|seek|ask)(?:e?s|ed|ing)?\s+in\s+vain\b|\bin\s+vain\s+(?:does|do|one|we)\b
    |\b(?:nothing\s+is|is\s+nothing)\s+(?:learn(?:ed|t)|reported|heard|written|about|on)\b|\bhears?\s+nothing\b
    |\bkeeps?\s+(?:\w+\s+){{0,3}}?(?:to|for)\s+(?:itself|themselves)\b|\bforgets?\s+to\s+(?:{TELL})\b
    |\bleft\s+(?:\w+\s+){{0,2}}?(?:to\s+(?:guess|inference|imagine|conjecture)|guessing)\b|\bgets?\s+no\s+mention\b|\bstays?\s+vague\b|\bescapes?\s+the\s+attention\b
    |\bwithout\s+(?:letting|disclosing|revealing|quoting|identifying)\b
    |\b(?:is|are)\s+(?:not|nowhere)\s+(?:written|detailed|titled|illustrated|addressed|spel(?:t|led)\s+out|spoken\s+of|alluded\s+to)\b
    |\bnothing\s+(?:indicates|says|tells|shows)\s+(?:us\s+)?(?:which|who|how|what|when|where|why|whether|if)\b
    |^\W*(?:how\s+(?:many|much|long|often|far|large|big)|whether|why|(?:from|in|by|to|of|on)\s+(?:which|what|whom))\b[^;]*?
    \b(?:withh\w+|hid\w*|kept\s+(?:from|back|secret|out)|keeps?\s+(?:from|back|to)|conceal\w*|a\s+(?:secret|mystery)|guess\w*
    |a\s+blank|in\s+the\s+dark)\b
    |\b(?:do|does|did)\s+not\s+(?:learn|let\s+us\s+know)\b|\bwon[’']t\s+(?:say|tell)\b|,\s+unknown(?=\s*(?:[.;(]|$))
    |(?:^|[,;:]|\b(?:but|and|yet))\s*(?:how|whether|what|when|why|who|which|where|if)\b[^.,;]{{3,80}}
    \b(?:stays|is\s+left)\s+open\b
    |\b(?:given|named|told|mentioned|stated|reported|counted|listed|noted|described|quoted)\b[^.;]*?,\s+(?:but|and
    |while|though)\s[^,;.]{{3,90}}?\s(?:is|are)\s+not\b(?=\s*(?:[.;,(]|$))
    |(?:^|[,;:]|\b(?:but|and|yet))\s*(?:how|whether|what|when|why)\b[^.,;]{{3,80}}\bremains\s+(?:open|unanswered)\b
    |\b(?:find|finds|found|is|offers?|has)\s+(?:no|not\s+a(?:\s+single)?)\s+word\s+(?:on|about|of)\b
    |\b(?:reveals?|gives?|names?|discloses?)\s+(?:the\s+(?:figure|number|share|name)s?\s+)?for\s+(?:none\b|no\b(?!\s+(?:more|less|fewer|longer|later|reason)\b))
    |\bno\s+rate\s+is\s+given\b|\bno\s+(?:{_THING})(?:\s+(?:there|here|in\s+it))?\s+(?:bears?|supports?|backs?|confirms?|proves?|shows?)\b
    |\bleaves?\s+(?:open|unanswered|unclear)\b|\bis\s+left\s+(?:open|unanswered|unclear)\b
    |\bthere\s+is\s+(?:no|not\s+a|not\s+one)\s+(?:\w+\s+)?(?:mention|word|trace|hint)\b
    |\b(?:but|and|yet|though|while|whereas)\s+there\s+is\s+no\s+(?:rate|figure|number|percentage|share)\b
    |\b(?:is|are)\s+(?:left\s+out(?!\s+of)|passed\s+over|hidden|kept\s+back|held\s+back)\b
    |\b(?:is|are)\s+(?:cited|given|presented|reported|quoted|told|described)\s+without\b
    |\bnot\s+(?:how|when|who|whom|where|why|which|what|whether)\b|\b{ABSENT}\b|\b(?:cannot|can\s+not|could\s+not)\s+be\s+(?:{_FOUND_OUT})\b
    |\bwith\s+(?:no|not\s+an?|not\s+one)\s+(?:[\w’'-]+\s+){{1,4}}?(?:being\s+)?(?:{GIVEN})\b
    |\b(?:is|are)\s+(?:not|nowhere)\s+(?:{GIVEN}),?\s+(?:and\s+)?(?:neither|nor)\s+(?:is|are)\s+(?:the|its|their|any)\b
    |\b(?:is|are)\s+(?:not|nowhere)\s+(?:to\s+be\s+)?found\s+(?:among|in|on|under|anywhere)\b|\b(?:is|are)\s+nowhere
    \s+(?:to\s+be\s+)?found\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOCUMENT = (
    r"(?:para(?:graph)?s?\.?|report|section|passage|text|sentence|list|enumeration|summary|State\s+party|description|account"
    r"|statement)(?:\s+\d+)?(?:,\s+as\s+(?:described|given|put),)?"
)
_ASKED = (
    r"(?:(?:by|in|on|for|to|from|of|with|at|until|over)\s+)?(?:how\s+(?:many|much|often|long|large|far)|whether|why|which|whose|who|whom"
    r"|when|what\s+(?:share|proportion|number|sentences?|happen\w*|became))"
)
# Less usual ways to say so: of a document that it keeps quiet, of a thing that it is not touched upon, of a question.
_LESS_USUAL = re.compile(
    rf"""
    \b{_DOCUMENT}\s+(?:\w+ly\s+|itself\s+|also\s+|carefully\s+)?(?:keeps?\s+(?:quiet|mum|silent|its\s+peace|to\s+itself)|is\s+(?:mute|quiet|silent)
    |leaves?\s+(?:out|aside|open|untouched|unsaid)|avoids?|ignores|forgets|omits?|passes\s+over|skips|stops\s+(?:short|after)
    |withholds|never\s+says|has\s+nothing\s+(?:on|about|to\s+say)|breathes\s+no\s+word|makes?\s+no\s+(?:claim|mention|reference)
    |sets\s+no|does\s+not\s+(?:touch|take\s+up|raise|single\s+out|settle|acknowledge|recount|connect|estimate|count|quantify
    |reproduce|enumerate|divulge|document|care\s+to|go\s+into|dwell|convey|tie|attach))\b
    |\bwhile\s+(?:keeping\s+(?:quiet|silent|to\s+itself)|leaving\s+[^,;.]{{3,60}}?\s(?:out|open|aside)\b|saying\s+nothing)
    |\b(?:is|are|was|were)\s+not\s+(?:\w+ly\s+)?(?:touched\s+(?:up)?on|dealt\s+with|taken\s+up|reproduced|enumerated|estimated|quantified|divulged
    |supplied|documented|itemi[sz]ed|split\s+up|broken\s+down|singled\s+out|repeated\s+here|counted\s+here|pointed\s+to|raised\s+here
    |a\s+topic\s+of|something\s+(?:this|the)|apparent\s+from|set\s+against|backed\s+by\s+(?:a|any)|covered\s+(?:here|in\s+the))\b
    |^\W*(?:[^,;]{{3,80}}[,;]\s+)?(?:(?:but|and|yet|while)\s+)?{_ASKED}\b[^,;]*?\s(?:(?:is|are)\s+not\s+(?:even\s+roughly\s+)?[\w-]+(?:\s+(?:out|up|down|upon))?
    (?=\s*(?:[.;,(]|$)|\s+(?:here|in\s+th|by\s+th))|(?:remains?|is\s+left|stays?|is)\s+(?:a\s+(?:blank|mystery|secret|riddle)|in\s+(?:doubt|the\s+dark)|uncertain|unexplored|untouched
    |uncommented|uncounted|unnamed|open|to\s+the\s+reader|for\s+(?:the\s+reader|us)\s+to)|goes\s+un\w+|is\s+impossible\s+to\s+(?:see|tell)
    |is\s+(?:a|one)\s+(?:question|matter|topic|point|detail|figure|subject)\b|is\s+anyone[’']s\s+guess|we\s+(?:are\s+(?:left|not)|look)\b
    |the\s+(?:{_DOCUMENT})\s+(?:does\s+not|never|avoids|fails|keeps|withholds))
    |\b(?:is|are)\s+(?:a\s+)?(?:question|matter|topic|point|detail|figure|subject)s?\s+(?:that\s+|which\s+|on\s+which\s+)?(?:the|this|it)\s+(?:{_DOCUMENT})?[^.;,]{{0,20}}?
    \s(?:does\s+not|leaves?\s+(?:out|open|aside)|avoids?|withholds?|omits?|keeps|never)\b
    |\b(?:is|are)\s+(?:a\s+)?(?:question|matter|topic|point|detail|figure|subject)s?\s+(?:left\s+(?:out|open|untouched|aside)|passed\s+over|we\s+look\s+for|not\s+\w+)\b
    |\b(?:receives?|finds?|gets?|deserves?)\s+(?:no|not\s+one|not\s+a\s+single)\s+(?:\w+\s+)?(?:mention|word)\b|\bno\s+mention\s+is\s+made\b
    |\bnot\s+(?:a|one|a\s+single)\s+word\s+(?:is|on|about)\b|\bare\s+matters\s+on\s+which\s+not\b|\b(?:one|we|the\s+reader)\s+miss(?:es)?\b|\bfor\s+in\s+vain\b
    |\bplays?\s+no\s+part\s+in\s+(?:the|this)\s+(?:paragraph|passage|text|sentence|list|account|measures\s+described|reasons\s+given)
    |\bwithout\s+(?:reciting|citing|(?:[\w’'-]+\s+){{0,5}}being\s+(?:named|told|quoted|described|cited|defined|numbered)|(?:a|one|any)\s+(?:single\s+)?(?:name|title|example))\b
    |\b(?:but|yet|and|[,;])\s+(?:it\s+)?(?:leaves?\s+out|leaves?\s+[^,;.]{{3,60}}?\sout\s+of\s+account|passes\s+over|forgets\s+(?:the|its|their|any)|keeps?\s+(?:quiet|silent)\s+(?:about|on))\b
    |^\W*it\s+keeps?\s+(?:quiet|silent)\b|\b(?:but|yet|and)\s+(?:none|not\s+one|nothing)\s+(?:for|on|by|about)\b
    |\bnowhere\s+(?:acknowledged|touched|to\s+be\s+seen|taken\s+up)\b|\b(?:stays?|remains?)\s+(?:open|hidden|in\s+the\s+dark|a\s+blank)\b|\bit\s+remains\s+open\b
    |\bleft\s+(?:in\s+the\s+dark|uncited|unaddressed|unexamined|off\s+the\s+list)\b|\b(?:kept|withheld|hidden)\s+from\s+(?:the\s+reader|us)\b|\bwe\s+find\s+nothing\b|\b(?:(?:look|search)\s+for\b[^.;]*?\s)?(?:you|one|we)\s+(?:will|would|shall|do)\s+not\s+find\b
    |\b(?:draws?|makes?)\s+no\s+(?:link|connection)\b|\bnothing\s+in\s+(?:this|the)\s+(?:overview|{_DOCUMENT})\s+tells\b|\bin\s+no\s+way\s+be\s+(?:seen|inferred)\b
    |\b(?:is|are)\s+not\s+(?:given(?:\s+(?:separately|here))?|restated|summari[sz]ed|expressly\s+(?:defined|named|promised))(?=\s*(?:[.;,(]|$)|\s+here\b|\s+in\s+(?:this|the)\s+(?:{_DOCUMENT}))
    |\bnothing\s+(?:in\s+the\s+(?:text|paragraph|passage|report)\s+)?(?:shows|suggests|is\s+recorded)\b
    |\b(?:none|neither|not\s+one)\s+(?:of\s+them\s+)?is\s+(?:described|named|defined|cited|quoted|given|listed|mentioned|explained)\b
    |\b(?:no|not\s+one|not\s+a\s+single)\s+(?:[\w’'-]+\s+){{1,8}}?is\s+(?:singled\s+out|pointed\s+to|given\s+as\s+an\s+example|called\s+by\s+name|enumerated|acknowledged|set\s+for)\b
    |\bwe\s+(?:are|were)\s+(?:left\s+(?:to\s+wonder|ignorant|guessing)|not\s+(?:informed|told))\b|\bthe\s+reader\s+is\s+not\s+(?:informed|directed|told)\b|\bit\s+cannot\s+be\s+gathered\b
    |\b(?:mentioned|listed|named|cited|noted|given|told|read|learn)\b[^.;]*?[;,]\s+(?:(?:but|while|whereas)\s+)?[^,;.]{{3,70}}?\s(?:is|are)\s+not\b(?=\s*(?:[.;,(]|$))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "The list has the Ministry of Justice but not the Committee": told of a document, and set against it.
_BUT_NOT = re.compile(r"\bbut\s+(?:not\b(?!\s+only)|no\s+\w|nothing\b)", re.IGNORECASE)
_DOCUMENT_TELLS = re.compile(
    rf"\b(?:{_DOCUMENT}\s+(?:\w+ly\s+)?(?:{TELLS}|{HOLDS}|counts?|has|speaks?|deals?|covers?|introduces?|announces?)|we\s+(?:learn|are\s+(?:told|given)|read)|is\s+mentioned"
    rf"|are\s+mentioned)\b[^;.]*$",
    re.IGNORECASE,
)
# "99 in 100 members of other groups did not name Kazakh": those asked are no source that is silent.
_DO_NOT = re.compile(r"(?:do|does|did)(?:\s+not|n[’']t)\s", re.IGNORECASE)
# "Twenty are left unnamed": how many these are can be worked out.
_UNTOLD_THING = re.compile(r"\bun(?:named|listed|mentioned)$", re.IGNORECASE)
_SO_MANY = re.compile(
    rf"(?:\b(?:{NUMBER_WORDS})|\d)\s+(?:others?\s+|of\s+(?:them|these|those)\s+|[\w’-]+\s+){{0,2}}$", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:members|persons|people|those\s+(?:asked|polled|questioned|surveyed)|respondents|citizens|residents|inhabitants|students|pupils|teachers|users|households|families"
    r"|women|men|children|parents|migrants|refugees|speakers|kazakhs?|russians?|(?<!–)(?!(?:19|20)\d\d\s)\d[\d.,]*(?:\s+per\s+cent)?)"
    r"(?:\s+(?:of|in|from|among)(?:\s+the)?(?:\s+(?!(?:the|this|it|one|is|are|was|were)\b)[\w’'-]+){1,4})?\s+$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"""
    [;:]\s|\s[–—-]\s|,?\s\b(?:but|yet|although|though|while|whereas|however)\b|,\s(?:and|without|nor|with\s+no)\b
    |\s(?=without\b)|\s(?=and\s+(?:names?|gives?|mentions?|says?|states?|offers?|provides?|contains?|does|remains?
    |is|are)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _matches(text: str) -> list[re.Match[str]]:
    found = [*_SILENCE.finditer(text), *_LESS_USUAL.finditer(text)]
    found += [match for match in _BUT_NOT.finditer(text) if _DOCUMENT_TELLS.search(text, 0, match.start())]
    return sorted(found, key=lambda match: match.start())


def find_silences(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open ranges of the clauses that say what a source leaves out."""
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for match in _matches(text):
        start = max(cut for cut in cuts if cut <= match.start())
        if _DO_NOT.match(match[0]) and _PEOPLE.search(text, start, match.start()):
            continue
        if _UNTOLD_THING.search(match[0]) and _SO_MANY.search(text, start, match.start()):
            continue
        end = min((cut for cut in cuts if cut >= match.end()), default=len(text))
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
