"""The list of all paths as one plain page, from the same description as openapi.json."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code{background:#f3f3f3;padding:.1em .3em} dt{margin-top:1em} dd{margin:.2em 0 0 1.5em}
@media(prefers-color-scheme:dark){body{background:#111;color:#ddd}code{background:#222}}
"""


def reference_page(description: Mapping[str, Any]) -> str:
    """HTML that loads nothing from anywhere."""
    body = "".join(_sections(description))
    return (
        '<!doctype html><html lang="ru"><meta charset="utf-8">'
        f"<title>voicebot API</title><style>{_STYLE}</style><h1>voicebot API</h1>"
        '<p>Описание для программ: <a href="openapi.json">openapi.json</a> (OpenAPI).'
        f" Примеры: docs/api.md.</p>{body}</html>"
    )


def _sections(description: Mapping[str, Any]) -> Iterator[str]:
    by_tag: dict[str, list[str]] = {}
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            for tag in told.get("tags", [""]):
                by_tag.setdefault(tag, []).append(_operation(path, method, told))
    for tag, operations in by_tag.items():
        yield f"<h2>{escape(tag)}</h2><dl>{''.join(operations)}</dl>"


def _operation(path: str, method: str, told: Mapping[str, Any]) -> str:
    parameters = "".join(
        f"<dd><code>{escape(one['name'])}</code> {_told(one)}</dd>"
        for one in told.get("parameters", ())
    )
    media = told.get("requestBody", {}).get("content", {})
    sent = ", ".join(f"<code>{escape(name)}</code>" for name in media)
    body = f"<dd>тело: {sent}</dd>" if sent else ""
    return (
        f"<dt><code>{method.upper()} {escape(path)}</code></dt>"
        f"<dd>{escape(told.get('summary', ''))}</dd>{parameters}{body}"
    )


def _told(parameter: Mapping[str, Any]) -> str:
    where = {"path": "в пути", "query": "в строке запроса", "header": "заголовок"}
    needed = "" if parameter.get("required") else ", можно без него"
    about = escape(parameter.get("description", ""))
    return f"({where.get(parameter['in'], '')}{needed}) {about}"
