"""What the shop will do: a new colour, a second store, a launch. Only the catalog knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.language.patterns import Words, led
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_plans"]

_NEW_ZH = (
    r"(?:新(?:款|品|色|口味|系列|版本?|香型|配色|花色|店)|[^，。！？]{0,4}(?:色|款|版|味)(?:的|款)?|联名|分店|门店|"
    r"实体店|旗舰店|线下店|直营店|限量版|升级版|第二代|二代|周边)"
)
_NEW_EN = (
    r"(?:(?:a |an |the |some |our |its |two |three |more )*(?:\w+ )?(?:new|second|pink|red|blue|green|black|grey|gray|beige|"
    r"purple|brown|gold|silver|limited|special|bigger|larger|smaller|upgraded|pro|mini)[ -](?:\w+[ -])?(?:colou?rs?|version|model|scents?|"
    r"flavou?rs?|line|collection|range|edition|size|store|shop|branch|one|generation|release)"
    r"|(?:a |an |our |the )*(?:\w+ )?(?:store|shop|boutique|branch|showroom|pop-up|café|outlet|factory|warehouse) (?:in|at|on)\b|(?:a )?collab\w*)"
)
_NEW_FR = (
    r"(?:(?:une?|la|le|les|des|deux|trois|notre|sa|son)? ?(?:\w+ )?(?:nouve\w+|second\w*|deuxième|édition|version|collection|collab\w*|coloris|"
    r"boutique|magasin|échoppe|gamme|modèle|parfum))"
)

# An untrue statement of what will be offered is a misleading action: Directive 2005/29/EC art. 6,
# PRC Advertising Law art. 28. A verb of launching or opening stands beside what is new.
_PLAN = Words(
    rf"(?:会|要|将|准备|打算|计划|即将|马上|很快|过(?:几|两)天|下(?:个)?(?:月|周|季)|下半年|明年|年[底后前]|开春|春天|夏天|秋天|冬天)"
    rf"[^，。！？]{{0,6}}(?:出|推出|上线?|发布|开|首发|发售|增加|加)(?:了)?(?:一?(?:个|款|家|批))?{_NEW_ZH}"
    r"|(?:和|跟|与)[^，。！？]{1,8}(?:联名|出联名|合作款)"
    r"|\b(?:we|they|i|the (?:shop|store|brand|team))(?:'re| are|'ll| will|'s| is)? (?:\w+ ){0,2}(?:launch\w*|releas\w+|open(?:ing)?|"
    rf"introduc\w+|add(?:ing)?|bring\w* out|roll\w* out|drop(?:ping)?|plan\w*|prepar\w+)\b (?:\w+ ){{0,3}}?{_NEW_EN}"
    rf"|\b{_NEW_EN}\b[^.!?,;]{{0,12}}\b(?:is|are|'s|will be|comes?|coming|launch\w*|arriv\w+|drops?|lands?)\b[^.!?,;]{{0,16}}\b(?:next|soon|"
    r"this (?:spring|summer|autumn|fall|winter)|in (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"spring|summer|autumn|fall|winter|the (?:new year|spring|summer|fall))|tomorrow|later this)\b"
    r"|\b(?:nous|on|la (?:boutique|marque)|j[e'])\b ?(?:\w+ ){0,2}(?:ouvr\w+|lanc\w+|lanç\w+|sort\w*|prépar\w+|propos(?:era|erons|erai)\w*|"
    rf"ajout(?:era|erons|ons)\w*)\b (?:\w+ ){{0,3}}?{_NEW_FR}\b"
    rf"|\b{_NEW_FR}\b[^.!?,;]{{0,24}}\b(?:sort\w*|arriv\w+|débarqu\w+|sera|seront|verra)\b[^.!?,;]{{0,24}}\b(?:prochaine?|bientôt|"
    r"printemps|été|automne|hiver|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|demain)\b"
)
_LAUNCHES = Words(
    r"出|推|上|发布|开|首发|发售|增加|联名|合作|\blaunch|\breleas|\bopen|\bintroduc|\badd|\bbring|\broll|\bdrop|\bplan|"
    r"\bprepar|\bcom(?:es?|ing)|\barriv|\bland|\bwill be\b|\bouvr|\blanc|\blanç|\bsort|\bprépar|\bpropos|\bajout|\bdébarqu|"
    r"\bsera\b|\bseront\b|\bverra\b"
)
"""Without one of these nothing is planned."""
_OPEN = led(
    r"吗|会不会|有没有|是否|不知道|不清楚|没(?:听|说|写|有消息)|[?？]|\bif\b|\bwhether\b|\bsi\b|\bask\b|\bdon't know\b|"
    r"\bne sais pas\b|\bno (?:word|news|plans?)\b|\baucun"
)


def check_plans(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report goods, colours, shops and launches to come, which no catalog states."""
    folded = utterance.folded
    for match in _PLAN.finditer(folded) if _LAUNCHES.search(folded) else ():
        span = utterance.sentence_at(match.start())
        if utterance.negated(match.start()) or _OPEN.search(folded[span.start : span.end + 1]):
            continue
        yield Finding(
            "invented_fact",
            f"“{match[0]}”: the catalog says nothing of it",
            match.start(),
            match.end(),
        )
