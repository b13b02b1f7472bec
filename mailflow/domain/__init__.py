"""The rules of outsourced work, with no network, database, file or clock in them."""
