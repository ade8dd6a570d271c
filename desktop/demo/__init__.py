"""A made-up shop with believable people and 18 months of visits: the same seed is the same shop, to the byte.

Owns nothing that a real shop uses. Writes through the real rules, so that a check finds nothing.
"""
