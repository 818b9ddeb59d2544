"""The commands: the same services as the window, for admins, scripts and tests."""
