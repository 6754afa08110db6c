"""The two writers of drafts and answers: `extractive` needs no model, `endpoint` drives one over HTTP."""
