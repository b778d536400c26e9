"""Who answered: a person, a machine, an operator's announcement. Pure: opens nothing."""
