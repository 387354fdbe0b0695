"""Results into text: for a terminal, for a program."""
