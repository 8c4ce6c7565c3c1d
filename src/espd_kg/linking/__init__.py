"""Links to things outside: the table of decisions."""
