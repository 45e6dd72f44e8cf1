"""What several reporters need: where things are, in which order they come, how they are worded."""
