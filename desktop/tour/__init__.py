"""The tour: a whole visit played through the real window, by keys, mouse and scanner, with a picture of each step.

It reads the widgets and the paper; on the disk it only looks up whom to play.
"""

from desktop.tour.run import run_tour

__all__ = ["run_tour"]
