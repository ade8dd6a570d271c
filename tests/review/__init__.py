"""Faults found by an outside reader, each proved by one test."""
