"""Mail of other public projects, where it is: in the folder that MAILFLOW_CORPUS names, or beside the repository."""

import os
from pathlib import Path

BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
CORPUS = Path(os.environ.get("MAILFLOW_CORPUS") or BESIDE)
ABSENT = "no corpus beside the repository, and none named by MAILFLOW_CORPUS"
