"""Words of stock, scarcity, availability, restocking and deadlines, as data."""

from __future__ import annotations

import re

from chatbot.language.patterns import Words, led

__all__ = [
    "AVAILABLE",
    "COUNTED",
    "DEADLINE",
    "LEFT_AFTER",
    "LEFT_BEFORE",
    "NOW",
    "RESTOCK",
    "SCARCE",
    "SOLD_OUT",
    "UNKNOWN",
    "WHEN",
]

# What stands before a stock figure.

LEFT_BEFORE = led(
    r"(?:(?:仓库|库里|我们)?(?:备|囤|屯)(?:了|着|有)|还剩下?|仅剩下?|只剩下?|剩下?|剩余|库存(?:还有|只有|有|为|是|仅|就|大概|大约)?|"
    r"最后|还有|现货|仅有|只有|\bonly|\blast|\bfinal|\bremaining|\bstock(?: is| of|:)?|\bdown to(?: our)?(?: last)?|\bjust|"
    r"\bhave|\bgot|\bj'en ai|\bleaves?|\breste(?:nt)?(?: plus)?(?: que)?|\bplus que|\bderni(?:ers|"
    r"ères)|\bles|\bseulement|\b(?:en |in )?stock(?: actuel\w*| current\w*| (?:right )?now| today)?|目前|\bstock(?: est)?(?: de)?|\bavons)[\s:：]*(?:about|"
    r"around|environ|大约|大概|the|encore|plus que)?\s*$"
)

# What stands after one.

LEFT_AFTER = re.compile(
    r"^[^,.，。;；]{0,22}?(?:\bleft\b|\bin stock\b|\bremain|\bavailable\b|\bto go\b|"
    r"库存|现货|\ben stock\b|\brestant|\bdisponibles?\b|\bunits? left|存货)"
    r"|^\s*(?:tou(?:s|tes) )?derni(?:ers|ères)\b(?! (?:jours|mois|semaines|heures|minutes|questions|"
    r"années|chiffres|étapes|fois))"
)

# Scarcity without a figure: Directive 2005/29/EC annex I(7), China's E-commerce Law art. 17.

SCARCE = Words(
    r"(?:抢|卖|拍|售)完(?:就)?(?:不补|没|下架|不再)|过时不候|过期不候|(?:数量|名额|库存)有限|限量|售完即止|先到先得|\bfirst come\b|\bw"
    r"on't last\b|\bonce (?:it's|they're|it is|they are) gone\b|\bpremier arrivé\b|\bs'arrach\w+|\bne (?:va|vont) pas durer\b|\bpas pour tout le monde\b|"
    r"欲购从速|拼手速|晚了就|再犹豫|抢到就是|(?:抓紧|赶紧|赶快)(?:抢|囤|冲)|快抢|\bhurry\b|\bact (?:fast|quick)|\bblink and\b|\bbe qu"
    r"ick\b|\bbefore (?:it's|they're|they are|it is) (?:all )?gone\b|\bdon't (?:wait|sleep on)\b|\bfaites vi"
    r"te\b|\bdépêche|\bn'y en aura (?:bientôt )?plus\b|\bn'en restera\b|\bavant qu'il n'y en ait plus\b|"
    r"就剩(?:最后)?一|\bonly one (?:left|remaining)|\b(?:reste|plus) (?:plus )?qu'une?\b|"
    r"\b(?:un seul|une seule) (?:exemplaire|pièce)|"
    r"(?:快|马上|就)要?(?:断货|售罄|缺货|没货|没有了)|快没了?|快卖完|快抢光|马上(?:没|"
    r"抢光|卖完(?!以后|之后|后|就|再|了?才)|售罄)|即将(?:售罄|断货|卖完)|所剩无几|"
    r"库存(?:告急|不多|紧张)|最后几(?:件|个|瓶|条|单|套)|剩(?:得)?不多|手慢无|抢完(?:就没|"
    r"即止|为止)|仅此一批|断货边缘|就剩(?:一点|几)|\b(?:a )?(?:handful|few|couple)(?: of)?\b[^.,"
    r"]{0,24}\b(?:left|remain|in stock)|\b(?:une poignée|quelques)\b[^.,]{0,24}\b(?:reste|"
    r"restant|en stock)|\bil n\'en reste (?:que|plus que) (?:quelques|très)|\balmost (?:gone|"
    r"sold out|out of stock)\b|\bselling (?:out|fast)\b|\bnearly (?:gone|sold out)\b|"
    r"\bgoing fast\b|\b(?:very |a )?few (?:pieces |units |items )?left\b|\blast few\b|"
    r"\blast (?:ones?|pieces|units)\b|\blow (?:on |in )?stock\b|\bflying off\b|\brunning out\b|"
    r"\blimited (?:stock|quantit)|\bwhile (?:stocks?|supplies) last|\bbientôt (?:épuisé|"
    r"en rupture|fini)|\bpresque (?:épuisé|plus|en rupture)|\bderni(?:ers|ères) (?:pièces|"
    r"exemplaires|articles)|\bquantité limitée|\bstocks? limité|\bpart(?:ent)? (?:très )?vite\b|"
    r"\bdans la limite des stocks|\bplus beaucoup|(?:卖|抢|拍|走)(?:掉|走|出)?(?:了)?(?:一?大半|一多半|一半|七七八八)|(?:只剩|就剩)(?:下)?(?:一?小?半|零头)|"
    r"\b(?:half|most|nearly all|almost all|a third|two thirds) (?:of )?(?:them |it |the (?:\w+ ){1,2})?("
    r"?:is |are |has |have |already |been )*(?:gone|sold|taken|snapped)\b|\b(?:la moitié|plus de la moitié"
    r"|presque tout|la plupart)\b[^.,;]{0,40}\b(?:partie?s?|vendue?s?|écoulée?s?)\b"
)

