"""A strict ESC/POS printer for tests: it prints what the reference names and refuses every other byte.

`table` names the commands, `parser` reads a stream by it, `head` prints on a `paper`; `device` answers and misbehaves
as told, and `lines` puts it behind a TCP port or a pseudo-terminal. It must never import the printing package: what it
says about a slip's bytes is an opinion of its own.
"""
