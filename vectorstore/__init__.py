"""Documents, addresses, parsing, index and search. Knows nothing of drafting, checking or screens."""

import os

# Read when NumPy loads. The products of a search are small: threads of OpenBLAS would wait for each other, which on a
# busy machine makes 80 ms of 3.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
