"""The paper: documents as data, one layout a slip, the picture of a slip, its bytes, and the printers.

Must never import the screen or the disk. Documents and layouts never reach Qt;
escpos and qrcode are imported here only.
"""
