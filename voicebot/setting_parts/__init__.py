"""Parts of voicebot.yaml that are stories of their own; `voicebot.settings` holds them."""
