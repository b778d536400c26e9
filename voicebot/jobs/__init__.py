"""What is done beside calls: leases of the dead, breakers, schedules, owed messages."""
