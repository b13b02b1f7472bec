"""What mailflow is made of: pins with hashes, a bill of materials made from them, and a look for known holes."""
