"""Words of shipping, returns and warranty, as data."""

from __future__ import annotations

from chatbot.language.patterns import Words, led

__all__ = [
    "CARRIER",
    "DEFECT",
    "DISPATCH",
    "ELSEWHERE",
    "EVEN_OPENED",
    "FAST",
    "FREE_RETURN",
    "OPENED",
    "RETURN",
    "SHIP",
    "SOON",
]

# The clause is about delivery.

SHIP = Words(
    r"(?:能|会|就|一般|大概)到(?=$|\W|您|你|了|的|家|哦)|\bat your door|\bon your doorstep|"
    r"运费|邮费|发出|寄出|出库|到货(?!通知)|发货|送达|送到|到货时间|配送|物流|快递|寄|送货|运输|收到|收货(?!地址)|"
    r"签收|到手要|"
    r"包裹|\bship(?:s|ped|ping)?\b|\bdeliver(?:y|s|ed|ies)?\b|\bdispatch(?:ed|es)?\b|"
    r"\barrives?\b|\bparcel\b|\bsent out\b|\bpost(?:ed|age)\b|\bget (?:it|there|to you)\b|"
    r"\breach(?:es)? you\b|\btransit\b|\blivr(?:aison|é|ée|és|ées|er|ons|e)\b|\bexpédi|"
    r"\benvoi|\bcolis\b|\barrive(?:nt|ra|ront)?\b|\breçu|\brecev|\bacheminement"
)

# … about handing over to the carrier.

DISPATCH = Words(
    r"发货|发出|寄出|出库|\bdispatch|\bship(?:s|ped)?\b(?! to)|\bsent out\b|\bleaves?\b|"
    r"\bexpédi|\benvoy"
)

# … about sending back.

RETURN = Words(
    r"\b(?:go(?:es)?|can go|comes?) back (?:within|if|to us|for|after|in the)\b|\btakes? (?:it |them |anything )?back\b|\bse reprend(?:s|nent)?\b|"
    r"无理由|签收(?:后|起)|\b(?:from|after) (?:delivery|receipt|receiving)\b|\bof receipt\b|\b(?:après|dès|à compter de) (?:la )?(?:réception|livraison)\b|\brétract\w+|"
    r"\bchange[rz]? d'avis\b|\bchange (?:your|their) minds?\b|反悔|"
    r"退|换货|\breturn|\brefund|\bwithdraw|\bsend(?:ing)? (?:\w+ ){0,3}back\b|\btake (?:it|them) back\b|\bcan (?:also )?(?:go|come) back\b|\bmoney[- ]back|\bretour(?!\S"
    r"* en stock)|\brembours|\brepri(?:s|se|ses)\b|\breprenons\b|\brétract|\brenvoy|"
    r"\béchange[rz]?\b"
)

# Delivery promises in words; the catalog states days, never these.

FAST = Words(
    r"(?:明天|后天|今天|今晚|次日|当天).{0,4}(?:到|达|收到|发货|发出)|次日达|隔日达|"
    r"(?:一|1|半|几)个?小时(?:内|之内)|\bwithin (?:the|an?) (?:hour|day)\b|\bwithin minutes\b|\bdans l'heure\b|"
    r"\bsous une heure\b|加急|优先发|空运|闪送|同城送|\bpriority (?:mail|shipping)\b|\bexpedited\b|\bair mail\b|\bprioritaire\b|隔天到|当日达|当天(?:发|到|送)|今天(?:就)?(?:发|到|能发)|今晚(?:就)?发|"
    r"明天(?:就)?(?:到|发|送|能到|可以到|收)|后天(?:就)?到|极速达|秒发|马上发|立刻发|"
    r"立即发货|小时达|半日达|现发|拍下(?:就|即)发|\b(?:next|same)[- ]day\b|\bovernight\b|"
    r"\btomorrow\b|\btonight\b|\btoday\b|\bexpress\b|\bimmediately\b|\bright away\b|"
    r"\binstantly?\b|\bby (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bbefore (?:christmas|"
    r"the weekend|new year)|\bby christmas|\bthis week\b|\bin no time\b|\bsame hour|"
    r"\bdemain\b|\bce soir\b|\baujourd'hui\b|\ble jour même\b|\ble lendemain\b|\bimmédiat|"
    r"\bexpress\b|\bavant noël\b|\bd'ici (?:vendredi|lundi|noël)|\bcette semaine\b|\b(?:lun|"
    r"mar|mercre|jeu|vendre|same)di\b|周[一二三四五六日](?:前|就)?(?:到|能到)|圣诞(?:节)?前|"
    r"过年前"
)

# … that need no word of delivery beside them.

SOON = led(
    r"(?:明天|后天|今天|今晚|明早|明晚|次日|当天)[^，。]{0,6}(?:准时|就|能|可以|送)到(?!这|此|点|时|哪|期)|(?:明天|后天|今天|今晚|次日|当天).{0,3}(?:到(?!这|此|点|时|哪|期)|达|发|收)|\bovernight (?:it|them|"
    r"your)\b|\bin your hands\b|\bchez vous (?:en|demain|dès|sous)\b|\b(?:have|get|receive) (?:i"
    r"t|them|yours) (?:by|tomorrow|tonight|on|in|within)\b"
)

# Carriers by name: spoken only where the catalog names them.

CARRIER = Words(
    r"顺丰|圆通|中通|韵达|申通|百世|京东(?:快递|物流)|\bems\b|邮政|极兔|德邦|菜鸟|丹鸟|"
    r"\bdhl\b|\bups\b|\bfedex\b|\busps\b|\bcolissimo\b|\bchronopost\b|\bla poste\b|\bmondial rel"
    r"ay\b|\bdpd\b|\bgls\b|\btnt\b|\broyal mail\b|\bhermes\b|\bsf express\b|\brelais colis\b|"
    r"\baramex\b|\byun ?express\b|\byanwen\b|\b4px\b"
)