# Said to be gone.

SOLD_OUT = Words(
    r"卖光|卖空|抢空|\ball gone\b|\bnone remaining\b|\btout est parti\b|卖完(?!以后|之后|后|就|再|了?才)|售罄|缺货|断货|没货|无货|没有货|抢光|没现货|没有现货|\bsold out\b|\bout of stock\b|"
    r"\bno stock\b|\bunavailable\b|\bnone left\b|\bno (?:more )?left\b|\bnot (?:in stock|"
    r"available)\b|n't (?:in stock|available)\b|\bépuisée?s?\b|\ben rupture\b|\bplus (?:de stock"
    r"|disponible|en stock)|\bpas (?:en stock|disponible)|\bindisponible|暂时没有"
)

# Said to be there, or viewers are sent to buy it.

AVAILABLE = Words(
    r"\bfully stocked\b|"
    r"\bback (?:on the shel\w+|in)\b|\bde retour en rayon\b|\bjust came in\b|刚到货|刚补|"
    r"有货|有现货|现货|还有(?=货|$|。|，|的|呢|哦|！|!)|有的是|库存充足|可以拍|可以下单|"
    r"可以买|能拍|能买|直接拍|赶紧拍|快拍|去拍|拍下|下单|带走|抢购|加购|点.{0,6}链接|"
    r"冲(?!泡|洗|调)|入手|上车|\bin stock\b|\bavailable\b|\bbuy (?:it|them|one|now)\b|"
    r"\border (?:it|them|one|now|yours)\b|\bgrab\b|\bget yours\b|\badd (?:it|them) to\b|"
    r"\bready to ship\b|\bpick (?:it|them) up\b|\btap (?:the )?link\b|\bwe(?:'ve| have)(?: got)?"
    r" (?:them|plenty|it)\b|\bplenty\b|\ben stock\b|\bdisponibles?\b|\bcommande[zr]\b|"
    r"\bachetez\b|\bprofitez\b|\bfoncez\b|\bajoutez\b"
)

# Said to come back.

