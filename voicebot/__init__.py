"""A self-hosted Russian telephone robot."""

import os

# Before numpy is imported anywhere: its products are so small here that two threads
# spend a third to a half more on them than one (docs/decisions/0074).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