# Places outside the usual regions.

ELSEWHERE = Words(
    r"英国|日本|韩国|加拿大|澳大利亚|澳洲|新西兰|新加坡|马来西亚|俄罗斯|巴西|印度|香港|"
    r"澳门|台湾|泰国|越南|瑞士|挪威|墨西哥|阿联酋|迪拜|全世界|全球|世界各地|海外|\buk\b|"
    r"\bbritain\b|\bengland\b|\bjapan\b|\bkorea\b|\bcanada\b|\baustralia\b|\bnew zealand\b|"
    r"\bsingapore\b|\bmalaysia\b|\brussia\b|\bbrazil\b|\bindia\b|\bhong kong\b|\bmacau\b|"
    r"\btaiwan\b|\bthailand\b|\bvietnam\b|\bswitzerland\b|\bnorway\b|\bmexico\b|\bdubai\b|"
    r"\bafrica\b|\bworldwide\b|\binternationally\b|\banywhere\b|\bevery country\b|\ball countrie"
    r"s\b|\bglobally\b|\bturkey\b|\bargentina\b|\broyaume-uni\b|\bangleterre\b|\bjapon\b|"
    r"\bcorée\b|\baustralie\b|\bsuisse\b|\bnorvège\b|\bmaroc\b|\balgérie\b|\btunisie\b|"
    r"\bsénégal\b|\bquébec\b|\bmonde entier\b|\bpartout dans le monde\b|\bà l'international\b|"
    r"\bbrésil\b|\binde\b|\bafrique\b|\bguadeloupe\b|\bréunion\b|\bmartinique\b|\bsingapour\b|"
    r"\brussie\b|\btous les pays\b"
)

# Opened, worn or used goods.

OPENED = Words(
    r"(?:用|喝|吃|烧|点)(?:了|掉)(?:一半|一点|一些|几次|几回|大半|一两次)|\b(?:half|partly|mostly)[- ](?:used|empty|gone)\b|\bà moitié (?:vide|utilisé)|"
    r"洗了|穿了|拆(?:了|过)?封|拆开|打开|开封|开过|(?:用|穿|洗|点|烧|燃|吃|喝|尝|泡|戴|煮)过|用完|试用|拆了|\bburn(?:ed|t)\b|\btasted\b|\btried\b|\ballumé|\bbrûlé|\bgoûté|"
    r"\bopened\b|\bused\b|\bworn\b|"
    r"\bwashed\b|\beven after (?:opening|use|using)|\bafter (?:opening|use|using|trying)\b|"
    r"\bonce opened\b|\bouvert|\bentamé|\butilisé|\bporté|\blavé|\baprès (?:ouverture|"
    r"utilisation|essai)|\bdéballé"
)

# A leading clause that grants opened goods.

EVEN_OPENED = led(
    r"(?:拆|开|用|喝|吃|点|穿|洗)[^，,。.]{0,6}(?:没关系|没事|不要紧|无所谓|不影响)[^，,。.]{0,4}[，,]\s*$|"
    r"(?:opened|used|ouvert|entamé)[^.!]{0,6}[?？,，]?\s*(?:no problem|no worries|that's fine|pas de (?:souci|problème))[^.]{0,4}[,.!]?\s*$|"
    r"(?:même|even (?:if|when|after)?|就算|即使|哪怕)[^，,。.]{0,16}?(?:ouvert|utilisé|"
    r"entamé|opened|used|opening|using|拆|打开|用)[^，,。.]{0,8}[，,]\s*$"
)

# Return promises beyond the law and the catalog.

FREE_RETURN = Words(
    r"\breturns? (?:never|won't|don't|doesn't|will not) cost|\bretours? ne (?:vous )?coût\w+ (?:rien|pas)|退货(?:不(?:花|要|用)钱|零成本|一分钱)|"
    r"(?:来回|往返)(?:的)?(?:运费|邮费).{0,6}(?:我们|本店|店里|店铺|商家)|免费退|退货免|包退|运费险|退货(?:的)?(?:运费|邮费).{0,5}(?:出|包|承担|负责)|(?:我们|"
    r"商家|本店|店铺)(?:出|包|承担|负责)(?:退货)?(?:运费|邮费)|随便退|随时(?:都)?(?:可以|"
    r"能)?退|无限期|任何时候|终身(?:退|保)|无条件退|不满意.{0,6}退|全额退|假一赔|过期.{0,3}包退|"
    r"\bfree returns?\b|\breturns? (?:is|are) (?:\w+ )?free\b|\bwe (?:pay|cover)\b.{0,20}\bretur"
    r"n|\breturn shipping is (?:free|on us|covered)|\bmoney[- ]back\b|\bfull refund\b|"
    r"\bno questions asked\b|\bany ?time\b|\bwhenever\b|\bprepaid (?:return )?label|"
    r"\bhassle[- ]free|\bretours? (?:est |sont )?(?:\w+ )?(?:gratuite?s?|offerts?)|\bsatisfaits?"
    r" ou remboursé|\bremboursement (?:intégral|total|garanti)|\bnous (?:payons|prenons en charg"
    r"e)\b.{0,30}retour|\bfrais de retour (?:sont )?(?:gratuits|offerts|à notre charge)|"
    r"\bà tout moment\b|\bsans condition|\bquand vous voulez"
)

# Defects, where the shop does pay.

DEFECT = Words(
    r"质量问题|破损|发错|瑕疵|坏|有问题|\bdefect|\bfaulty\b|\bwrong item\b|\bdamaged\b|"
    r"\bbroken\b|\bdéfectueu|\berreur\b|\babîmé|\bcassé|\bendommag"
)
