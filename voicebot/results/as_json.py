"""Results as one JSON object, for scripts and for the console."""

from dataclasses import asdict
from typing import Any

from voicebot.results.answers import Answers
from voicebot.results.results import Results


def results_json(results: Results) -> dict[str, Any]:
    """Counts as they are; money rounded to two digits, moments in ISO 8601."""
    return {
        "campaign": results.campaign,
        "title": results.title,
        "status": results.status,
        "contacts": results.contacts,
        "waiting": results.waiting,
        "attempts": results.attempts,
        "goal": results.goal,
        "funnel": {step.value: people for step, people in results.funnel.items()},
        "lists": dict(results.lists),
        "dispositions": {
            result.value: count for result, count in results.dispositions.items()
        },
        "outcomes": dict(results.outcomes),
        "hours": [asdict(each) for each in results.hours],
        "answers": [_answers(each) for each in results.answers],
        "talked_s": round(results.talked_s, 1),
        "messages": results.messages,
        "cost": _cost(results),
        "first_at": results.first_at.isoformat() if results.first_at else None,
        "last_at": results.last_at.isoformat() if results.last_at else None,
    }


def _answers(answers: Answers) -> dict[str, Any]:
    return {
        "field": answers.field,
        "people": dict(answers.people),
        "mean": _rounded(answers.mean),
    }


def _cost(results: Results) -> dict[str, float | None] | None:
    spent = results.spent
    if spent is None:
        return None
    return {
        "attempts": round(spent.attempts, 2),
        "minutes": round(spent.minutes, 2),
        "messages": round(spent.messages, 2),
        "total": round(spent.total, 2),
        "per_contact": _rounded(results.spent_per_contact),
        "per_goal": _rounded(results.spent_per_goal),
    }


def _rounded(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 2)
