"""The reading screen: pages at once, notes above them, the meeting's other materials beside them."""
