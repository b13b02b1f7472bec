"""What mailflow is built from: every pin with its hash, a bill of materials, and no hole that is known."""
