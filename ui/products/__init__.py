"""The catalogue: what the shop sells, in its order and categories; Excel in and out. Passive.

Must never import the disk, the paper or the desk.
"""
