"""A gateway of messages that fails now and then, and remembers what it took."""

import json
import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from typing_extensions import override


class Gateway:
    """`taken` counts the keys of messages it answered with success."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.taken: Counter[str] = Counter()
        self.refused = 0
        self._drawer = random.Random(5)
        self._lock = threading.Lock()

    def answer(self, key: str) -> int:
        with self._lock:
            if self._drawer.random() < 0.1:
                self.refused += 1
                return 503
            self.taken[key] += 1
            return 202


@contextmanager
def open_gateway() -> Iterator[Gateway]:
    gateway: Gateway

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            size = int(self.headers["Content-Length"])
            told = json.loads(self.rfile.read(size))
            assert told["message"]["id"] == self.headers["Idempotency-Key"]
            self.send_response(gateway.answer(self.headers["Idempotency-Key"]))
            self.send_header("Content-Length", "0")
            self.end_headers()

        @override
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        gateway = Gateway(f"http://127.0.0.1:{server.server_port}/")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield gateway
        finally:
            server.shutdown()
            thread.join()
