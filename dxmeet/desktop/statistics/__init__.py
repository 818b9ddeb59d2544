"""The statistics screen: what paper was not printed, by month, packet, department, and what was printed after all."""
