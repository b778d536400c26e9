"""What `voicebot check` looks for: one file a rule, found by walking this folder."""
