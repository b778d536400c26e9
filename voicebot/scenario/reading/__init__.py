"""From a file to a scenario, and what is wrong with it."""
