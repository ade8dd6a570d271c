"""The tests: mirror the source folder by folder, plus `journeys/`, a customer's visit through the real window."""
