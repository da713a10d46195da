"""Which nicknames the host may say aloud."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from chatbot.language.clean import clean_nick, fold
from chatbot.language.unsafe import judge

__all__ = ["SPOKEN_NICK_LIMIT", "spoken_nick"]

SPOKEN_NICK_LIMIT: Final = 16

_SAYABLE: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ\u3400-\u9fff][\wÀ-ÿ\u3400-\u9fff '’.·-]*")
_TAIL: Final = re.compile(r"[_.·'’-]*\d{0,6}[\s_.·'’-]*$")
_DECORATION: Final = re.compile(r"^[^\w]+|[^\w.'’-]+$")
_HARD: Final = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(.)\1{3}")
# Names that would sound like somebody with authority, an advertisement, or an order.
_PRETENDER: Final = re.compile(
    r"官方|客服|管理|房管|场控|店主|老板|平台|系统|小二|主播|巡查|工商|警察|代购|微信|加v|低价|兼职|返利|免费|便宜|秒杀|折扣|优惠"
    r"|admin|moderat|official|support|staff|system|owner|host|police|buy|sell|cheap|free|promo|sale|rival|dot ?com"
    r"|taobao|twitch|tiktok|amazon|discount|click|http|www|prix|gratuit|officiel|patron|vends"
)
_RUDE: Final = re.compile(
    r"fuck|shit|bitch|dick|cock|cunt|nazi|hitler|rape|porn|sex|penis|vagin|boob|slut|whore|nigg|fag|kill|die\b|cum"
    r"|pute|salop|connar|encul|merde|bite|couill|nique|branl|chatte"
    r"|操|艹|逼|屌|鸡巴|傻|滚|死|妈的|婊|贱|黄片|裸|淫|奸|嫖|骚|垃圾|废物|你妈|你爸|爹|主人|老公|老婆|爸爸|习近平|毛泽东|台独|港独|法轮|希特勒|纳粹"
)


@lru_cache(maxsize=4096)
def spoken_nick(nick: str) -> str | None:
    """Return the nickname as the host may say it, or None where it may not.

    Only short plain names pass: no links, numbers, abuse, sex, politics, orders, advertisements,
    unpronounceable strings, or claims to be staff. Trailing digits are left unsaid.
    """
    shown = clean_nick(nick)
    folded = fold(shown)
    if not shown or len(shown) > 2 * SPOKEN_NICK_LIMIT:
        return None
    plain = _DECORATION.sub("", shown)
    said = _TAIL.sub("", plain).replace("_", " ").strip()
    if not 2 <= len(said) <= SPOKEN_NICK_LIMIT or not _SAYABLE.fullmatch(said):
        return None
    if any(char.isdigit() for char in said):
        return None
    squeezed = re.sub("[^a-z\u3400-\u9fff]", "", folded)
    for form in (folded, folded.replace("_", " "), squeezed):
        if _PRETENDER.search(form) or _RUDE.search(form) or judge(form, form)[1] != "open":
            return None
    latin = fold(said)
    if latin.isascii() and (_HARD.search(latin) or not re.search("[aeiouy]", latin)):
        return None
    return said
