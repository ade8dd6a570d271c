"""Whole visits through the real window, with xdotool as the scanner and the hands."""
