"""The members' screen joined to the shop: the owner's list, and the page of one member."""
