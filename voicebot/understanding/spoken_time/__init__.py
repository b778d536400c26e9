"""Spoken Russian times: durations, clock times, days, ranges."""
