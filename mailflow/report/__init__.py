"""A project's record as files: one person's view of it, as PDF, XLSX, CSV and JSON."""
