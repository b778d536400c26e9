import json

from voicebot.rehearsal.schema import SCHEMA_PATH, schema_text


def test_the_kept_schema_is_what_the_classes_say() -> None:
    kept = SCHEMA_PATH.read_text(encoding="utf-8")
    assert kept == schema_text(), "run: python -m voicebot.rehearsal.schema"


def test_editors_learn_the_keys_as_they_are_written() -> None:
    schema = json.loads(schema_text())
    defined = schema["$defs"]
    assert set(defined["WrittenTest"]["properties"]) == {
        "test",
        "now",
        "with",
        "webhooks",
        "talk",
        "expect",
    }
    assert set(defined["TalkItem"]["properties"]) == {
        "bot",
        "caller",
        "silence",
        "transfer",
        "webhook",
        "answered",
    }
    assert [form["type"] for form in schema["anyOf"]] == ["array", "object"]
