"""What was printed, and what is printed when it is wanted: slips listed, opened, sent again. Passive.

Must never import the disk, the paper or the desk.
"""
