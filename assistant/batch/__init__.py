"""Many briefs in one go: read and checked first, written side by side, resumed after any stop.

`job` holds what is to be written and what came of it, `folder` the output folder with its manifest, `runner` the rest:

    with open_folder(path) as folder:
        due = what_is_due(jobs, store.library.hash, folder)
        progress = asyncio.run(Runner(store, folder, Limits(jobs=4), watch).run(due))

A job is a brief or a question with its Writer. A finished one is `ID.json` (an Outcome, see `folder.outcome(id)`), with
`ID.md` and a line of `manifest.jsonl` made from it. What is finished and unchanged is not run again.
"""
