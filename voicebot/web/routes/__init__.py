"""What is at which path: one file a subject."""

from voicebot.web.routes import (
    campaigns,
    do_not_call,
    health,
    progress,
    reference,
    results,
)

ROUTERS = (
    campaigns.router,
    progress.router,
    results.router,
    do_not_call.router,
    health.router,
    reference.router,
)
