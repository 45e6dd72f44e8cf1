"""Reporters: what they print for one report made by hand."""
