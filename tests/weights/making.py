"""Models, archives and wheels made for a test."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from voicebot.weights.catalog import Model

GRAPH, CONF = b"graph" * 1000, b"conf"


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def zipped(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def model(*sources: Mapping[str, object], **changes: object) -> Model:
    """A two-file model of the given sources."""
    entry: dict[str, object] = {
        "name": "tiny",
        "purpose": "recognition",
        "engine": "vosk",
        "languages": ["ru"],
        "band": "narrow",
        "licence": "MIT",
        "needs": ["graph.fst", "conf/model.conf"],
        "files": [
            {"path": "graph.fst", "bytes": len(GRAPH), "sha256": sha256(GRAPH)},
            {"path": "conf/model.conf", "bytes": len(CONF), "sha256": sha256(CONF)},
        ],
        "sources": sources,
    }
    return Model.model_validate(entry | changes)


def archive_source(url: str, body: bytes) -> dict[str, object]:
    return {
        "kind": "archive",
        "url": url,
        "inside": "tiny-1.0",
        "bytes": len(body),
        "sha256": sha256(body),
    }


def wheel(folder: Path, name: str, members: Mapping[str, bytes]) -> None:
    """A wheel that pip accepts."""
    info = f"{name}-1.0.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n"
    tags = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    everything = {
        **members,
        f"{info}/METADATA": metadata.encode(),
        f"{info}/WHEEL": tags.encode(),
        f"{info}/RECORD": b"",
    }
    (folder / f"{name}-1.0.0-py3-none-any.whl").write_bytes(zipped(everything))
