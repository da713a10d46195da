"""Words that say what a figure of money is, as data."""

from __future__ import annotations

import re

from chatbot.language.patterns import Words, led

__all__ = [
    "AND_SHIPPING",
    "COUPON",
    "COUPON_CUE",
    "DIFFERENCE",
    "FREE_SHIPPING",
    "NOT_SHIPPING",
    "PRIOR",
    "SAVING",
    "SAVING_AFTER",
    "SHIPPING",
    "STOCK_AFTER",
    "STRONG",
    "SUM",
    "WEAK",
]

NOT_SHIPPING = led(
    r"(?:before|plus|without|excluding|excl\.?|not including) (?:the )?(?:us |eu |uk |china |domestic |standard )?(?:shipping|"
    r"delivery|postage)|(?:with|and|including|includes|plus) free (?:shipping|delivery)|"
    r"不含(?:运费|邮费)|(?:hors|sans|avant|plus) (?:la |les )?(?:frais de )?(?:livraison|"
    r"port)|包邮到家|运费另算|(?:ships?|shipped) (?:from|to)"
)

AND_SHIPPING = re.compile(
    r"\b(?:and|et) (?:the |la |les |l')?(?:us |eu |uk |domestic |standard |frais de |frais d')?(?:livraison|port|envoi|shipping|delivery|postage)\b"
)
"""After a figure: the price before it is not the fee."""

SHIPPING = Words(
    r"\bparcels?\b|\bcolis\b|运费|邮费|快递费|邮资|补邮|包邮|免邮|免运|配送费|\bshipping\b|\bdelivery\b|\bpostage\b|"
    r"\bship\b|\bships\b|\bdelivers?\b|\bdelivered\b|\bwe send\b|\blivr(?:e|ons|ez|ées?|és?)\b|(?:nous|on) (?:envoyons|envoie|expédi\w+)|frais de port|frais d'envoi|\bd'envoi\b|livraison|\blivrer\b|frais d'expédition|"
    r"surcharge|附加费|偏远|\bfees?\b|\bde (?:frais|port)\b"
)

FREE_SHIPPING = Words(
    r"\bno (?:shipping|delivery) (?:fees?|costs?|charges?)\b|\b(?:pas de|sans) frais de (?:port|livraison)\b|"
    r"包邮|免邮|免运费|免费(?:配送|送货|发货)|\bfree (?:shipping|delivery|postage)\b|"
    r"\b(?:ships?|shipped|delivered) (?:for )?free\b|\b(?:shipping|delivery|postage)(?: (?:within|in|to|for|inside|across) "
    r"(?:the |mainland )?[a-z.]+)? (?:is |'s )?(?:free|on us|included)\b|livraison(?: (?:en|vers|pour|dans) (?:l'|la |le )?[a-zà-ÿ]+)? (?:est )?(?:gratuite|offerte)|(?:frais de )?port "
    r"(?:est |sont )?(?:gratuits?|offerts?)|livré[es]* gratuitement|franco de port|运费全免|(?:运|邮)费(?:就|也|都|全)?(?:免|省)(?:了|掉|啦)?|"
    r"不(?:收|要)运费|零运费|0运费"
)

COUPON = Words(
    r"券|优惠码|折扣码|满减|\bcoupons?\b|\bvouchers?\b|\b(?:promo|discount|coupon) codes?\b|"
    r"\bcodes?\b|\bbons? de réduction\b|\bpromo\b"
)

COUPON_CUE = Words(
    r"\batteindre\b|门槛|"
    r"\bhits?\b|\breach\w*|"
    r"\bau moins\b|\bat least\b|至少|\bstarts? (?:at|from)\b|\bkicks in\b|\bapplies\b|\bapplique\b|"
    r"满|减|立减|抵|券|门槛|\boff\b|\bcodes?\b|\bcoupons?\b|\bvoucher\b|\bminimum\b|"
    r"\bmin\b|\borders? (?:over|above|from|of)\b|\bover\b|\babove\b|\bfrom\b|\bspend\b|"
    r"\bdès\b|à partir de|\bplus de\b|de réduction|de remise|d'achats?|commandes?"
)

