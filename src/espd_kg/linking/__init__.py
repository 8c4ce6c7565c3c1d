"""Links to things outside: proposed by machine, decided by people, kept as evidence."""
