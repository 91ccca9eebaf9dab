"""Tests of briefings in a headless Chromium; `python -m briefing --help`, with this folder's parent as PYTHONPATH."""
