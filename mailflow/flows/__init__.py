"""The daemon's whole behaviour: receive, understand, announce, deliver."""
