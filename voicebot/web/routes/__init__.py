"""What is at which path: one file a subject."""

from voicebot.web.routes import (
    campaigns,
    contacts,
    do_not_call,
    health,
    leads,
    progress,
    reference,
    results,
)

ROUTERS = (
    campaigns.router,
    leads.router,
    contacts.router,
    progress.router,
    results.router,
    do_not_call.router,
    health.router,
    reference.router,
)
