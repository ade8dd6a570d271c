"""The printers: the only part of the paper that does I/O. One file a way of reaching the paper."""
