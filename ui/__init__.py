"""The screen: passive views that show plain data and emit facts or wishes; the theme; the gallery.

Must never import the disk, the paper or the desk.
"""
