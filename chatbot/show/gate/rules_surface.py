"""Forms of markup, links, personal data, broken text and abuse, as data."""

from __future__ import annotations

import re

from chatbot.language.patterns import Words, led

__all__ = [
    "ABUSE_OK",
    "BUYER",
    "CUT",
    "EMAIL",
    "EMAIL_SIGN",
    "FULL_NAME",
    "LINK",
    "LISTED",
    "MARKUP",
    "MOJIBAKE",
    "ORDERED",
    "PRIVATE",
    "STREET",
    "TEMPLATE",
    "UNFINISHED",
    "ZH_NAME",
]

# HTML, SSML, Markdown, chat commands.

MARKUP = led(
    r"\[[a-z_]{2,16}[:=][^\]\n]{1,40}\]|"
    r"</?[a-zA-Z!][^>\n]{0,200}>?|#{2,}|#[^\s#]{1,20}#|\[[\u4e00-\u9fff]{1,4}\]|[（(](?:大|微|轻)?(?:笑|停顿|鼓掌|叹气|轻声|挥手|配乐)[^）)]{0,6}[）)]|"
    r"<[|/?]|\*\*|__[^_\n]{1,80}__|(?<!\w)\*[^*\s][^*\n]{0,80}\*(?!\w"
    r")|`|~~|!?\[[^\]\n]{0,120}\]\([^)\n]{0,200}\)?|\|\s*-{3,}|&(?:#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});|"
    r"\bjavascript:|\bdata:text|\bon(?:click|load|error|mouseover)\s*=|\\[nrtux]|\[/?(?:b|"
    r"i|url|img|color|size|pause|laughs?|smiles?|music|sfx|break)\b[^\]\n]{0,60}\]|\((?:smiles|"
    r"laughs|pauses?|whispers|waves|sighs)\)|\$\(|\$\\|\\\(|\\frac"
)

LISTED = re.compile(r"\s{0,3}(?:#{1,6}\s|(?:[-*+•]|\d+[.)])\s+\S[^\n]*\n)|\s*>\s")
"""What a text begins with that is a heading, a list or a quotation."""

# Addresses and handles.

LINK = Words(
    r"https?\b|\bftp://|\b[a-z]{2,12}://|\bwww\.|\b[a-z0-9-]{2,40}\.(?:com|cn|net|org|"
    r"fr|io|shop|store|co|me|eu|us|uk|de|info|biz|top|xyz|link|tv|app|live|ly|cc|vip|"
    r"ru|jp|example|test|site|online|club|cloud|asia|dev|page|pro|mobi|ltd|wang|hk|tw|ca|ch|gg|ai)\b(?!\w)|"
    r"\b[a-z0-9-]{3,40}(?:\.[a-z0-9-]{2,40})?\.[a-z]{2,10}/\w|\b[a-z0-9-]{2,40} ?(?:dot|点) ?(?:com|cn|net|org|fr)\b|\b[a-z0-9-]{2,40} point (?:com|cn|net|org|fr|shop|io)\b|\bt\.me\b|"
    r"\bbit\.ly\b|点(?:击)?这个?(?:网址|外链)|(?<![\w.])@[a-z0-9_.]{3,}"
)

# E-mail, spelled out too.

EMAIL = re.compile(
    r"[a-z0-9._+-]{1,64}\s?@\s?[a-z0-9-]{1,64}\.[a-z]{2,}|[a-z0-9._-]{2,64} (?:at|arobase|"
    r"\(at\)|\[at\]) [a-z0-9-]{2,40} (?:dot|point) [a-z]{2,4}"
)

EMAIL_SIGN = re.compile(r"@| (?:at|arobase|\(at\)|\[at\]) ")

# Street addresses.

