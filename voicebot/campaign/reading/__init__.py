"""From a campaign's file to its rules, and what is wrong with it."""
