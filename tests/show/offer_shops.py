"""Shops with an offer and a coupon whose times a test chooses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chatbot.catalog import Catalog

WALL = datetime.fromisoformat("2026-11-22T21:00:00+08:00")
MARKETS = {"cn": "CNY", "eu": "EUR", "us": "USD"}


def catalog(
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    coupon: bool = True,
    stock: int | None = 40,
) -> Catalog:
    """A scarf on offer, a bowl that is not, and a coupon of the same times."""
    times: dict[str, Any] = {
        name: at.isoformat()
        for name, at in (("starts_at", starts_at), ("ends_at", ends_at))
        if at is not None
    }
    scarf = {
        "sku": "SCARF",
        "link_no": 1,
        "name": {"zh": "真丝丝巾", "en": "silk scarf", "fr": "foulard en soie"},
        "price": {"CNY": 199, "EUR": 29.9, "USD": 32},
        "prior_price_30d_lowest": {"CNY": 259, "EUR": 39.9, "USD": 42},
        "offer": times,
        "stock": stock,
    }
    bowl = {
        "sku": "BOWL",
        "link_no": 2,
        "name": {"zh": "陶瓷饭碗", "en": "rice bowl", "fr": "bol à riz"},
        "price": {"CNY": 39, "EUR": 5.9, "USD": 6.5},
    }
    code = {
        "code": "SOIE20",
        "effect": {"CNY": 20, "EUR": 3, "USD": 3},
        "min_order": {"CNY": 300, "EUR": 45, "USD": 50},
        **times,
    }
    return Catalog.model_validate(
        {"products": [scarf, bowl], "promotions": [code] if coupon else []}
    )
