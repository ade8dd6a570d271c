"""The desk's side of the counter: the sale being typed, what the view is told, and what its wishes do."""
