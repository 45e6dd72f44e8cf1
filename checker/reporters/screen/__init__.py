"""The parts of the terminal's report."""