STREET = Words(
    r"(?:路|街|道|巷|弄|胡同|大道|小区|花园|公寓|大厦|新村|村|镇)[^，。,.\s]{0,8}?(?:\d+|"
    r"[一二三四五六七八九十百]+)\s?(?:号|栋|幢|单元|室|楼|弄|户)|\d+\s?(?:号楼|栋|幢|"
    r"单元)\s?\d*|(?:\d{3,4}|[一二三四五六七八九零]{3,4})室|\b\d{1,5}[a-z]?,? (?:[a-z]+ ){1,3}(?"
    r":street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|close|"
    r"crescent|terrace|square|place)\b|\b(?:apt|apartment|flat|suite|unit) #?\d+|\b\d{1,4}(?: ?("
    r"?:bis|ter))?,? (?:rue|avenue|av|boulevard|bd|chemin|impasse|allée|place|quai|route|"
    r"square|cours)\b|\b\d{5} [a-zà-ÿ]{3,}|\bappartement \d+|\bcode postal\b"
)

# Words that announce personal data.

PRIVATE = Words(
    r"尾号(?:是|为)?\s?\d{3,}|\bending in \d{3,}|\bse termine par \d{3,}|(?:身份证|手机|电话|联系方式|住址|收货地址|家庭住址|银行卡|护照|订单)号?码?(?:是|"
    r"为|：|:)\s*\S|(?:住在|家住|地址(?:是|为|：|:))\s?\S|真名|真实姓名(?:是|：)|(?:你|"
    r"您|他|她)的(?:订单|地址|电话|手机)(?:是|为)|\b(?:phone|mobile|home address|address|"
    r"passport|ssn|social security|card number|order (?:number|no\.?)|tracking number|"
    r"date of birth|birthday) (?:is|was|:|number is)\s*(?!in |on |under |at |shown|listed|there)\S|\b(?:she|he|they|who) lives? (?:at|"
    r"in|on)\b|\blives at\b|\breal name is\b|\bfrom order\b #?\d|\bordered by [a-z]+ [a-z]+ (?:a"
    r"t|from|of|in)\b|\b(?:adresse|numéro de téléphone|téléphone|numéro de commande|"
    r"numéro de carte|date de naissance) (?:est|c'est|:)\s*(?!dans |sur |sous |au |affich|indiqu|dispo)\S|\b(?:il|elle|qui) habite\b|"
    r"\bhabite (?:au|à|rue)\b|\bson vrai nom\b"
)

# A full name beside these is a buyer's.

ORDERED = Words(
    r"下单|订单|购买了|地址|电话|发货给|寄给|\border(?:ed|s)?\b|\bbought\b|\bpurchase|"
    r"\bshipping to\b|\bdeliver(?:ed|ing)? to\b|\bcommand[eé]|\bacheté|\bachat\b|\blivr"
)

# Western full names.

FULL_NAME = led(
    r"(?:[Tt]hanks|[Tt]hank you|[Mm]erci|[Cc]ongratulations|[Hh]ello|[Bb]onjour|à|to|"
    r"for|for,|de|by|from|M\.|Mme|Mr\.?|Mrs\.?|Ms\.?),? (?:à )?((?:[A-Z][a-zà-ÿ]{1,14})(?:[ -][A"
    r"-Z][a-zà-ÿ'-]{1,15}){1,2})\b"
)

# A named buyer.

BUYER = led(
    r"\b[A-Z][a-zà-ÿ]{1,14} [A-Z][a-zà-ÿ'-]{1,15}(?:,? (?:from|in|de|à) [A-Z][a-zà-ÿ-]+)?,? (?:j"
    r"ust |has |have |vient de |a |avait |who )+(?:ordered|bought|purchased|got|commander|"
    r"commandé|acheter|acheté)|\b[A-Z][a-zà-ÿ]{1,14} (?:[A-Z][a-zà-ÿ'-]{1,15} )?(?:from|"
    r"of|de) [A-Z][a-zà-ÿ-]+ (?:just |has )?(?:ordered|bought|purchased|vient d|a commandé|"
    r"a acheté)|下单的.{2,4}(?:住|在|是)"
)

# Chinese full names of buyers.

