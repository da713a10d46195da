"""The helpers of the pages' tests are at hand here too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "web"))

collect_ignore = ["python_modules"]
"""What pip puts there has tests of its own, which are not ours."""
