"""Earlier sales: find one, open it, and wish for its cancelling, refunding, crediting or printing again. Passive.

Must never import the disk, the paper or the desk.
"""
