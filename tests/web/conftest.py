"""A served show for every test that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import House, serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with serving(House()) as running:
        yield running
