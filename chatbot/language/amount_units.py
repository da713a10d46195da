"""What may stand beside a number: currencies, units of measure, counters, months."""

from __future__ import annotations

import re

from chatbot.language.patterns import led

__all__ = ["AFTER", "BEFORE", "MONTHS", "UNIT_OF", "WEAK_UNITS"]

_MONEY = {
    "CNY": "元 块钱 块 圆 人民币 rmb cny yuan yuans kuai ¥ renminbi 大洋 块人民币 元人民币",
    "EUR": "€ euro euros eur 欧元 欧",
    "USD": "$ us$ dollar dollars usd bucks buck 美元 美金 美刀 刀",
    "GBP": "£ gbp pounds pound 英镑",
    "JPY": "日元 円 yen yens jpy",
    "HKD": "hk$ hkd 港币 港元",
    "TWD": "台币 新台币 twd nt$",
    "KRW": "韩元 ₩ krw won",
    "CHF": "chf 瑞郎",
    "CAD": "cad 加元",
    "INR": "₹ inr rupees 卢比",
    "RUB": "₽ rub 卢布",
}
_MINOR = {"jiao": "毛钱 毛 角", "cent": "cents cent centimes centime 美分 欧分"}
_PERCENT = {"%": "% ％ percent per-cent pourcent 个百分点", "off": "折 折扣"}
_PERCENT_SPACED = ("per cent", "pour cent", "pour-cent")
_DURATION = {
    "s": "秒 秒钟 s sec secs second seconds seconde secondes",
    "min": "分钟 min mins mn minute minutes 分",
    "h": "小时 个小时 钟头 个钟头 h hr hrs hour hours heure heures hourly",
    "day": "天 天内 日内 个工作日 工作日 day days jour jours journée journées 日",
    "week": "周 星期 个星期 礼拜 个礼拜 week weeks semaine semaines",
    "month": "个月 月 mois month months",
    "year": "年 yr yrs year years an ans année années",
}
_MEASURE = {
    "ml": "ml 毫升 millilitre millilitres milliliter milliliters millilitro",
    "cl": "cl centilitre centilitres",
    "l": "l 升 litre litres liter liters",
    "mg": "mg 毫克",
    "g": "g 克 gram grams gramme grammes gr",
    "gsm": "gsm g/m² g/m2 克重 克/平方米 克每平方米 grammes/m²",
    "kg": "kg 公斤 千克 kilo kilos kilogram kilograms kilogramme kilogrammes kgs",
    "斤": "斤 市斤",
    "两": "两",
    "oz": "oz ounce ounces once onces 盎司",
    "lb": "lb lbs livre livres 磅",
    "mm": "mm 毫米 millimètres",
    "cm": "cm 厘米 公分 centimetre centimetres centimètre centimètres",
    "m": "m 米 metre metres meter meters mètre mètres",
    "km": "km 公里 kilomètres kilometres",
    "in": "英寸 寸 inch inches pouce pouces",
    "c": "°c ℃ 摄氏度 度 degrees degree degrés degré ° °celsius",
    "f": "°f ℉ 华氏度",
    "v": "v 伏 伏特 volts volt",
    "w": "w 瓦 瓦特 watts watt",
    "mah": "mah 毫安 毫安时",
    "hz": "hz 赫兹",
    "db": "db 分贝 decibels décibels",
    "lm": "lm 流明 lumens lumen",
    "gb": "gb g内存",
    "mp": "mp 万像素 megapixels mégapixels",
    "kcal": "kcal 千卡 大卡 卡路里 卡 calories kj 千焦",
    "x": "倍 times-as x fois-plus",
}
_COUNT = (
    "件 个 只 瓶 条 双 套 盒 包 袋 台 支 片 张 杯 罐 箱 把 份 款 种 位 人 次 档 滴 泡 色 码 步 单 组 对 盏"
    " 名 枚 颗 粒 根 样 层 遍 勺 口 号 楼 个人 万人 人份 级 星 盘 朵 串 篇 集 部 副 抽 卷 斤装 片装"
    " piece pieces pcs pc item items unit units bottle bottles box boxes pack packs pair pairs people"
    " viewers customers colours colors sizes size levels level drops drop infusions infusion steps"
    " settings modes times tablets capsules orders reviews stars star"
    " pièce pièces exemplaire exemplaires article articles flacon flacons boîte boîtes paire paires"
    " personnes couleurs tailles taille niveaux niveau gouttes goutte étapes clients clientes avis"
    " étoiles unité unités lot lots copies sets set"
)  # fmt: skip

