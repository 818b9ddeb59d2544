"""私の記録: what this terminal has recorded of its reader, and what of it is sent."""
