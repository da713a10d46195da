"""What a host made by software can truly say that it does, as data; a person does other things.

Regulation (EU) 2024/1689 art. 50 and China's labelling rules ask that nobody takes the host for a
person, and studies find that tales of tasting and wearing by a machine cost it the buyer's trust.
"""

from __future__ import annotations

import re

from chatbot.language.wordlists import sections

__all__ = [
    "HANDLES_ZH", "I_EN", "I_FR", "I_ZH", "MINE_EN", "MINE_FR", "OBJECT_ZH", "OWN", "SAID_LIKE", "SAYS",
    "SAYS_ZH",
]  # fmt: skip

_BEFORE_EN = (
    "am|was|have|had|will|would|can|could|may|might|must|should|shall|do|did|just|also|only|really|always|still|even|"
    "often|never|now|already|quickly|gladly|happily|simply|certainly|definitely|honestly|personally|actually|"
    "currently|not|be|been|being|going|gonna|to|truly|quite|so|very|too|both|then|first|all|well|sometimes|rather"
)
I_EN = re.compile(
    rf"(?<![\w'])i\b((?:'(?:m|ve|d|ll|re)\b| (?:{_BEFORE_EN})\b|,? too,)*) ([a-z]+(?:n't|'t)?)"
)
"""`I`, what stands before its verb or adjective, and that word."""

_BEFORE_FR = (
    "ne|vous|te|le|la|les|lui|leur|en|y|me|mal|suis|vais|peux|puis|dois|veux|voudrais|pourrais|serai|serais|pas|aussi|bien|"
    "toujours|encore|même|simplement|tout|très|vraiment|déjà|donc|de|à|être|jamais|rien|trop|si|juste|plus|avec|plaisir"
)
I_FR = re.compile(
    rf"(?<![\w'])(?:je\b|j'(?P<ai>ai\b)?)((?: ?(?:(?:{_BEFORE_FR})\b|[nltmy]'))*) ?([a-zà-ÿœ]+)"
)
"""`je`, the pronouns and auxiliaries after it, and its verb or adjective."""

I_ZH = re.compile(
    r"我(?!们)((?:就|也|都|在这儿?|在|来|会|可以|可|能|想|要|先|再|这边|自己|真的|其实|只|还|现在|马上|这就|已经|刚才|刚|一直|好|很|不太|不|没有|没|"
    r"当然|得|帮|替|跟|和|对|把|为|给|你们|您们|你|您|大家|宝宝们|各位|这里|本身|再次|随时|特别|非常|太|挺|有点|比较|目前|暂时|确实|的确|"
    r"应该|可能|必须|只能|更|简单|顺便|个人|超|本人|一个一个|慢慢|继续|一起|今晚|今天|接下来|待会儿?|等下|稍后|一会儿?)*)([\u4e00-\u9fff]{0,3})"
)
"""`我`, the adverbs and receivers after it, and what begins there."""

HANDLES_ZH = re.compile(
    r"[^，。！？,!?]{1,14}?(?:放|挂|弹|贴|发|说|讲|念|读|列|写|改|换|调|报|上|标|记|摆|展示|介绍|看|问|比|归|整理|点|切|转|翻|留)"
)
"""After 我把: goods, cards and words that a screen and a voice handle."""

OBJECT_ZH = re.compile(
    r"(?:给|告诉|问|找|加|跟|对|请|叫|教|要求|关注|相信|信|看|听|谢谢|帮|陪|替|代|为|等|像|和|是|比|看到|夸|骂|@|到)$"
)
"""Right before 我: it is spoken to or looked at, and does nothing."""

_HOST = {title: frozenset(" ".join(lines).split()) for title, _, lines in sections("host")}

SAYS, OWN = _HOST["does"], _HOST["owns"]
"""What it does and is, and what may be called its own (`words/host.txt`)."""

SAID_LIKE = frozenset(word[:5] for word in SAYS if len(word) >= 5)
"""Their beginnings, for other persons and tenses."""

SAYS_ZH = re.compile(
    r"是|叫|名|口播|说|讲|看|查|问|答|回|告|介绍|推荐|觉|认|想|希|喜|知|清|确|明白|理|记|听|读|念|放|挂|弹|上|点|指|演|"
    r"展|陪|等|有|报|解|提|重|敢|法|担心|抱|感谢|谢|欢|祝|开|继|换|去|做|卖|数|算|注|发|懂|猜|爱|的|这|那|还|以|"
    r"用(?:中|英|法|文|心|语|户)|直播|播|们|保证|承诺|错|口误|跳|唱|笑|高兴|激动|期待|好奇|建|列|写|打字|标|核|翻|打开|打在|"
    r"复|补|更正|纠|改口|调|接|转|试着|尽|努力|办|需|怕|同意|支持|反|停|休|下播|下线|线|结束|评价|真(?!人)|收|退|靠|"
    r"按|根|从|到|比|能|会|可|只|和|与|跟|为|给|本来|负|服务|也|又|才|呢|啊|呀|哦|吧|吗|啦|嘛|所|今天|今晚|每|总|"
    r"常|刚|无|没|不|别|当|整|归|举|帮|拿|带(?:你|您|大家|各|宝)|准备|站|热情|微笑|分|掌握|了解|熟|擅|教|学|跑题|"
    r"多嘴|唠|聊|互动|招呼|打招呼|先|漏|瞎|乱|编|骗|撒|夸|挑|瞧|瞅|一|儿|留|盯|守|值|忙|慢|急|搜|存|偏|怎|照|找|"
    r"对一|积极|三种|几种|多种|中文|英文|法文|被(?:问|提问|夸|点名|叫)|耐心|认真|乐意|荣幸|愿意|用心|老实|谨慎|小心|严格|手[上头边里](?:还|有|的|只|正)|估|瞄|实|坦|摸不|碰不|尝不|闻不|吃不"
)
"""What may begin after 我 and its adverbs."""

MINE_EN = re.compile(r"\bmy (?:own |very |little |humble )?([a-z]+)")
MINE_FR = re.compile(r"\b(?:mon|ma|mes) (?:propres? |petite?s? |humble )?([a-zà-ÿœ]+)")
