"""Benchmarks. Each prints a ratio against a named yardstick that was measured in the same run."""
