"""How each kind of record changes the state, and nothing else: one small function for each."""
