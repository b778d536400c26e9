"""The HTTP interface: campaigns and contacts for a CRM, as JSON under /api/v1."""
