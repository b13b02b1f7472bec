"""Mail as bytes and words: reading what comes in, writing what goes out. No network, no database, no clock."""
