"""The history of slips, and what is printed when it is wanted, joined to the queue."""