RESTOCK = Words(
    r"\bfournisseurs?\b[^.!?]{0,24}\b(?:livr|renvoi|expédi)\w+|\bsuppliers?\b[^.!?]{0,24}\b(?:deliver|send|ship|bring)\w*|(?:厂家|供货商|供应商)[^，。]{0,6}(?:发|送|补|到)|"
    r"\b(?:have|get|receive|see|bring) (?:some |in )?more\b(?=[^.!?]{0,30}\b(?:in|by|on|from|next|this|soon|early|late|mid|tomorrow)\b)|\b(?:aurons|recevrons|recevons|attendons|aura) (?:d'autres|de nouve\w+|des nouve\w+)\b|"
    r"\b(?:de|à) nouveau (?:là|disponibles?|en rayon)\b|\bback (?:here )?(?:before|by)\b|"
    r"\b(?:lands?|arrives?|drops?) (?:on |in |back )?(?:the )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|"
    r"\b(?:de|à) nouveau (?:des|les|nos|du|de la)\b|\bhave (?:\w+ ){1,3}again\b|又(?:有|到)货|"
    r"补货|回货|回来|到货|返场|上新货|重新上架|再上架|\brestock|\bback (?:in stock|on|"
    r"in|by|soon|next|tomorrow)\b|\b(?:will|'ll) be back\b|\breturns? (?:next|on|in|"
    r"by|soon)\b|\bnew (?:batch|stock|shipment) (?:arrives|coming|is coming|comes)\b|"
    r"\bcoming back\b|\bmore (?:are )?coming\b|\breviennent\b|\brevient\b|\bréassort|"
    r"\bréapprovisionn|\bde retour\b|\bretour en stock\b|\bretour prévu|\bà nouveau (?:disponibl"
    r"e|en stock)\b|\bde nouveau (?:disponible|en stock)|\breviendr|\bdate de retour\b"
)

# … at a time the catalog must then state.

WHEN = Words(
    r"\bavant (?:noël|les fêtes|la fin|le \d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|\bbefore (?:christmas|the holidays|new year|the weekend)|(?:圣诞|元旦|年|春节)前|"
    r"明天|后天|今晚|今天|下周|下个?月|周[一二三四五六日末]|星期|礼拜|很快|马上|即将|"
    r"过几天|过两天|月底|月初|年底|天后|日内|周内|天内|小时后|预计|随时|\btomorrow\b|"
    r"\btonight\b|\bnext\b|\bsoon\b|\bshortly\b|\b(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day\b|\bin (?:a|one|two|three|\d+|few) |\bby (?:the )?|\bthis week|\bwithin\b|"
    r"\bexpected\b|\bend of\b|\bjanuary\b|\bdecember\b|\bdemain\b|\bprochaine?\b|\bbientôt\b|"
    r"\bsous peu\b|\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b|\bdans (?:\d|"
    r"un|deux|trois|quelques)|\bd'ici\b|\bprévu|\bfin (?:du|de)\b|\bdébut\b|\bdécembre\b|"
    r"\bjanvier\b"
)

# … or openly not known.

UNKNOWN = Words(
    r"不确定|不知道|还没(?:有)?|暂无|没有.{0,6}(?:时间|日期|消息|通知)|未定|待定|说不准|"
    r"关注|不清楚|无法|不能|\bdon't (?:have|know)|\bno (?:restock )?date|\bnot (?:sure|"
    r"known|yet)|\bunknown\b|\bcan't (?:say|promise|tell)|\bdo not\b|\bnotified\b|\bpas (?:encor"
    r"e|de date)|\bsans date|\bje ne sais|\baucune date|\bnous ne savons|\bne connais|"
    r"\binconnue?|\bwhen (?:it|they)|\bif\b|\bonce\b"
)

# Counters of goods.

COUNTED = Words(
    r"副|对|pairs?|paires?|"
    r"件|个|瓶|条|双|套|盒|包|袋|台|支|单|只|盏|pieces?|pcs|items?|units?|bottles?|boxe?s?|"
    r"pièces?|exemplaires?|articles?|flacons?|boîtes?|unités?|份|罐|箱"
)

# A date beside these is a deadline.

DEADLINE = Words(
    r"结束|截止|到期|过期|为止|恢复|下架|涨价|活动到|优惠到|有效期?(?:至|到)|截至|最后|"
    r"倒计时|还有|只剩|仅剩|仅限|限时|\bends?\b|\bending\b|\bexpires?\b|\buntil\b|\btill\b|"
    r"\bvalid\b|\bover\b|\bdeadline\b|\blast\b|\bleft\b|\bonly\b|\bremaining\b|\bgoes (?:back )?"
    r"up\b|\bback to\b|\bcloses?\b|\bjusqu'(?:au|à)|\bse termine|\bexpire|\bfinit\b|"
    r"\bprend fin|\bvalable|\bdernière?s?\b|\bplus que\b|\breste\b|\bseulement\b|\bremonte"
)

