"""One live call: turn-taking, the session, its recording and timeline."""
