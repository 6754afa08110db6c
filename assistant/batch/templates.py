"""Examples of a file of briefs, one for each format, all with the same briefs."""

from __future__ import annotations

TEMPLATES = {
    "jsonl": """\
{"id": "art-4", "article": "4"}
{"id": "education", "article": "5 (e) (v)", "max_words": 600}
{"id": "hate-speech", "topic": "hate speech online"}
{"id": "para-15", "follow_up": "15, 16"}
{"id": "refugees", "question": "How many refugees are registered?"}
""",
    "csv": """\
id,article,topic,follow_up,question,instructions,language,max_words,engine
art-4,4,,,,,,,
education,5 (e) (v),,,,,,600,
hate-speech,,hate speech online,,,,,,
para-15,,,"15, 16",,,,,
refugees,,,,How many refugees are registered?,,,,
""",
    "yaml": """\
# Each brief has an id, which names its files, and one of: article, topic, follow_up, question.
# Also known: max_words; engine (extractive or endpoint); and, for the endpoint engine only,
# instructions (a sentence or two) and language (en, ar, es, fr, kk, ru or zh).
- id: art-4
  article: 4
- id: education
  article: 5 (e) (v)
  max_words: 600
- id: hate-speech
  topic: hate speech online
- id: para-15
  follow_up: [15, 16]
- id: refugees
  question: How many refugees are registered?
""",
}