PRIOR = Words(
    r"\bprix (?:minimum|plancher|mini)\b|\bminimum (?:price )?(?:of|over|in) the (?:last|past)\b|\bminimum des (?:30|trente)\b|\bplancher des (?:30|trente)\b|"
    r"近?(?:30|三十)天[^，。]{0,8}?低价|\ble plus faible\b[^,.;]{0,40}\b(?:30|trente)|"
    r"\bcontre\b(?=\s*$)|"
    r"\bau plus bas\b|\bsold (?:for|at)\b|\bwent for\b|\bvendue?s? (?:à|pour)\b|"
    r"原价|原来(?:卖|是|的价)?|之前(?:卖|是|的价)?|以前(?:卖|是)?|平时(?=[^，。]{0,8}(?:\d|[一二两三四五六七八九十百千])|(?:都|卖|价|要|是)*\s*$)|日常价?|"
    r"划线价|市场价|专柜价?|吊牌价?|零售价|官网价?|门店价?|近?(?:30|三十)天[^，。]{0,8}?最低(?:价|卖过?)?"
    r"|\bused to (?:sell|cost|go)\b|\bcoûtai\w+|\bvalai\w+|\bse vendai\w+|\bwas\b|\bwere\b|\binstead of\b|\bdown from\b|\breduced from\b|\bfrom\b(?=[^.]{0,30}\bto\b"
    r")|\bused to be\b|\b(?:original|regular|usual|list|normal|retail|former|previous|"
    r"old|prior|full)(?:ly)? (?:price|priced)?|\brrp\b|\bmsrp\b|\boriginally\b|\bnormally\b|"
    r"\busually\b|\blowest (?:price )?(?:in|of|over) (?:the )?(?:last|past)\b|\blowest\b[^,.;]{0,30}\b(?:30|thirty)\b|"
    r"\bnever (?:\w+ )?(?:below|under|lower than)\b|30-day low|thirty-day low(?= of\b|\s*$)|"
    r"au lieu de|\bavant\b(?! (?:la |les )?(?:livraison|frais|port))|prix (?:d'origine|barré|habituel|normal|initial|"
    r"public|de référence|précédent|conseillé)|était|étaient|\bancien prix\b|(?:prix )?le plus b"
    r"as [^,.;]{0,40}\b(?:30|trente)|从(?=.{0,12}(?:降|减))"
)

DIFFERENCE = led(
    r"(?:相?差(?:价|了|是|额)*|\bdifference (?:is|of)|\bdifférence (?:est )?de?|\bécart (?:est )?de)\s*$"
)

SAVING = led(
    r"(?:\btakes? off|\bknocks? off|minus|moins|减去|减掉|再减|扣掉?|立省|直降|立减|省下?|便宜|优惠|少付?|少花|减|"
    r"降了?|saves?|saving|deducts?|takes|enl[eè]ve|retire|déduit|savings of|off by|"
    r"knock|economise[rz]?|économise[rz]?|économie de|remise de|réduction de|rabais de|"
    r"discount of)\s*(?:了|你|up to|you|a)?\s*$"
)

SAVING_AFTER = re.compile(
    r"^\s*(?:off\b|cheaper|less\b|discount|de moins|moins cher|de réduction|de remise|"
    r"de rabais|d'économies?|的?优惠|savings)"
)

STRONG = led(
    r"(?:价格?|价钱|售价?|价[是为:：]|只要|只需|仅需|到手价?|现价|特价|秒杀价?|卖|拿下|"
    r"才要|才|只卖|算你|算|付|花|满|减|省|立减|便宜|要价|降到|原价|\bprices? (?:is|of|"
    r"at|now|:)?|\bpriced at|\bsold (?:for|at)|\bgoes for|\bwent for|\bvendue?s? (?:à|pour)|\bcosts?|\bcosting|\bjust|\bpay|\bonly|\bsave|\bprix(?: est|"
    r" de| :)*|\bcoûte(?:nt)?|\bcoute(?:nt)?|\bseulement|\bvaut|\bvalent|\bpayez|\bfor just|"
    r"\bfor only)[\s:：]*(?:是|为|de|est|à|about|only|just)?[\s:：]*$"
)

WEAK = led(
    r"(?:是|要|现在|一共|总共|共|合计|\bfor|\bat|\bis|\bare|\bwas|\bit's|\bthey're|\bnow|"
    r"\btotal|\bto|\bà|\best|\bsont|\bpour|\bfont|\bfait|\bdès|\bfrom|\bover|\bunder|"
    r"\babove|\btotal(?:e|ling)?)[\s:：]*(?:of|de|à)?\s*$"
)

SUM = Words(
    r"一共|总共|合计|加起来|共计|总价|一起|全部|两样|两个都|三个都|都要|都买|\btogether\b|"
    r"\btotal\b|\btotals\b|\baltogether\b|\bboth\b|\ball (?:two|three)\b|\bthe set\b|"
    r"\bcombined\b|en tout|\btotale?\b|ensemble|les (?:deux|trois)|\bcela fait\b|\bça fait\b|"
    r"\bfont\b|\bcomes? to\b|\bsum\b|(?<!一)共(?=\d|[一二三四五六七八九十])"
)

STOCK_AFTER = re.compile(
    r"^[^,.，。;；]{0,22}?(?:\bleft\b|\bin stock\b|\bremain|\bavailable\b|库存|现货|"
    r"\ben stock\b|\brestant|\bdisponibles?\b)"
)
