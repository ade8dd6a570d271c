"""The programmes' screen."""
