"""For admins: the terminals of the share, and orders for those that were lost."""
