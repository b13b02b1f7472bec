"""Keeping the catalogues of letters: what is said is found, catalogues take it up, and what is missing is named."""
