"""A real HTTP server on loopback that serves files as unreliably as asked."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override


@dataclass
class Files:
    """What is served and how badly; `asked` lists each request's path and range."""

    content: dict[str, bytes]
    cut_after: list[int] = field(default_factory=list)
    """Bytes sent before each of the first connections is cut."""
    knows_ranges: bool = True
    etag: str = '"one"'
    asked: list[tuple[str, str]] = field(default_factory=list)
    base: str = ""

    def url(self, path: str) -> str:
        return self.base + path


@contextmanager
def serving(files: Files) -> Iterator[Files]:
    class Handler(FilesHandler):
        served = files

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    files.base = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield files
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class FilesHandler(BaseHTTPRequestHandler):
    served: Files

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.served.asked.append((self.path, wanted))
        body = self.served.content.get(self.path.removeprefix("/"))
        if body is None:
            self.send_error(404)
            return
        start = self._start(wanted)
        if start and start >= len(body):
            self._headers(416, {"Content-Range": f"bytes */{len(body)}"}, 0)
            return
        self._send(body, start)

    def _start(self, wanted: str) -> int:
        match = re.match(r"bytes=(\d+)-", wanted)
        condition = self.headers.get("If-Range", self.served.etag)
        if match and self.served.knows_ranges and condition == self.served.etag:
            return int(match.group(1))
        return 0

    def _send(self, body: bytes, start: int) -> None:
        extra = {"ETag": self.served.etag}
        if start:
            extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        self._headers(206 if start else 200, extra, len(body) - start)
        rest = body[start:]
        if self.served.cut_after:
            rest = rest[: self.served.cut_after.pop(0)]
        self.wfile.write(rest)
        self.close_connection = True

    def _headers(self, status: int, extra: dict[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in extra.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
