"""A campaign on a virtual clock: drawn people are called by the true rules and graph."""
