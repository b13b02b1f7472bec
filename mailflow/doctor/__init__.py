"""What is risky or missing in an installation: each module finds some of it, `cli/doctor.py` shows all of it."""
