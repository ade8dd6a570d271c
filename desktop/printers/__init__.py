"""The printers of this till joined to their screen: the list, what is found, and the set-up of one of them."""
