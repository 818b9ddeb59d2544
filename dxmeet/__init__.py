"""dxmeet: meeting materials and circulars of a city hall, read and annotated offline, and the paper that saves, counted."""
