"""Settings: the shop, language and look, programmes, the printer, and where the data is. Passive.

Must never import the disk, the paper or the desk.
"""
