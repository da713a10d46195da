"""Words that send viewers to a platform's cart: where there is none, nobody may be sent there."""

from __future__ import annotations

import re

__all__ = ["CART", "needs_cart", "shown_code"]

_NEEDS = re.compile(
    r"\{link_no\}|购物车|小黄车|橱窗|链接|下方|就在下面|点下面|号码|打号|报号|几号|编号"
    r"|\b(?:carts?|baskets?|links?|buttons?|below|numbers?|further down)\b"
    r"|\b(?:paniers?|liens?|boutons?|numéros?)\b|en dessous|ci-dessous|en bas|un peu plus bas",
    re.IGNORECASE,
)

CART = re.compile(
    r"(?<!没有)(?<!不用)(?<!没)(?:购物车|小黄车)|\d ?号(?:链接|位)|链接(?:就)?在下[面方]"
    r"|下[面方]的?(?:链接|按钮)|(?:购买|下单)按钮"
    r"|\b(?:the|your|my|shopping|in|to) cart\b|\b(?:in|into|to) (?:the|your) basket\b"
    r"|\b(?:buy|shop|order|shopping|purchase) button\b|\b(?:links?|buttons?) (?:just )?below\b"
    r"|\b(?:link|lien) (?:no\.? ?|number |n° ?|numéro )?\d+\b"
    r"|\b(?:le|au|du|votre|mon|dans un) panier\b"
    r"|\b(?:lien|bouton)s? (?:juste )?(?:en dessous|ci-dessous|en bas|du bas)\b"
    r"|\bbouton (?:d['’]achat|acheter|commander)\b",
    re.IGNORECASE,
)
"""A cart, its buttons and the numbers of its links, in what is said."""


_SCANS = re.compile(
    r"二维码|扫(?:二维码|这个码|码)|scan (?:this|the) (?:qr|code)|qr ?codes?|code qr|scannez",
    re.IGNORECASE,
)
_ON_SCREEN = re.compile(r"屏幕|画面上|\bon (?:the|your) screen\b|\bà l['’]écran\b", re.IGNORECASE)


def shown_code(said: str, clause: str) -> bool:
    """True where these words of a clause are about the code that is on the screen."""
    return _SCANS.fullmatch(said.strip()) is not None and _ON_SCREEN.search(clause) is not None


def needs_cart(template: str) -> bool:
    """True of an authored line that is about a cart, something beneath the picture, or a number.

    Wider than `CART`: a template loses nothing by being left out.
    """
    return _NEEDS.search(template) is not None
