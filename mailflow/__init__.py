"""mailflow runs outsourced work by email: plain replies in, progress records, courteous letters out."""

__version__ = "0.1.0"
