"""The measuring: `python -m benchmarks` runs every part and rewrites the table of docs/benchmarks.md."""
