"""The desk: what the shop can do, the threads, the wiring. The only package that knows screen, disk and paper."""

import os

# pypinyin then leaves its table of phrases alone: names need single characters only, and 44 MB and 0.15 s are saved.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
