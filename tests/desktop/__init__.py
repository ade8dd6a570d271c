"""The desk, tested: operations and detectors without Qt, the wiring with it."""
