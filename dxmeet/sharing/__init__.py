"""The shared folder; all file calls to it run in a worker process."""
