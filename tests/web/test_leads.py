import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from tests.web.conftest import rules_for

NAME = {"client_name": "Анна"}


def lead(number: str, **more: Any) -> dict[str, Any]:
    return {"number": number, "slots": NAME, **more}


def add(
    site: httpx2.Client, campaign: str, sent: Any, **headers: str
) -> httpx2.Response:
    path = f"/campaigns/{campaign}/contacts"
    return site.post(path, json=sent, headers=headers)


def test_a_lead_is_a_contact_from_its_answer_on(
    site: httpx2.Client, campaign: str
) -> None:
    sent = lead("8 (916) 000-00-01", key="deal-1", priority=7)
    added = add(site, campaign, sent)
    assert added.status_code == 201, added.text
    assert added.json()["numbers"] == ["+79160000001"]
    told = site.get(added.headers["location"].removeprefix("/api/v1")).json()
    contact = told["contact"]
    assert contact["id"] == added.json()["id"]
    assert (contact["campaign"], contact["keys"]) == (campaign, ["deal-1"])
    assert (contact["slots"], contact["priority"]) == (NAME, 7)
    assert contact["phones"][0]["zones"] == ["Europe/Moscow"]
    assert told["attempts"] == []
    assert any(
        "does not call: it is not started yet" in why for why in told["why_not_now"]
    )


def test_a_lead_that_is_sent_twice_is_one_contact(
    site: httpx2.Client, campaign: str
) -> None:
    first = add(site, campaign, lead("+79160000001", key="deal-1"))
    again = add(site, campaign, lead("+79160000001", key="deal-1"))
    by_header = add(
        site, campaign, lead("+79160000001"), **{"Idempotency-Key": "deal-1"}
    )
    assert (first.status_code, again.status_code, by_header.status_code) == (
        201,
        200,
        200,
    )
    ids = {each.json()["id"] for each in (first, again, by_header)}
    assert len(ids) == 1
    assert again.json()["is_new"] is False


def test_a_key_in_any_letters_may_come_as_a_header(
    site: httpx2.Client, campaign: str
) -> None:
    first = add(site, campaign, lead("+79160000001", key="сделка-1")).json()
    path = f"/campaigns/{campaign}/contacts"
    named = [(b"Idempotency-Key", "сделка-1".encode())]
    again = site.post(path, json=lead("+79160000001"), headers=named)
    assert (again.status_code, again.json()["id"]) == (200, first["id"])


def test_of_leads_that_are_sent_at_once_one_is_new(
    site: httpx2.Client, campaign: str
) -> None:
    """By ten clients, with keys, without, and in batches."""
    keyed, bare = lead("+79160000001", key="deal-1"), lead("+79160000002")
    batch = f"/campaigns/{campaign}/contacts/batch"

    def send(turn: int) -> list[tuple[int, bool]]:
        if turn % 3 == 2:
            answer = site.post(batch, json=[bare, keyed] if turn % 2 else [keyed, bare])
            rows = sorted(answer.json()["leads"], key=lambda row: row["key"] is None)
        else:
            rows = [add(site, campaign, sent).json() for sent in (keyed, bare)]
        return [(row["id"], row["is_new"]) for row in rows]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(30)))
    for place in (0, 1):
        assert len({answer[place][0] for answer in answers}) == 1
        assert sum(answer[place][1] for answer in answers) == 1
    assert site.get(f"/campaigns/{campaign}/progress").json()["contacts"] == 2


def test_one_who_is_being_called_is_not_called_by_another_lead_too(
    site: httpx2.Client, campaign: str
) -> None:
    first = add(site, campaign, lead("+79160000001", key="deal-1")).json()
    second = add(site, campaign, lead("+79160000001", key="deal-2")).json()
    assert second["id"] == first["id"]
    again = add(site, campaign, lead("+79160000001", key="deal-2")).json()
    assert again["id"] == first["id"]
    told = site.get(f"/contacts/{first['id']}").json()
    assert told["contact"]["keys"] == ["deal-1", "deal-2"]


