.PHONY: pictures check test lint types contracts pin bench asked sentences duties joined doubt placing known baseline

check: lint types contracts test

lint:
	uv run ruff check .
	uv run ruff format --check .

types:
	uv run mypy

contracts:
	uv run lint-imports

test:
	uv run pytest

# Pins the whole dependency tree in pyproject.toml; run it after changing a direct need.
pin:
	python3 .ci/pin.py
	uv sync

# The vectors of the shipped questions; run it after a change of vectorstore/data/asked.tsv.
asked:
	uv run python -m vectorstore.asked_vectors

# The vectors of the shipped documents' sentences; run it after a change of those, or of how sentences are cut.
sentences:
	uv run python -m assistant.checks.shipped_sentences

# The duties nearest to each paragraph of the shipped report; run it after a change of the documents or of search.
duties:
	uv run python -c "from assistant.engines.endpoint.near_duties import main; main()"

# The network of the check "doubt", which goes on from its weights for an hour, and what each of its signs counts for,
# some minutes; the second alone after a change of its signs or of the open sets. After the first `make known`: what
# accuses, and which questions count as answered, rests on what it reads. Torch is installed for the network alone.
joined:
	uv run --with torch python -m evals.joined_fit --further --minutes 60 --write
doubt:
	uv run python -m evals.doubt_fit --write

# The network that places statements, a quarter of an hour; then `make known`.
placing:
	uv run --with torch python -m evals.statement_fit --minutes 14 --write

# Statements and questions known beforehand, and what they count for, half an hour; after a change of contrast_*.jsonl or
# passage_questions_*.jsonl, of the open sets or of the shipped documents.
known:
	uv run python -m evals.known_fit --write
	uv run python -m evals.doubt_fit --write
	uv run python -m evals.outweighed_fit --write
	uv run python -m evals.known_questions --write
	uv run python -m evals.answer_weights --write

# Benchmarks: they print figures and fail nothing.
bench:
	uv run python -m evals.acts --test
	uv run python -m evals.retrieval
	uv run python -m evals.drafts
	uv run python -m evals.checker
	uv run python -m evals.start
	uv run python -m evals.tui_bench

# README's pictures of the screen, from the app on the shipped documents; look at them before you commit them.
pictures:
	uv run python -m evals.pictures

# Records the extractive engine anew as the baseline that CI compares with; look at what changed before you commit it.
baseline:
	rm -rf out/baseline
	uv run shadow-report eval run offline -o out/baseline
	-uv run shadow-report eval compare baseline out/baseline
	uv run python -m evals.record out/baseline
