"""Looking at the shared folder, and what of it is on this machine."""
