"""A throwaway shop with believable people and visits, the same from the same seed."""
