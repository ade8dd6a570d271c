"""The programmes: what the shop's regulars earn and redeem; made, tried out, published, stopped. Passive.

Must never import the disk, the paper or the desk.
"""
