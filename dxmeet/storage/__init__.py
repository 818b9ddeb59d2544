"""What stays on this machine, encrypted."""
