"""What is at which path: one file a subject."""

from voicebot.web.routes import (
    campaigns,
    contacts,
    do_not_call,
    health,
    imports,
    leads,
    progress,
    reference,
    results,
)

ROUTERS = (
    campaigns.router,
    leads.router,
    imports.router,
    contacts.router,
    progress.router,
    results.router,
    do_not_call.router,
    health.router,
    reference.router,
)