def test_one_who_is_done_with_is_called_again_only_under_a_new_key(
    site: httpx2.Client, campaign: str
) -> None:
    first = add(site, campaign, lead("+79160000001", key="deal-1")).json()
    assert site.post(f"/contacts/{first['id']}/cancel").status_code == 200
    resent = add(site, campaign, lead("+79160000001", key="deal-1")).json()
    bare = add(site, campaign, lead("+79160000001")).json()
    anew = add(site, campaign, lead("+79160000001", key="deal-2")).json()
    assert (resent["id"], bare["id"]) == (first["id"], first["id"])
    assert anew["is_new"]
    assert anew["id"] != first["id"]


def test_a_key_of_another_number_is_told(site: httpx2.Client, campaign: str) -> None:
    add(site, campaign, lead("+79160000001", key="deal-1"))
    other = add(site, campaign, lead("+79160000002", key="deal-1"))
    assert other.status_code == 409
    assert 'the key "deal-1" is of a lead' in other.json()["detail"]
    two = add(site, campaign, lead("+79160000001", key="a"), **{"Idempotency-Key": "b"})
    assert two.status_code == 422


@pytest.mark.parametrize(
    ("sent", "where", "detail"),
    [
        ({"number": "916"}, "number", "short number"),
        ({"number": "+7916000000"}, "number", "too few digits"),
        ({"number": "hello"}, "number", "no telephone number"),
        ({"number": ""}, "body.number", "at least 1"),
        ({}, "body", "a lead has a telephone number"),
        ({"number": 79160000001}, "body.number", "put quotes around it"),
        ({"number": "+79160000001", "colour": "red"}, "body.colour", "means nothing"),
        ({"number": "+79160000001", "not_before": "today"}, "body.not_before", ""),
        (
            {"number": "+79160000001", "not_before": "2026-11-20T14:10"},
            "body.not_before",
            "lacks its offset",
        ),
        ({"number": "+79160000001", "priority": 5000}, "body.priority", "1000 is"),
        ({"number": "+79160000001", "slots": []}, "body.slots", "keys with values"),
        ({"number": "+79160000001", "slots": {"a": "\u0000"}}, None, "control"),
        ([], "body", "keys with values"),
    ],
)
def test_what_is_wrong_with_a_lead_names_its_place(
    site: httpx2.Client, campaign: str, sent: Any, where: str | None, detail: str
) -> None:
    refused = add(site, campaign, sent)
    assert refused.status_code == 422, refused.text
    first = refused.json()["errors"][0]
    assert where in {first["where"], None}
    assert detail in first["detail"]


def test_a_slot_that_the_scenario_needs_is_asked_for(
    site: httpx2.Client, new_name: str
) -> None:
    rules = rules_for(new_name, scenario="appointment")
    assert site.post("/campaigns", json=rules).status_code == 201
    refused = add(site, new_name, {"number": "+79160000001"})
    assert refused.status_code == 422
    assert all("is empty" in each["detail"] for each in refused.json()["errors"])


def test_values_of_any_kind_become_text(site: httpx2.Client, campaign: str) -> None:
    slots = {"client_name": "Анна", "sum": 50000.0, "vip": True, "note": None}
    added = add(site, campaign, {"number": "+79160000001", "slots": slots}).json()
    told = site.get(f"/contacts/{added['id']}").json()
    assert told["contact"]["slots"] == {
        "client_name": "Анна",
        "sum": "50000",
        "vip": "да",
    }


def test_text_that_came_through_other_programs_is_taken(
    site: httpx2.Client, campaign: str
) -> None:
    name = "Анна\u00a0Петрова\u200b 👩\u200d💼"
    sent = {
        "number": "\u202a+7\u00a0916\u00a0000-00-01\u202c",
        "slots": {"client_name": name},
    }
    added = add(site, campaign, sent)
    assert added.status_code == 201, added.text
    told = site.get(f"/contacts/{added.json()['id']}").json()
    assert told["contact"]["slots"] == {"client_name": name}


def test_a_call_may_be_put_off(site: httpx2.Client, campaign: str) -> None:
    sent = lead("+79160000001", not_before="2031-01-01T10:00:00+03:00")
    added = add(site, campaign, sent).json()
    assert added["next_at"] == "2031-01-01T07:00:00Z"


def test_who_asked_not_to_be_called_is_not_taken(
    site: httpx2.Client, campaign: str
) -> None:
    asked = site.post("/do-not-call", json={"numbers": ["8 916 000 09 09"]})
    assert asked.status_code == 200, asked.text
    refused = add(site, campaign, lead("+79160000909"))
    assert refused.status_code == 422
    assert "asked not to be called" in refused.json()["detail"]
    other = add(site, campaign, {**lead("+79160000910"), "numbers": ["+79160000909"]})
    assert other.json()["numbers"] == ["+79160000910"]
    assert "asked not to be called" in other.json()["notes"][0]


