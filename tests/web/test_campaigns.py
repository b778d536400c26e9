import httpx2
import pytest
import yaml

from tests.web.conftest import rules_for

VALID = rules_for("valid")
YAML = {"Content-Type": "application/yaml"}


def test_a_campaign_is_made_of_yaml_and_found_where_the_answer_says(
    site: httpx2.Client, new_name: str
) -> None:
    name = f"Заявки на кредит {new_name}"
    text = yaml.safe_dump(rules_for(name), allow_unicode=True)
    made = site.post("/campaigns", content=text, headers=YAML)
    assert made.status_code == 201
    assert made.json()["status"] == "draft"
    place = made.headers["location"]
    shown = site.get(f"{site.base_url.copy_with(raw_path=place.encode())}")
    assert shown.json() == made.json()
    listed = site.get("/campaigns").json()["campaigns"]
    assert name in [each["name"] for each in listed]


def test_the_same_keys_may_come_as_json(site: httpx2.Client, campaign: str) -> None:
    rules = site.get(f"/campaigns/{campaign}/rules")
    assert rules.headers["content-type"].startswith("application/yaml")
    assert yaml.safe_load(rules.text) == rules_for(campaign)


def test_a_name_is_taken_once(site: httpx2.Client, campaign: str) -> None:
    again = site.post("/campaigns", json=rules_for(campaign))
    assert again.status_code == 409
    assert f'there is a campaign "{campaign}" already' in again.json()["detail"]


def test_every_complaint_about_rules_names_its_line(site: httpx2.Client) -> None:
    text = "campaign: x\nscenario: credit_lead\nring: soon\nlaws: [none]\n"
    refused = site.post("/campaigns", content=text, headers=YAML)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert [each["where"].partition(":")[0] for each in refused.json()["errors"]] == [
        "3",
        "4",
    ]


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({**VALID, "scenario": "no_such"}, 'there is no scenario "no_such"'),
        ({**VALID, "scenario": "../settings"}, 'there is no scenario "../settings"'),
        ({**VALID, "lists": {"bought": "куплено"}}, "bought"),
        ({**VALID, "campaign": "a/b"}, 'write it without "/"'),
        ([], "an object with keys"),
        ("text", "an object with keys"),
        ({}, "missing"),
    ],
)
def test_what_is_wrong_with_rules_is_said(
    site: httpx2.Client, rules: object, sentence: str
) -> None:
    refused = site.post("/campaigns", json=rules)
    assert refused.status_code == 422
    assert sentence in refused.text.replace('\\"', '"')


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{", "application/json", 422),
        (b'{"a": NaN}', "application/json", 422),
        (b"[" * 100_000, "application/json", 422),
        (b"\xff\xfe\x00", "application/yaml", 422),
        (b"a: &x [*x, *x]", "application/yaml", 422),
        (b"campaign: x\x00", "application/yaml", 422),
        (b"<xml/>", "application/xml", 415),
        (b"campaign: x", "", 415),
    ],
)
def test_what_is_no_rules_at_all_is_refused_in_a_sentence(
    site: httpx2.Client, body: bytes, media: str, status: int
) -> None:
    refused = site.post("/campaigns", content=body, headers={"Content-Type": media})
    assert refused.status_code == status
    assert refused.json()["detail"]
    assert "Traceback" not in refused.text


def test_rules_are_edited_under_their_revision(
    site: httpx2.Client, campaign: str
) -> None:
    path = f"/campaigns/{campaign}/rules"
    seen = site.get(path).headers["etag"]
    first = site.put(
        path, json=rules_for(campaign, title="A"), headers={"If-Match": seen}
    )
    assert (first.status_code, first.json()["title"]) == (200, "A")
    late = site.put(
        path, json=rules_for(campaign, title="B"), headers={"If-Match": seen}
    )
    assert late.status_code == 412
    assert "at revision 2" in late.json()["detail"]
    anew = site.put(path, json=rules_for(campaign, title="C"))
    assert anew.json()["revision"] == 3


def test_rules_of_another_campaign_are_not_taken(
    site: httpx2.Client, campaign: str
) -> None:
    other = site.put(f"/campaigns/{campaign}/rules", json=rules_for("y"))
    assert other.status_code == 422
    assert 'those of the campaign "y"' in other.json()["detail"]


def test_commands_lead_from_status_to_status_and_may_be_repeated(
    site: httpx2.Client, campaign: str
) -> None:
    def after(command: str, **why: str) -> str:
        answer = site.post(f"/campaigns/{campaign}/{command}", json=why)
        assert answer.status_code == 200, answer.text
        return f"{answer.json()['status']} {answer.json()['status_why']}".strip()

    assert after("start") == "running"
    assert after("start") == "running"
    assert after("pause", why="обед") == "paused обед"
    assert after("pause") == "paused обед"
    assert after("resume") == "running"
    assert after("stop") == "stopped"
    assert after("start") == "running"


def test_a_command_needs_no_body(site: httpx2.Client, campaign: str) -> None:
    assert site.post(f"/campaigns/{campaign}/start").status_code == 200


def test_a_command_that_means_nothing_now_is_refused(
    site: httpx2.Client, campaign: str
) -> None:
    for command in ("pause", "resume", "stop"):
        refused = site.post(f"/campaigns/{campaign}/{command}")
        assert refused.status_code == 409
        assert "start it first" in refused.json()["detail"]


def test_no_campaign_starts_without_what_the_law_asks_for(
    site: httpx2.Client, new_name: str
) -> None:
    site.post("/campaigns", json=rules_for(new_name, test=False))
    refused = site.post(f"/campaigns/{new_name}/start")
    assert refused.status_code == 409
    assert "names no consent" in refused.json()["detail"]
    assert site.get(f"/campaigns/{new_name}").json()["status"] == "draft"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/rules"),
        ("GET", "/progress"),
        ("GET", "/progress/stream"),
        ("GET", "/report"),
        ("GET", "/results"),
        ("POST", "/start"),
    ],
)
def test_a_campaign_that_is_not_there_is_told_with_a_likely_one(
    site: httpx2.Client, campaign: str, method: str, path: str
) -> None:
    answer = site.request(method, f"/campaigns/{campaign}x{path}")
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith(f'there is no campaign "{campaign}x"')
    assert f'"{campaign}"' in answer.json()["detail"]


def test_figures_of_an_empty_campaign_are_there(
    site: httpx2.Client, campaign: str
) -> None:
    progress = site.get(f"/campaigns/{campaign}/progress").json()
    assert (progress["contacts"], progress["attempts"]) == (0, 0)
    report = site.get(f"/campaigns/{campaign}/report").json()
    assert report["campaign"] == campaign
    csv = site.get(f"/campaigns/{campaign}/results")
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert f"{campaign}.csv" in csv.headers["content-disposition"]
    xlsx = site.get(f"/campaigns/{campaign}/results?format=xlsx")
    assert xlsx.content[:2] == b"PK"
    assert site.get(f"/campaigns/{campaign}/results?format=pdf").status_code == 422
    nobody = site.get(f"/campaigns/{campaign}/results?list=x")
    assert nobody.status_code == 422
    assert 'nobody is in the list "x"' in nobody.json()["detail"]
