"""Measurements of speed and quality: `python -m benchmarks`, or `make bench`."""