ZH_NAME = re.compile(
    r"(?:感谢|谢谢|恭喜|欢迎)?([赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚"
    r"谢邹喻柏水窦章云苏潘葛范彭郎鲁韦昌马苗凤花方俞任袁柳唐罗薛伍余米贝姚孟顾尹江钟徐邱高夏蔡田"
    r"胡凌霍万柯卢莫房解应宗丁宣邓郁单杭洪包左石崔龚程邢裴陆荣翁][\u4e00-\u9fff]{1,2})(?:先生|"
    r"女士|小姐|的订单)|(?:感谢|谢谢)([赵钱孙李周吴郑王冯陈张刘黄林徐高马郭][\u4e00-\u9fff]{1,2}"
    r") ?(?:购买|下单|在.{1,10}下单)"
)

# Unrendered templates and mojibake.

TEMPLATE = led(
    r"\{\{|\}\}|\{[a-z_.]{1,40}\}|\$\{|%[sd]\b|%\([a-z]+\)|<%|\[\[|\bundefined\b|\bNaN\b|"
    r"\bnull\b|\bNone\b(?! of)|\[object|\bTODO\b|\bFIXME\b|\bXXX\b|[Ll]orem ipsum|\[(?:name|"
    r"price|product|NAME|PRICE|nom|prix|商品|价格|名字|昵称|insert[^\]]{0,20})\]|0x[0-9a-fA-F]{2"
    r",}|"
    "\ufffd"
    r"|Ã[©¨ª\xa0]|â€|<unk>|\bnil\b|\binf\b(?!o)|_{3,}|\bplaceholder\b"
)

MOJIBAKE = re.compile(
    r"锟斤|斤拷|烫烫|屯屯|葺葺|[åæçèé][\x80-\xbf¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾]{1,2}[åæçèé]|ã€|ï¼|鈥|銆|锛|鐨|鎴"
)

# Ends that no sentence has.

CUT = re.compile(
    r"(?:[,，、:：;；(（\[“‘«-]|\b(?:the|a|an|of|to|with|and|or|but|is|are|for|at|in|"
    r"on|from|because|costs|which|that|by|if|your|our|le|la|les|un|une|des|du|de|et|"
    r"ou|mais|est|sont|à|au|aux|pour|avec|dans|par|que|qui|sur|coûte|votre|nos|car|just|can|will|very|so|really|it's|they're|très|vraiment|c'est)|"
    r"(?:价格|售价|原价|现价|库存|颜色|尺码|第[一二三四五])(?:是|为)|的价格是|的[\u4e00-\u9fff]{1,5}(?<![就都也不还可正总才])(?:是|为)|包括|包含|分别是|属于|以及|因为|但是|而且|或者|"
    r"和|与|跟|被|(?<![\d一二两三四五六七八九十几百])把|从|关于|例如|比如|如果|还有就是|由于|那么|并且|所以|使得|以及|(?:大概|大约|将近|接近|高达|低至|(?<![有不没如个所什么])(?:最多|至少|只|还|大概|大约)(?:需要|需|要))|(?:大概|大约|差不多)(?:需要|需|要|是|有))\s*$"
)

UNFINISHED = led(
    r"(?:因为|如果|虽然|由于|要是|假如|只要(?!\s*(?:[¥￥$€\d]|[一二两三四五六七八九]?[十百块元]))|等到|除非)[^，。！？,.!?；;…~～]*(?:以后|之后|的时候|的话|时|后|它|他|了)?$"
    r"|\b(?:because|although|unless|whereas|while|parce que|puisque|quoique|alors que|tandis que)\b[^,.!?;:…]*$"
)
"""A clause that depends on one which never comes; only where no full stop ends it."""

ABUSE_OK = led(
    r"\bcon (?:la|el)\b|愚蠢的问题并不存在|没有(?:蠢|傻)问题|no (?:stupid|dumb) questions?|"
    r"pas de question (?:bête|idiote)"
)