def test_of_a_batch_each_lead_is_taken_or_refused_by_itself(
    site: httpx2.Client, campaign: str
) -> None:
    leads = [lead("+79160000001", key="a"), lead("916"), 5, lead("+79160000001")]
    answer = site.post(f"/campaigns/{campaign}/contacts/batch", json=leads)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["added"], told["known"], told["refused"]) == (1, 1, 2)
    assert [row["row"] for row in told["leads"]] == [1, 2, 3, 4]
    assert told["leads"][3]["id"] == told["leads"][0]["id"]
    assert "short number" in told["leads"][1]["errors"][0]["detail"]


def test_a_batch_may_be_an_object_a_line(site: httpx2.Client, campaign: str) -> None:
    answer = site.post(
        f"/campaigns/{campaign}/contacts/batch",
        content="\n\n".join(json.dumps(lead(f"+7916000000{one}")) for one in (1, 2)),
        headers={"Content-Type": "application/x-ndjson"},
    )
    assert answer.json()["added"] == 2


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{}", "application/json", 422),
        (b"[", "application/json", 422),
        (b"{}\n{", "application/x-ndjson", 422),
        (b"[]", "text/plain", 415),
        (b"[" + b"1," * 1000 + b"1]", "application/json", 413),
    ],
)
def test_what_is_no_batch_is_refused(
    site: httpx2.Client, campaign: str, body: bytes, media: str, status: int
) -> None:
    path = f"/campaigns/{campaign}/contacts/batch"
    refused = site.post(path, content=body, headers={"Content-Type": media})
    assert refused.status_code == status
    assert refused.json()["detail"]


def test_contacts_are_found_by_key_number_and_list_and_listed_in_parts(
    site: httpx2.Client, campaign: str
) -> None:
    leads = [lead(f"+7916000000{digit}", key=f"deal-{digit}") for digit in range(5)]
    site.post(f"/campaigns/{campaign}/contacts/batch", json=leads)
    path = f"/campaigns/{campaign}/contacts"

    def found(**asked: Any) -> list[str]:
        answer = site.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        return [each["keys"][0] for each in answer.json()["contacts"]]

    assert found(key="deal-3") == ["deal-3"]
    assert found(number="8 916 000 00 02") == ["deal-2"]
    assert found(list="недозвон") == []
    page = site.get(path, params={"limit": 2}).json()
    rest = site.get(path, params={"limit": 3, "after": page["next"]}).json()
    assert [each["keys"][0] for each in rest["contacts"]] == [
        "deal-2",
        "deal-3",
        "deal-4",
    ]
    last = site.get(path, params={"limit": 2, "after": rest["next"]}).json()
    assert (last["contacts"], last["next"]) == ([], None)


def test_a_cancelled_contact_is_done_with(site: httpx2.Client, campaign: str) -> None:
    added = add(site, campaign, lead("+79160000001")).json()
    path = f"/contacts/{added['id']}/cancel"
    cancelled = site.post(path, json={"list": "договорились сами"}).json()
    assert cancelled["contact"]["list"] == "договорились сами"
    assert cancelled["contact"]["next_at"] is None
    assert site.post(path).json()["contact"]["list"] == "договорились сами"
    told = site.get("/why", params={"number": "89160000001"}).json()
    mine = [one for one in told["contacts"] if one["contact"]["id"] == added["id"]]
    assert any("is finished" in why for why in mine[0]["why_not_now"])


@pytest.mark.parametrize("path", ["/contacts/999999999", "/contacts/999999999/cancel"])
def test_a_contact_that_is_not_there_is_told(site: httpx2.Client, path: str) -> None:
    method = "POST" if path.endswith("cancel") else "GET"
    answer = site.request(method, path)
    assert answer.status_code == 404
    assert "there is no contact 999999999" in answer.json()["detail"]


@pytest.mark.parametrize("number", ["0", "-1", "x", str(2**63), "1.5"])
def test_what_is_no_contacts_number_is_told(site: httpx2.Client, number: str) -> None:
    assert site.get(f"/contacts/{number}").status_code == 422
