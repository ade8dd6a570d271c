"""The desk: what the shop can do, the threads, the wiring. The only package that knows screen, disk and paper."""
