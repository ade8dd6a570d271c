"""The first start: three questions that may all be skipped. Passive.

Must never import the disk, the paper or the desk.
"""
