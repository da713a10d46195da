"""What a viewer's words ask for beyond the reading: patterns of three languages, by subject."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "ABOUT", "BIG", "BOAST", "CARRIER", "CERTIFIED", "CHART", "CODE", "COLOURS", "COUNT",
    "CUSTOMS", "DETAILS", "DISPATCHED", "EXPIRES", "GIFT", "HAGGLE", "HOW", "NOT_OFFERED",
    "NOT_OURS", "ONCE", "OTHER_SHOP", "PAYMENT", "PAYS", "PERCENT", "RESERVE", "SHOP", "SUBSTANCE",
    "TECHNICAL", "WEIGHED", "WORLD",
]  # fmt: skip


def _any(zh: str, en: str, fr: str) -> re.Pattern[str]:
    """Chinese stems anywhere, English and French ones from the start of a word."""
    return re.compile(rf"{zh}|\b(?:{en}|{fr})", re.IGNORECASE)


# -- offers
GIFT: Final = _any(
    "送|赠",
    r"gifts?\b|free\b|bogo\b|buy\b.{1,14}\bget\b",
    r"cadeaux?\b|offert|gratuit|acheté",
)
PERCENT: Final = re.compile(
    r"\d\s?%|折|半价|\bpercent|pour ?cent|\b\d{1,3} off\b|moitié prix|half price", re.IGNORECASE
)
HAGGLE: Final = _any(
    "便宜点|便宜一点|便宜些|少点|少一点|再少|能少|抹零|砍价|最低|底价",
    r"cheaper\b|lower\b|best price\b|deal for\b|haggl|knock\b|less\b",
    r"moins cher|baisser|un geste|négoci|meilleur prix|bon prix",
)
CODE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{4,16}(?![A-Za-z0-9])"
)

COUNT: Final = re.compile(
    r"(?:^|[^\w.,])(\d{1,2}|an?|one|two|three|four|five|six|une?|deux|trois|quatre|cinq)"
    r"(?: (?:of )?(?:the|these|those|les|le|la))?\s*$"
    r"|(\d{1,2}|[一二两俩三四五六])\s?[件个条瓶盒罐套包袋只盏副]?\s?的?$"
)
"""How many, right before a name."""

EXPIRES: Final = _any(
    "过期|到期|截止|有效期|到什么时候|到几号|用到",
    r"expir|until\b|valid|ends?\b|how long\b|run out\b",
    r"jusqu|expire|valable|se termine|date limite",
)
ONCE: Final = _any(
    "两张|几张|几次|叠加|一起用|多张",
    r"twice\b|stack|combin|more than once\b|several\b|two codes|again\b",
    r"plusieurs\b|deux fois|cumul|combin",
)

# -- delivery and returns
CARRIER: Final = _any(
    "快递公司|什么快递|哪家快递|顺丰|圆通|中通|韵达|京东快递",
    r"carrier|courier|ups\b|dhl\b|fedex\b",
    r"transporteur|colissimo|chronopost",
)
CUSTOMS: Final = _any("关税|清关|海关", r"customs\b|dut(?:y|ies)\b|vat\b", r"douane|tva\b")
WORLD: Final = _any(
    "全球|全世界|海外|国外|哪些国家|哪些地区",
    r"worldwide\b|internation|which countries\b|where do you (?:ship|deliver)|overseas\b|abroad\b",
    r"monde entier|à l'étranger|où (?:est-ce que vous )?livrez|quels pays",
)
DISPATCHED: Final = _any(
    "发货|多久发|什么时候发|啥时候发|几天发|何时发|多久能发",
    r"dispatch|ship(?:ped)? out\b|when (?:do|will) you ship|sent out\b",
    "expédi|envoyez quand",
)
PAYS: Final = _any(
    "运费|谁出|谁付|邮费|坏|质量问题|发错",
    r"pays?\b|postage\b|free\b|br(?:eaks|oken)\b|faulty\b|wrong\b",
    r"frais\b|à ma charge|qui pa[iy]e|gratuit|cass|défect",
)

# -- sizes, colours, details
CHART: Final = _any("码表|尺码参考|怎么选", r"chart\b", r"guide\b|correspond")
COLOURS: Final = _any("色", "colou?r", "couleur|teinte|coloris")
NOT_OFFERED: Final = _any(
    "童|宝宝|婴|小孩|孕妇装", r"kids?\b|child|bab(?:y|ies)\b|toddler", r"enfants?\b|bébés?\b"
)
DETAILS: Final = {
    "hobs": _any("燃气|电磁炉|灶", r"hobs?\b|stove|induction|gas\b", r"gaz\b|plaques?"),
    "oven": _any("烤箱", r"oven\b", r"four\b"),
    "microwave": _any("微波", "microwave", "micro-?ondes?"),
    "storage": _any("怎么存|存放|保存|怎么放", r"stor(?:e|age|ing)\b", "conserv"),
    "taste": _any(
        "味道|口味|甜不甜|甜吗|好吃|糖|盐",
        r"tastes?\b|sweet\b|flavou?r|sugar|salt",
        r"goût|sucr|sel\b|salé",
    ),
    "allergens": _any("过敏原|坚果", r"nuts\b|allergen", r"allergène|fruits à coque"),
    "origin": _any("哪里产|哪儿产|产地|哪里的|哪儿的", r"where\b.{1,40}\bfrom\b", "d'où"),
    "scent": _any("什么味|香味|味道|香调", "scent|smell", "parfum|odeur|sent quoi"),
    "pockets": _any("口袋|兜", r"pockets?\b", r"poches?\b"),
    "open_life_months": _any("开封后|打开后", "once opened|after opening", "après ouverture"),
    "charging": _any("送线|带线|数据线|充电线", r"cables?\b", r"câbles?\b"),
    "burn_hours": _any("烧多久|燃烧|点多久|能点", "burn", "dure|brûle"),
    "serves": _any("几个?人", r"(?:people|persons?)\b", r"personnes?\b"),
    "light_colour": _any("色温|暖光|白光", r"warm\b|light colou?r", "teinte"),
    "shell": _any("壳", r"shells?\b", r"coques?\b"),
    "harvest": _any("春茶|哪年|新茶", "harvest", "récolte"),
    "charge_hours": _any("充电?多久|充满", r"to charge\b", "temps de charge"),
}
"""Fact keys that a question may name by itself."""

CERTIFIED: Final = _any("有机|认证|检测报告", "organic|certif", r"bio\b|certif|label")
SUBSTANCE: Final = _any(
    "酒精|防腐|激素|色素|素食|清真|荧光|烟酰胺|硫酸盐",
    "alcohol|paraben|preserv|vegan|halal|kosher|sulf|retinol|niacinamide|gluten|silicones?",
    "alcool|parabène|conservateur|végan|silicones?",
)
BIG: Final = _any(
    "多大|大小|尺寸|多高|多宽|多长|直径",
    r"how (?:big|tall|wide|large)\b|dimensions?\b|diameter|measurements?\b",
    r"quelle taille\b|dimensions?\b|diamètre|hauteur|encombrement",
)
ABOUT: Final = _any(
    "介绍|怎么样|特点|卖点|好用吗|好不好|讲讲|说说|有什么不同",
    r"about\b|special|any good\b|worth\b|features?\b|tell me\b|agree\b"
    r"|what (?:is|are) (?:this|these|it)\b",
    r"c'est quoi\b|c'est bien\b|caractéristiques|présent|parlez",
)
RESERVE: Final = _any(
    "预留|保留|(?:给|帮|替)我(?:先)?留|留(?:一|两|几|个|件)",
    r"hold\b|keep\b|reserve|(?:set|put) .{1,12}(?:aside|by)\b|save (?:me|one)\b",
    r"de côté|réserv|garde[rz]?\b",
)
PAYMENT: Final = _any(
    "支付|付款|微信|支付宝|花呗|货到付款|转账|刷卡",
    r"pay(?:ing|ment)?\b|paypal|cards?\b|klarna",
    r"payer\b|paiement|carte\b|virement",
)
HOW: Final = _any(
    "怎么|如何|用法|教程|怎样", r"how\b|instructions?\b", r"comment\b|utilis|mode d'emploi"
)
WEIGHED: Final = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?|[一二两三四五六七八九十半])\s?"
    r"(公斤|千克|斤|克|kilos?|kgs?|g|grammes?|grams?|livres?|pounds?|lbs?)(?![a-z])",
    re.IGNORECASE,
)

# -- talk
TECHNICAL: Final = _any(
    "卡顿|卡了|好卡|很卡|太卡|卡的|声音|没声|听不|画面|黑屏|掉线|延迟|网络|花屏|模糊",
    r"lag|freez|frozen\b|sound\b|audio\b|mic\b|blurr?y|buffer|stutter|stream\b|video\b|screen\b",
    r"(?:le|de) son\b|image\b|rame\b|saccad|bug|coupe",
)
BOAST: Final = _any(
    "最低|最好|第一|最便宜|最划算",
    r"best\b|cheapest\b|lowest\b|number one\b",
    r"meilleure?s?\b|le moins cher|numéro un",
)
SHOP: Final = _any(
    "实体店|门店|工厂|公司|品牌|厂家",
    r"(?:physical )?stores?\b|shops?\b|brands?\b|company\b|factory\b",
    r"boutiques?\b|magasins?\b|marques?\b|usine\b",
)
OTHER_SHOP: Final = _any(
    "隔壁|别家|别人家|其他店",
    r"compared to\b|other (?:shops?|stores?|brands?)\b|than (?:yours|theirs)\b|competitor",
    r"autres? (?:boutiques?|marques?)|concurren|chez les autres",
)
NOT_OURS: Final = _any(
    "股票|基金|彩票|理财|比特币|电影|音乐",
    r"stocks? to\b|shares?\b|crypto|invest|movies?\b|songs?\b",
    r"bourse\b|films?\b|actions? à\b",
)