# A deadline in words: true only when something ends then.

NOW = Words(
    r"\b(?:price|deal|offer|code|coupon) (?:\w+ )?(?:disappears?|vanish\w*|dies|evaporates?) (?:in|at|after|tonight|soon|tomorrow)\b|\bnever coming back\b|\b(?:disparaît|s'envole) (?:dans|ce soir|demain|à minuit)\b|"
    r"(?:今晚|今夜|零点|半夜|十二点|明早)[^，。]{0,12}(?:作废|失效|没了|过期|结束|取消|停)|\bs'arrête (?:ce soir|à minuit|demain|bientôt|dans)|\b(?:stops?|dies|is over|is gone) (?:tonight|at midnight|tomorrow)\b|"
    r"(?:人|家人|姐妹|宝宝?|粉丝|大家|好多|很多|都)们?(?:都|已经|正|在|正在)*(?:在)?(?:抢|疯抢|抢购|秒|囤货?|付款)(?:了|着|呢|这|的|$)|"
    r"\b(?:everyone|everybody|people|viewers|others|dozens|hundreds|thousands|so many|lots|loads|half of you|most of you)\b[^.;!?]{0,30}\b(?:are|is|have|has|keep|already|just|'re|'ve)\b"
    r"[^.;!?]{0,14}\b(?:buying|bought|ordering|ordered|grabb\w+|snapp\w+|add(?:ing|ed) (?:it|them|to)|checking out|rushing|fighting|queu\w+)\b|"
    r"\b(?:tout le monde|beaucoup|les gens|plusieurs|des dizaines|des centaines|la moitié)\b[^.;!?]{0,30}\b(?:commandent?|achètent?|s'arrach\w+|se jett?e\w*|se ru\w+|ont (?:déjà )?(?:commandé|acheté|pris|craqué)"
    r"|a (?:déjà )?(?:commandé|acheté|pris|craqué)|craqu\w+)\b|"
    r"\b(?:timer|clock|countdown) (?:is |has )?(?:running|ticking|started|on)\b|\bclock's ticking\b|\b(?:chrono|compteur) (?:tourne|est lancé)|时间不等人|倒数|"
    r"\bprice (?:\w+ )?(?:doubles|triples|goes up|jumps)\b|\bprix (?:\w+ )?double\w*|\bonly (?:a handful|a few|the lucky|some)\b[^.;!?]{0,24}\b(?:get|getting|left|can)\b|"
    r"价(?:格)?[^，。；]{0,6}(?:回涨|上涨|要涨|会涨|涨回|就涨|回到原)|"
    r"\bprices?\b[^.,;]{0,20}\b(?:jump|climb|rise|rising|increase|shoot|revert)s?\b|"
    r"\bprix\b[^.,;]{0,30}\b(?:remont|augment|grimp|repass)\w*|"
    r"(?:下播|关播|直播结束)(?:了|后|之后|以后)?(?:就|即)?(?:没|恢复|取消|失效|不)|\b(?:deal|offer|price|discount|sale)\b[^.,;]{0,24}"
    r"\b(?:stream|live|show|broadcast)\b|\b(?:offre|prix|promo)\b[^.,;]{0,24}\b(?:du live|du direct)\b|"
    r"(?:价|优惠|活动|券|福利)[^，。；]{0,4}到(?:今|明|零点|十二点|半夜|晚上)|前.{1,4}(?:名|位|单)(?:才|下单|有|享)|"
    r"\b(?:for|to) (?:only )?the (?:next|first) (?:\w+ )?(?:buyers|orders|customers|people|viewers)\b|"
    r"\b(?:aux?|pour les) (?:\w+ )?(?:premiers|prochains|premières) (?:\w+ )?(?:acheteurs|clients|commandes)\b|"
    r"\b(?:goes|go|going|is|be|returns?|reverts?) (?:back )?to (?:the |its )?(?:full|normal|regular|original|usual|old) price\b|"
    r"错过(?:了)?(?:今[天晚]|这[次个波]|本场)|\bgone (?:forever|for good)\b|\bif "
    r"you don't (?:buy|order|act) (?:it )?now\b|"
    r"(?:今|明|后|大后)[天晚日早](?:晚上|早上|中午|下午)?.{0,4}(?:截止|结束|到期|恢复|"
    r"下架|没了|失效|作废|收官)|(?:只有|仅限?)(?:今晚|今天|现在|本场).{0,4}(?:价|优惠|"
    r"有)|(?:就|要|会|马上|即将)(?:要)?(?:涨价|恢复原价|下架|失效)|\b(?:ends?|until|"
    r"valid|only|expires?|over|gone|closes)\b[^.,;]{0,24}\b(?:today|tonight|tomorrow|"
    r"the next (?:hour|day|minutes)|this evening|midnight|(?:the )?end of (?:the |this )?(?:day|"
    r"show|stream|live|hour))\b|\bbefore (?:the |this )?(?:deal|offer|price|sale|discount) (?:is"
    r"|goes|ends)|\b(?:valables?|jusqu'|se termine|expire|seulement|uniquement|prend fin|"
    r"finit)[^.,;]{0,24}(?:aujourd'hui|ce soir|demain|minuit|fin du (?:live|direct)|"
    r"prochaine heure|cette heure)|\b(?:offre|prix)\b[^.,;]{0,12}\b(?:uniquement|seulement) (?:c"
    r"e soir|aujourd'hui)|(?:仅限?|只限|只有|就)(?:今[天晚日]|本场|现在)|今[天晚](?:截止|"
    r"结束|最后(?!一?[个位句款段件]?(?:问题|话题|产品|环节|介绍|说|一遍|几句|位|句))|24点)|最后(?:一|1)?(?:天|小时|分钟|一?波|机会|几分钟|时刻)|错过(?:今天|"
    r"就没|再等|不再|后悔)|过了今[天晚]|(?:明天|明早|待会|等下|马上|下播|今晚)(?:就|"
    r"会|要)?(?:恢复|涨|没|下架|结束|不是这)|倒计时|再不.{0,6}就(?:没|晚|涨)|最后\d*秒|"
    r"手慢无|\b(?:today|tonight|now) only\b|\bonly (?:today|tonight|now)\b|\bends? (?:today|"
    r"tonight|soon|tomorrow|at midnight|in (?:a few|minutes|an hour))\b|\blast (?:chance|"
    r"day(?! of (?:\w+ )?(?:the )?(?:month|year|\w+ber|\w+ary|march|april|may|june|july|august))|hour|hours|minutes?|call)\b|\bfinal (?:hours?|minutes?|day|call)\b|\bprice(?:s)? (?:go"
    r"es|go|will go|is going|rises?|will rise)(?: back)? up\b|\bgone (?:tomorrow|in)\b|"
    r"\bexpir(?:es|ing) (?:today|tonight|soon|tomorrow|in)\b|\bnow or never\b|\bcountdown\b|"
    r"\bbefore (?:it's|it is) too late\b|\bnever (?:again|come back)|\btomorrow (?:it's|"
    r"the price|it goes)|\bhurry[,!]? (?:before|only|while)|\blimited[- ]time\b|\b(?:aujourd'hui"
    r"|ce soir|maintenant) seulement\b|\bseulement (?:aujourd'hui|ce soir)\b|\buniquement (?:auj"
    r"ourd'hui|ce soir)\b|\bse termine (?:ce soir|aujourd'hui|bientôt|demain|dans)|\bdernière (?"
    r":chance|heure|minute)s?\b|\bdernier jour\b|\bdernières (?:heures|minutes)|\bdernier appel\b"
    r"|\b(?:les )?prix (?:remontent?|vont remonter|augmentent?|va remonter|va augmenter)|"
    r"\bdemain (?:il sera|ce sera) trop tard|\bavant qu'il (?:ne )?soit trop tard|\bcompte à reb"
    r"ours|\boffre limitée|\bdurée limitée|\bexpire (?:ce soir|bientôt|demain|dans)|"
    r"限时"
)
