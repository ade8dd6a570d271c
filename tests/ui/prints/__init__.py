"""Print history and what is printed when it is wanted."""
