"""Detectors: each looks at an article and yields findings. Built-ins and plug-ins have one shape."""
