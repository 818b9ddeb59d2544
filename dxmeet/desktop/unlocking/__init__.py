"""The way in: set up this machine once, unlock it each time."""
