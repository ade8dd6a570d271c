"""The pieces every screen is put together from; they know the theme and plain values, never a noun of the shop."""
