"""The disk, on real SQLite files."""
