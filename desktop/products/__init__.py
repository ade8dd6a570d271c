"""The catalogue joined to the shop: edited in place, brought in from Excel and written out to it."""