UNIT_OF: dict[str, tuple[str, str]] = {}
for _kind, _table in (
    ("money", _MONEY), ("minor", _MINOR), ("percent", _PERCENT), ("duration", _DURATION),
    ("measure", _MEASURE),
):  # fmt: skip
    for _unit, _words in _table.items():
        UNIT_OF.update(dict.fromkeys(_words.split(), (_kind, _unit)))
UNIT_OF.update({word: ("count", word) for word in _COUNT.split()})
UNIT_OF.update(dict.fromkeys(_PERCENT_SPACED, ("percent", "%")))
UNIT_OF |= {"个点": ("percent", "%"), "fois": ("count", "fois"), "business days": ("duration", "bday"),
            "working days": ("duration", "bday"), "jours ouvrés": ("duration", "bday"),
            "jours ouvrables": ("duration", "bday"), "个工作日": ("duration", "bday"),
            "工作日": ("duration", "bday"), "business day": ("duration", "bday"),
            "working day": ("duration", "bday")}  # fmt: skip

WEAK_UNITS = frozenset({"两", "分", "s", "m", "x", "h", "l", "g", "v", "w", "an"})
"""Units that a lone word-number must not take: 一 分, one s."""

_LATIN = sorted((w for w in UNIT_OF if re.match(r"[a-zà-ÿ]", w)), key=len, reverse=True)
_SIGNS = sorted((w for w in UNIT_OF if not re.match(r"[a-zà-ÿ]", w)), key=len, reverse=True)
_NO_UNIT = {
    "只": "(?![要有需能卖剩限是])", "包": "(?![邮退换括])", "单": "(?![价买独件])", "次": "(?![日品])",
    "对": "(?![不的吧于])", "个": "(?!性)", "点": "(?!击)", "天": "(?![猫然])", "色": "(?!差)",
    "把": "(?!它)", "条": "(?!件)", "组": "(?!合)", "口": "(?!碑)", "分": "(?![享别期])", "度": "(?!假)",
    "两": "(?![件个瓶条双套盒天种款只年周])", "起": "(?!步)", "样": "(?!品)", "层": "(?!次)", "升": "(?!级)",
    "件": "(?!套)", "元": "(?!旦)", "号": "(?!码)",
}  # fmt: skip
AFTER = re.compile(
    r"[ -]?(?:(" + "|".join(map(re.escape, _LATIN)) + r")(?![a-zà-ÿœ'])|[多来余几]?("
    + "|".join(re.escape(w) + _NO_UNIT.get(w, "") for w in _SIGNS) + r"))"
)  # fmt: skip
"""The unit right after a number."""

BEFORE = led(r"(us\$|hk\$|nt\$|[$€¥£₩₹₽]|(?<![a-z])(?:rmb|cny|eur|usd|gbp|jpy)|人民币) ?$")
"""The currency right before a number (searched in the few characters before it)."""

_MONTH_WORDS = (
    "january jan janvier", "february feb février fevrier", "march mars", "april apr avril",
    "may mai", "june jun juin", "july jul juillet", "august aug août aout",
    "september sept sep septembre", "october oct octobre", "november nov novembre",
    "december dec décembre decembre",
)  # fmt: skip
MONTHS = {word: n for n, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}
