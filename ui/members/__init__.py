"""The owner's list of members and the page of one of them. Passive: shows finished texts, asks by signals.

Must never import the disk, the paper or the desk.
"""
