import json
import re

import httpx2


def test_the_page_of_all_paths_loads_nothing_from_anywhere(
    site: httpx2.Client,
) -> None:
    page = site.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "POST /api/v1/campaigns/{campaign}/contacts" in page.text
    assert re.findall(r"(?:src|href)=\"(?!openapi\.json)", page.text) == []
    assert "<script" not in page.text


def test_the_description_names_every_path_and_its_problems(
    site: httpx2.Client,
) -> None:
    description = site.get("/openapi.json").json()
    assert description["openapi"].startswith("3.")
    for path, methods in description["paths"].items():
        assert path.startswith("/api/v1/")
        for told in methods.values():
            assert told["summary"]
            assert told["tags"]
            problem = told["responses"]["default"]["content"]
            assert list(problem) == ["application/problem+json"]
    assert "http://" not in json.dumps(description)
