"""The helpers of the pages' tests are at hand here too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "web"))
