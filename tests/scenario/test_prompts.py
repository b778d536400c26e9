from tests.scenario.talking import DIALOGS, Talk
from voicebot.scenario.actions import Say
from voicebot.scenario.reading.loader import load_scenario
from voicebot.scenario.texts.prompts import fixed_texts, split_sentences


def texts() -> list[str]:
    return [
        text
        for text, _voice in fixed_texts(load_scenario(DIALOGS / "credit_lead.yaml"))
    ]


def test_the_greeting_comes_first_without_the_sentence_that_holds_a_slot() -> None:
    assert texts()[0] == "Это робот компании «Кредитная компания»."
    assert not any("client_name" in text or "Ъ" in text for text in texts())
    assert len(texts()) == len(set(texts()))


def test_every_fixed_sentence_that_a_talk_says_was_listed() -> None:
    listed = set(texts())
    talk = Talk.by("credit_lead")
    for intent in ("who_is_it", "robot_check", "repeat", "out_of_scope", "do_not_call"):
        talk.hear(intent)
        for say in talk.all_of(Say):
            if say.fixed:
                assert set(split_sentences(say.text)) <= listed


def test_the_pieces_are_those_of_the_prompt_cache() -> None:
    scenario = load_scenario(DIALOGS / "credit_lead.yaml")
    whole = fixed_texts(scenario, split=lambda text: [text])
    assert (
        "Готовы пообщаться с менеджером? Скажите: да, нет или перезвонить позже.",
        None,
    ) in whole
