"""Whether this machine can run calls, and what to do where it cannot."""
