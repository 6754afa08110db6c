"""Questions and briefs answered from nothing but the request that reached a hand-answered endpoint, and replayed."""
