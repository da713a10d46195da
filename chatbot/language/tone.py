"""How a message sounds beside what it asks: laughter and impatience."""

from __future__ import annotations

import re
from typing import Final

from chatbot.language.clean import fold

__all__ = ["only_impatient", "tone_of"]

_HEAD: Final = 160

# What people type for laughing: its sound, how they fall about, its numbers and faces. A sum or a
# link number is no laugh, and neither is 呵呵, which is cold.
_LAUGHTER: Final = re.compile(
    r"哈{2,}|嘻{2,}|嘿{2,}|嘎嘎|噗|笑(?:死|哭|喷|疯|出声|不活|岔气|得)|太逗|好好笑|[😂🤣😹😆]"
    r"|(?<![\d¥$€£#.])23{2,}(?![\d.,]*(?:\d|元|块|号|件|个|g\b|ml\b|eur|usd|cny|€|\$))"
    r"|\b(?:x?s?wl|h{3,}|l(?:o+l)+z*|lmf?ao+|rofl|x+d+|a?(?:ha){2,}h?|a(?:ha)+h|(?:he){2,}|(?:hi){2,}"
    r"|(?:ja){2,}|x?m+d+r+|ptdr+|explosee? de rire|mort(?:e|s)? de rire)\b"
)

_WAITED_ZH: Final = r"(?:很|好|太|这么|那么)?久|半天|多久|老半天|[几\d一二两三四五六七八九十]+ ?(?:分钟|小时|个小时|遍)"
# Telling the host to go faster, saying that one has waited or asked before, asking how much longer.
_IMPATIENCE: Final = re.compile(
    r"(?<!不用)(?<!不要)(?<!别)(?:快(?:一?点|一?些)(?!\w{0,3}(?:发货|到))|赶紧|赶快|搞快|抓紧|麻利)"
    rf"|等(?:了|得)?(?:{_WAITED_ZH})|(?:^|[都这,.!? ])多久了|等不(?:了|下去)|不耐烦|磨(?:叽|蹭)|慢死|太慢"
    rf"|问(?:了|过)(?:{_WAITED_ZH}|好?几|很多|多少)(?:遍|次|回)?|怎么还(?:不|没)|还要(?:等)?多久|到底(?:说|回|答|理)"
    r"|(?:理|回|答)(?:一下|下)?我(?:啊|呀|一下|行不行|好不好)|没人(?:理|回)"
    r"|\bhurry(?: up)?\b|\b(?:still|been) waiting\b|\bhow much longer\b|\bhow long (?:do|must|should) (?:i|we) (?:have to )?wait"
    r"|\b(?:speed (?:it |this )?up|get on with it|get to the point|come on+|any day now|tick tock)\b"
    r"|\b(?:so|too) slow\b|\btak(?:ing|es) (?:so|too|this) long|\b(?:go|move|talk) faster\b"
    r"|\b(?:asked|asking) (?:you )?(?:already|twice|before|again|\w+ times)|\balready asked\b"
    r"|\b(?:answer|reply to) (?:me|us|my question)\b|\bignor(?:e|ing) (?:me|us)\b|\banybody there\b"
    r"|\b(?:depeche|grouille|accelere)\w*|\bplus vite\b|\bvite vite\b|\btrop lente?\b|\bca traine"
    r"|\b(?:j'?|on |nous )attend(?:s|ons)? (?:toujours|encore|depuis|ma reponse)|\bca fait .{1,20} (?:qu'|que )"
    r"(?:j'|on |nous )(?:attend|demand)|\bcombien de temps encore\b|\bencore combien de temps\b"
    r"|\b(?:toujours|encore) pas de reponse\b|\bdeja (?:pose|demande)\b|\brepond(?:ez|s)[ -](?:moi|nous)\b"
)
_ONLY_ASKING: Final = re.compile(r"[?？!！\s]*[?？][?？!！\s]*[?？][?？!！\s]*")
_FILLING: Final = re.compile(
    r"\W|[了啊呀呢吧嘛都还我在]|\b(?:i|i'?m|am|we|are|re|now|please|pls|svp|la)\b"
)


def only_impatient(text: str) -> bool:
    """True where the message says nothing but that its writer waits: of what, nobody knows."""
    folded = fold(text[:_HEAD])
    rest, found = _IMPATIENCE.subn("", folded)
    return bool(found) and not _FILLING.sub("", rest)


def tone_of(text: str) -> str:
    """`impatience`, `laughter` or "": of both the graver."""
    head = text[:_HEAD]
    if _ONLY_ASKING.fullmatch(head):
        return "impatience"
    folded = fold(head)
    if _IMPATIENCE.search(folded):
        return "impatience"
    return "laughter" if _LAUGHTER.search(folded) else ""
