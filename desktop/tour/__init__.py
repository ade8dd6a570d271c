"""The tour: a whole visit played through the real window, by keys, mouse and scanner, with a picture of each step.

Only this package may import a decoder of QR codes, and only where it is installed.
"""

from desktop.tour.run import run_tour

__all__ = ["run_tour"]
