"""Releases that came in twice, from another host or in another language: found, shown with reasons, decided upon."""
