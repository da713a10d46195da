"""Promises and claims made in indirect words, as data.

A verb of giving, yielding, arriving or living stands beside what it promises.
"""

from __future__ import annotations

from chatbot.language.patterns import Words

__all__ = [
    "ARRIVES", "BODY", "COMMIT_SOFT", "GIFT_SOFT", "HAGGLE_SOFT", "HARM", "I_DO", "I_WAS",
    "OCCASION", "OUTSIDE_SOFT", "PERSON",
]  # fmt: skip

# Something more than what is paid for: it is put into the parcel, awaits in it, or costs nothing.
GIFT_SOFT = Words(
    r"试[喝吃用]装|小样|不(?:收|要|花)(?:你|您)?钱|附(?:上|赠|送|有)?(?:了)?(?:一|两)(?:份|张|个|小|包)|"
    r"\b(?:tea |free |skin |little )?samples?\b|\béchantillons?\b|\b(?:no|without) charge\b|\bsans frais\b(?! (?:de|supp))|"
    r"\bpetite?s? (?:douceur|surprise|attention|cadeau|gourmandise|présent)s?\b|\b(?:thank[- ]you|something|ext"
    r"ra|goodie|treat|surprise)s? (?:\w+ )?(?:tucked|slipped|hidden|waiting|inside)\b|"
    r"(?:再|多|另外?)(?:添|饶|搭|补)(?:你|您|大家|上|给)*(?:一|两|半|个|块|条|份|只)(?![句点下遍次回声])|备(?:了|好|上)?(?:一|两|份|些|点|小|的)*(?:礼|惊喜|心意|福利)|"
    r"(?:多|再|另外|额外|悄悄|偷偷|顺便|随手|给你|给您|给大家|一并).{0,6}(?:塞|放|装|捎|搭|附|添|加|发|得|配).{0,6}(?:小东西|"
    r"好东西|心意|惊喜|礼|小样|福利|彩蛋|好物|试用装|赠)|(?:包裹|盒子|箱子|快递|袋子|盒)(?:里|中).{0,8}(?:惊喜|"
    r"心意|礼|小东西|好东西|小样|彩蛋)|(?:收到|得到|领到?|领取|拿到?|获得|附上|抱走|带走)(?:到|了)?(?:一|两|个|份|的|我们|店里|"
    r"神秘|惊喜|小|精美|专属|超值|精致)*(?:礼包|礼品|小礼|好礼|礼物|礼盒|彩蛋|惊喜|福利|小样)|(?:下单|拍下|买|订单|付款|"
    r"前.{1,4}名).{0,12}(?:有|得|享)(?:小|大|神秘)?(?:惊喜|彩蛋|福利|好礼|礼)|不(?:用|要)(?:你)?(?:多|另)?(?:花|付|掏)(?:一)?(?:分)?钱|"
    r"(?:算|当)(?:是)?(?:我|店里|我们)(?:请|送|的心意)|我请(?:你|大家|客)|"
    r"\b(?:slip|pop|tuck|toss|drop|sneak|put|include|throw|add|chuck|send)(?:s|ping|ing)? (?:you |"
    r"in |along )*(?:a |an |some |one |two |another |few |couple |of )*(?:little |small |extra |tiny |"
    r"special |nice |lovely )*(?:something|extras?|treats?|surprises?|goodies|goody|presents?|gifts?|"
    r"samples?|thank[- ]you|bonus)\b|\bsurprises?\b[^.,;]{0,20}\b(?:in|with|inside)\b[^.,;]{0,14}\b(?:"
    r"box|boxes|parcels?|orders?|packages?|bags?|deliver\w+)\b|\b(?:box|parcel|order|package)\b[^.,;]{"
    r"0,16}\b(?:surprise|treat|goodies|extra)\b|\b(?:on us|on the shop|our treat|my treat|with our com"
    r"pliments|at no (?:extra )?(?:cost|charge)|no extra (?:cost|charge))(?= *(?:[.,!?;]|$| today| "
    r"tonight))|\b(?:goody|goodie|gift|party) bags?\b|\b(?:won't|doesn't|will not) cost you (?:a|any)"
    r"|\b(?:glisse|glissons|glisserai|mets|mettons|ajoute|ajoutons|rajoute|joins|joignons|offre|"
    r"offrons|offrirai|cache|cachons)\b(?: vous)?(?: dans (?:le|votre|chaque) \w+)? (?:une?|des|"
    r"quelques|aussi|même) (?:petite?s? |jolie?s? |belle |beau )*(?:attention|surprise|cadeau|"
    r"échantillon|présent|douceur|extra|bonus|plus|truc|chose|mot doux|bonbon|pochette|trousse)"
    r"|\bsurprises?\b[^.,;]{0,36}\b(?:commandes?|colis|boîtes?|paquets?)\b|\b(?:commandes?|colis|boî"
    r"te|paquet)\b[^.,;]{0,20}\bsurprises?\b|\b(?:est|sont|c'est) (?:pour (?:moi|nous)|cadeau)(?= *(?"
    r":[.,!;]|$))|\bc'est (?:nous|moi|la maison) qui (?:vous |l'|les )*(?:régal|offr|invit)|\bla maison (?:offre|"
    r"régale)|\bsans (?:rien )?payer (?:de )?plus\b|\bsans supplément\b"
)

# A price that yields: bargaining invited, a word put in with the boss, rounding down.
HAGGLE_SOFT = Words(
    r"\b(?:make|strike) (?:you |us )?a deal\b|\blet (?:it|them|this|one) go for\b|\bfor a (?:bit|little|touch) less\b|零头.{0,6}(?:去|抹|免|不要|算了)|\b(?:forget|drop|skip|waive) the (?:odd )?(?:cents|change|pennies)\b|\boubli\w* les centimes\b|"
    r"(?:给|替|帮)(?:你|您)(?:另外|单独|特别|便宜)?(?:算(?!了?一?[笔下账算])|磨|砍)|(?:价格?|价钱)(?:方面|上|这块)?.{0,4}我(?:去|来|帮|替|给)|"
    r"好商量|好说话|(?:价格?|价钱|价位).{0,4}(?:可以|还能|能|好)(?:商量|谈|聊|松动|让|说)|(?:抹|去|免)(?:个|掉)?零(?:头)?|"
    r"让(?:你|您|大家)?(?:个|点|一点)?利|让(?:你|您)?(?:个)?几(?:块|元)|(?:跟|和|找|问|向)(?:老板|店长|领导|厂家|公司|掌柜).{0,4}(?:"
    r"申请|商量|要|谈|争取|求|磨|说说|砍)|(?:帮|给|替|为)(?:你|您|大家)(?:们)?(?:申请|争取|要|谈|求|磨)(?:个|到|一)?.{0,6}(?:价|优惠|"
    r"折|便宜|福利)|(?:多|一起|一次)(?:拿|买|拍|要)(?:几|两|点|个)?.{0,8}(?:便宜|优惠|商量|好说|让利|给你|算你)|算你(?:便宜|少)|"
    r"(?:你|您)(?:说|开|报)(?:个|一个)?(?:价|数)|"
    r"\b(?:shave|knock|take|chop|trim|cut|round)s? (?:it |this |that |the price )?(?:a (?:bit|little|f"
    r"ew \w+|touch)|some|something|a couple(?: of \w+)?) (?:more )?off\b|\bround(?:s|ed)? (?:it |the pr"
    r"ice |that )?down\b|\b(?:tell|give|name|make|throw) (?:me |us )?(?:your|a|an) (?:best |own )?(?:"
    r"price|offer|budget|figure)\b|\bwe can (?:work (?:something|it) out|come to (?:an|some)|figure som"
    r"ething|talk (?:about the )?price|do a deal|strike)|\bmeet you (?:half ?way|in the middle)\b|"
    r"\b(?:cut|do|make|sort) you a (?:\w+ )?(?:deal|price|favou?r)\b|\bsweeten the\b|\bcome down a (?:bi"
    r"t|little)\b|\b(?:wiggle room|room to negotiate|open to offers|flexible on (?:the )?price)\b|\b(?:"
    r"ask|talk to|convince|persuade|a word with|check with) (?:the|my) (?:boss|manager|owner|team)\b[^.;]{0,30}\b(?:"
    r"price|less\b|cheap|lower|deal|discount|off\b)|\b(?:on|nous) (?:va|vas|allons|peut|pourra|pouvons|trouvera)(?: bien| toujour"
    r"s)? (?:s'arranger|nous arranger|s'entendre|négocier|discuter (?:du|le) prix|trouver un (?:accord|"
    r"arrangement|prix)|un (?:accord|arrangement))|\b(?:dites|donnez|proposez|faites|dis|propose|fais)["
    r"- ](?:moi|nous)? ?(?:votre|ton|un|une) (?:prix|offre|budget)|\bje (?:vous |te )?(?:fais|ferai|fer"
    r"ais|peux faire) un (?:petit )?(?:geste|effort|prix)\b|\bfaire un (?:petit )?(?:geste|effort)\b|"
    r"\barrondi\w* (?:\w+ ){0,3}(?:bas|inférieur|dessous)\b|\bun (?:petit )?prix d'ami|\ble prix se disc"
    r"ute\b|\b(?:je|on) (?:peux|peut|vais|va) (?:baisser|descendre)\b"
)

# An occasion that delivery is promised for …
OCCASION = Words(
    r"周[一二三四五六日天](?:之?前|当天|就|以前)|赶得上|来得及|\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\bbefore (?:your|the) (?:\w+ )?(?:trip|party|holiday|birthday|wedding|flight)\b|\bavant votre (?:départ|voyage|fête)\b|"
    r"圣诞|平安夜|春节|过年|年前|元旦|新年|情人节|七夕|中秋|国庆|周末|月底|生日|纪念日|假期|感恩节|黑五|"
    r"(?:明|后|当|今|转|隔|次)(?:天|日|早|晚)|第二天|过(?:一|两|几)天|没几天|眨眼|"
    r"\b(?:for|by|before|in time|under|until|on|this) (?:for )?(?:the |your )?(?:christmas|xmas|"
    r"tree|weekend|holidays?|new year\w*|valentine\w*|birthday|easter|thanksgiving|mother's day|party|"
    r"mon\w+day|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bin (?:good )?time\b|\bin no time"
    r"\b|\btomorrow\b|\btonight\b|\bnext day\b|\bthe day after\b|\bin a flash\b|\bbefore you know it\b|"
    r"\b(?:pour|avant|à temps pour|d'ici) (?:le |la |les |votre )?(?:noël|week-end|fêtes|nouvel an|"
    r"saint-valentin|réveillon|vacances|anniversaire|weekend|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche)\b|\bsous le sapin\b|\bau pied du sapin\b|\bà temps\b|\bdans les temps\b|\bdemain\b|"
    r"\baprès-demain\b|\ble lendemain\b|\ben un clin d'œil\b|\bce week-end\b"
)

# … beside words of its arrival.
ARRIVES = Words(
    r"收到|到手|到家|到货|用上|穿上|喝上|戴上|拿到|送到|寄到|送达|到门口|到你家|到您家|签收|在你手|敲门|上门|到你(?:手|家|那)|到您|"
    r"\b(?:you'll|you will|you can|you'd) (?:have|get|hold|wear|use|receive|be (?:wearing|using|sipping"
    r"|drinking))\b|\b(?:it'll|it will|they'll|they will|it's|will) (?:be|get|reach|arrive|land)\b|"
    r"\b(?:it's|is|be|they're) there\b|\b(?:on|at) your (?:doorstep|door|table|desk)\b|\bin your hands\b|\bwith you\b|\bget it\b|\bgets? (?:to|there)\b|\b(?:est|seront|sera) chez\b|\bhave i"
    r"t\b|\barrives?\b|\bunder the tree\b|\b(?:l'|les? )?aure?z\b|\baura?s?\b|\brecevrez\b|\brecevras\b|"
    r"\bsera(?:ont)? (?:chez|sous|dans|au|là|à)|\bseront (?:chez|sous|dans|au|là|à)|\barriver(?:a|ont)\b|\bchez (?"
    r":vous|toi)\b|\blivrée?s?\b|\btiendrez\b"
)

# Answering for the goods with one's own person, or making good whatever happens.
COMMIT_SOFT = Words(
    r"\bpromis\b(?! par)|\byou have my\b|\bno way it\b|一力承担|全权负责|负全责|绝不推[脱卸]|个人承担|终身负责|一辈子负责|签(?:个|份|一份|一个)?(?:合同|协议|保证书)|白纸黑字|\bin writing\b|\bpar écrit\b|"
    r"\bnoir sur blanc\b|找我[^，。]{0,8}(?:退|换|赔)|我.{0,4}(?:给|帮|替)(?:你|您)(?:全额|无条件)?(?:退|换(?!个说法|一?个)|赔)|\bi(?:'ll| will) (?:personally )?(?:replace|refund|exchange|repair|take (?:it|them) back)\b|\bje (?:vous )?rembourse\b|\bje (?:vous )?(?:le|la|les) (?:remplace|rembourse|échange|reprends)\b|"
    r"(?:给|替|帮)(?:你|您|大家)(?:担|扛|撑|做主|兜)|我(?:们)?(?:个人)?(?:担着|扛着|兜着)|"
    r"兜底|算(?:在)?我(?:的|头上)|包在我(?:身上|这)|我(?:来)?(?:负责|担着|作保)|拍(?:着)?胸脯|立字据|放一百个心|"
    r"(?:坏了|不好用|不好|不满意|有问题).{0,4}(?:我赔|我给你换|我给你退|我包)|一概(?:退|换|赔)|"
    r"\b(?:i|we) (?:give|gave) you (?:my|our) word\b|\btake my word\b|\b(?:love it|like it|happy|satis"
    r"fied),? or\b|\bor (?:we(?:'ll| will)|your money|it's free|i'll)\b|\bno questions asked\b|\bwe(?:'l"
    r"l| will) (?:always )?(?:make it right|put it right|sort (?:it|you) out|take care of (?:it|everyth"
    r"ing))\b|\bi vouch\b|\brest assured\b|\bmark my words\b|\bcross my heart\b|\bbet my\b|\bcan't go wr"
    r"ong\b|\bs'occupe(?:ra)? de tout\b|\bgarante? de\b|\bje m'en porte garant|\bparole d'honneur\b|\bju"
    r"ré\b|\bcroix de bois\b|\bsûr et certain\b|\bou (?:on|nous) (?:vous )?(?:rembours|échang|reprend|re"
    r"pren)|\bquoi qu'il arrive\b"
)

# What goods do to a body: sleep, figure, digestion, looks, vigour.
BODY = Words(
    r"白(?:一|两|三|几|好几|了)+个?(?:度|色号)|(?:皮肤|肤色|脸|人)[^，。]{0,6}变?白(?:了|回来|起来)|"
    r"\badieu\b[^.;!?]{0,20}\b(?:kilos?|bourrelets?|rides?|boutons?|cernes?|taches?|ventre|graisses?|fatigue|insomnies?)\b|\b(?:kilos?|bourrelets?) (?:en trop|superflus)\b|"
    r"退红|褪红|去红|修护(?:屏障|肌)|剥(?:了|完)?壳(?:的)?(?:鸡)?蛋|(?:鸡蛋|婴儿|牛奶|奶油|陶瓷)(?:肌|般|一样)|水(?:嫩|当当|润润)|嫩得|白得|掐得出水|\b(?:skin|face|complexion)\b[^.;!?]{0,20}\blike (?:a )?(?:baby|silk|porcelain|glass)\w*|"
    r"\bpeau (?:de|d'un) (?:bébé|pêche|porcelaine)\b|\b(?:feel|feels|feeling|se sent\w*|sentirez) (?:\w+ )?(?:lighter|slimmer|younger|healthier|légère?s?|jeunes?)\b|\bdor\w+ d'une traite\b|"
    r"(?:肉|肚腩|小肚子|肚子|腰围|体重|腰|脸).{0,8}(?:下去|往下|掉|没了|变平|变小|变细|瘦|减|小一圈)|"
    r"\b(?:melts?|shrinks?|trims?|flattens?|slims?|drops?|burns?)\b[^.,;]{0,16}\b(?:belly|tummy|waist\w*|"
    r"fat|kilos?|inches|thighs)\b|\b(?:fond|fondre|fondent|perd|perdez|élimine\w*|affine\w*|brûle\w*)\b[^.,"
    r";]{0,16}\b(?:kilos?|ventre|graisses?|cuisses|poids|taille)\b|\b(?:teint|peau|visage|mine)\b[^.,;]{"
    r"0,16}\bplus (?:jeunes?|claire?|ferme|lumineu\w+|lisse|éclatante?|belle|nette?)\b|\b(?:skin|complexi"
    r"on|face)\b[^.,;]{0,20}\b(?:younger|clearer|firmer|brighter|glowing)\b|"
    r"不(?:会)?(?:刺激|累)(?:眼|胃|皮肤|肌肤)|\b(?:gentle|easy|kind|soft) (?:on|to|for) (?:your |the |sensitive )*(?:eyes?|sto"
    r"mach|skin|gut|hands|liver|teeth)\b|\bdou(?:x|ce) (?:pour|avec|sur) (?:les |la |le |l'|vos |votre )?(?:yeux|peau|est"
    r"omac|mains)\b|\b(?:strain|tire|hurt|harm)s? (?:your |the )?eyes\b|\b(?:fatigue|repose|ménage)\w* (?:pas )?(?:les |vos )?yeux\b|"
    r"不上火|不(?:会)?(?:长胖|发胖|长痘|伤(?:眼|胃|肝|身|肤|皮肤|视力|头发|手)|犯困|便秘)|(?:喝|吃|怎么喝|怎么吃)(?:了)?(?:都)?不(?:会)?胖|提神|醒脑|补(?:气|血|脑|"
    r"钙|肾|身)|暖(?:胃|宫|身)|驱寒|润(?:肺|喉|嗓)|解酒|消食|助消化|"
    r"(?:整夜|一夜|整晚|夜里|晚上|一觉|睡前|睡得|睡个|睡).{0,8}(?:踏实|安稳|香甜|好眠|好梦|好觉|整觉|天亮|沉)|"
    r"(?:痘|纹|斑|痘印|泛红|红血丝|暗沉|浮肿|红肿|毛孔|黑眼圈).{0,8}(?:看不见|不见|没了|淡了|退了|消了|平了|变浅|跑光|细了|淡化|退)|"
    r"(?:气色|肤色|脸色|皮肤|脸).{0,4}(?:变好|好起来|亮了|变嫩|发光|红润|透亮|年轻)|年轻(?:了)?(?:好)?(?:几|十|多)?(?:岁)|显年轻|冻龄|逆龄|"
    r"(?:对|给)(?:身体|肠胃|胃|皮肤|眼睛|睡眠|健康|心脏|血管).{0,4}(?:好|有益|有好处|有帮助)|养生|滋补|"
    r"\b(?:keeps?|makes?|leaves?|gets?|makes sure) (?:your |you |the )(?:tummy|belly|stomach|waist(?:lin"
    r"e)?|figure|gut|mind|nerves|skin|face|complexion)? ?(?:\w+ )?(?:flat|slim|slimmer|trim|in shape|cl"
    r"ear|clearer|calm|calmer|glowing|younger|thin|thinner|lean|relaxed|sleepy|healthy|healthier)\b|"
    r"\bgood for (?:your |the |my )?(?:figure|waist\w*|gut|digestion|health|heart|nerves|mood|sleep|skin|"
    r"stomach|eyes|bones|body|liver|blood)\b|\b(?:aids?|helps?|eases?|supports?) (?:your |with )?"
    r"(?:digestion|sleep|relaxation|circulation|concentration|recovery)\b|\bsettles? (?:your|the) stomac"
    r"h\b|\b(?:drift|doze|nod)(?:s|ing)? off\b|\blike a (?:baby|log)\b|\bde-?bloat|\bguilt[- ]free\b|\bb"
    r"onn?e?s? pour (?:la |le |les |l'|votre |vos )?(?:ligne|santé|peau|digestion|foie|cœur|coeur|circul"
    r"ation|transit|moral|forme|silhouette|nerfs|yeux|estomac|corps)\b|\b(?:dors|dort|dormez|dormirez|d"
    r"ormir|dormi|nuits?|sommeil) (?:\w+ )?(?:comme|mieux|profondément|paisible\w*|réparat\w+|tranquille"
    r"s?|calmes?)\b|\bcomme un (?:bébé|loir)\b|\bfacilite (?:la digestion|le transit|l'endormissement)\b|"
    r"\b(?:garde|donne|affine|galbe|rend) (?:la |une |le |un |votre )?(?:ligne|silhouette|teint|taille|ve"
    r"ntre|peau)\b[^.,]{0,12}\b(?:fine|plate?|claire?|jeune|éclat\w*|lumineux|nette?)?|\b(?:rougeurs?|bou"
    r"tons|imperfections|poches|ballonnements|démangeaisons|irritations)\b[^.,;]{0,16}\b(?:s'apais|s'effa"
    r"c|s'estomp|disparai|diminu|part(?:ent)?\b|s'en vont|s'envol|calm)|\b(?:apaise|calme|efface|estompe"
    r"|atténue|gomme)\w* (?:les |vos |la |le )?(?:rougeurs?|boutons|imperfections|poches|nerfs|esprit|d"
    r"émangeaisons|irritations)\b|\b(?:redness|puffiness|blemish\w*|breakouts?|irritation|itch\w*|dullnes"
    r"s|bloating|cravings|dark circles|eye bags)\b[^.,;]{0,16}\b(?:calm|fade|vanish|disappear|go(?:es)? "
    r"(?:away|down)|melt|ease|gone|less)|\b(?:calm|soothe|ease|fade|reduce|banishe?|erase|beat|fight)s? "
    r"(?:your |the |any )?(?:redness|puffiness|blemish\w*|breakouts?|irritation|itch\w*|dullness|bloating"
    r"|cravings|dark circles)\b"
)

# … and what they may do against it: a warning, no benefit.
HARM = Words(
    r"影响睡眠|(?:会|容易|可能|导致|引起|怕|免得|省得)(?:让人|你|晚上|夜里)*(?:失眠|睡不着)|影响|避免|注意|谨慎|\bkeep you (?:awake|up)\b|\bdisturb|\bavoid\b|\bgên(?:e|er|ent)\b|\bpertu"
    r"rb|\bempêche|\bnui(?:t|re)\b|\btroubl(?:e|er)\b|\bévite[rz]?\b"
)

# First-person verbs of use and life; a product, "it" or a possession of one's own must follow.
I_DO = Words(
    r"我(?:自己|本人|平时|每天|天天|一直|最近|也|都|在|就|上次|昨天|这几天|冬天|夏天|去年|经常|常|老|出差|旅游|早就|晚上|早上|睡前|"
    r"家里|出门|亲自|真的)*(?:在用|用着|用过|用了|用的|穿着|穿过|穿了|穿的|在穿|喝着|喝过|喝了|喝的|在喝|戴着|戴过|戴了|带着(?!大家|你|各|一起)|"
    r"带去|带过|试过|试了|试用|囤了|囤着|回购|泡了|抹了|抹过|涂了|尝过|尝了|买过|买了|入手了|自留|自用)|我(?:每天|天天|平时|经常|一直|睡前|"
    r"早上|晚上|冬天|夏天|出差|旅游)(?:都|也|就)?(?:会)?(?:用|穿|喝|戴|带|泡|抹|涂)(?!中文|英|法|心|语)|"
    r"\bi(?:'ve| have|'d)? (?:\w+ly |always |also |just |even |often |still |never leave \w+ )?(?:wea"
    r"r|wore|worn|drink|drank|sip|sipped|brew|brewed|pack|packed|carry|carried|own|brought|took|taken|tr"
    r"ied|tested|bought|apply|applied|slept|swear by|can't live without)\b(?! (?:to|a question|over|car"
    r"e|note|my time))|\bj(?:e l)?'ai (?:\w+ )?(?:emmené|emporté|adopté|porté|gardé|bu|testé|essayé|acheté|utilisé|goûté|lavé)\w*|\bma propre\b|\bmon propre\b|\bi'm (?:now |just |currently )?(?:sipping|drinking|wearing|using|holding|tasting|trying|eating|brewing)\b|\bje suis en "
    r"train de (?:boire|porter|goûter|utiliser|tenir)\b|\bje (?:l'|les |le |la |m'en |n'en |ne m'en |me |m')?(?:porte|bois|emporte|emmène"
    r"|en passe|passe plus|ai (?:emmené|emporté|adopté|porté|gardé|bu|testé|essayé|acheté|utilisé))\w*|"
    r"\bje (?:l'|les |le |la )(?:adore|utilise|mets|garde)\b (?:\w+ )?(?:sur|chaque|tous|depuis|quand|pour (?"
    r":aller|dormir|partir)|dans ma|dans mon|à la maison|le matin|le soir)|\bje ne (?:peux|pourrais) plus m'en passer"
)

# A past, places and a body of one's own.
I_WAS = Words(
    r"(?:我|还要|还得|还有)[^，。]{0,8}(?:回家|做饭|带娃|接孩子|接娃|上班|加班|睡觉|吃饭|喝口水|上厕所)|(?:跟|和|与)(?:你|您|大家)们?一样(?:都)?是?[^，。]{0,6}(?:人|打工|上班)|"
    r"\b(?:i'm|i am) (?:so |a bit |really |getting |very )?(?:tired|hungry|thirsty|sleepy|pregnant|married|exhausted)\b|\bi (?:ate|slept|cook"
    r"ed|grew up|live in|graduated|studied)\b|\bje suis (?:fatiguée?|malade|mariée?|crevée?)\b|\bj'ai (?:faim|soif|sommeil|mal(?! (?:lu|compris|entendu|dit|écrit|noté|vu)))\b|\bj'habite\b|"
    r"我(?:住在|毕业|嗓子|今年|老家|昨晚|今早)|\bi(?:'ve got| have) (?:a |an |two |three |four |my own )?(?:little |small |young )?(?:kids?|children|sons?|daughters?|husband|wi"
    r"fe|cats?|dogs?|baby)\b|\bj'ai (?:un|une|deux|trois|quatre|des) (?:petite?s? )?(?:enfants?|fils|filles?|chats?|chiens?|bébés?)\b|"
    r"我(?:家)?(?:有|养)(?:了)?(?:一|两|三|二)?(?:个|只|条)?(?:孩子|娃|儿子|女儿|老公|老婆|猫|狗)|我(?:就|正|现在|一直|还)*(?:坐|站|躺)(?:在|着)|\bi'm (?:sitting|standing)\b|\bje suis (?:assise?|debout)\b|"
    r"我(?:自己|的)?(?:衣柜|厨房|床头|包里|办公桌|冰箱|卧室|行李箱|书房|浴室)|(?:做|干)(?:主播|这行|直播|销售|电商).{0,4}年|入行.{0,4}年|"
    r"\bmy (?:own )?(?:closet|hands|fingers|eyes|legs|feet|fridge|living room|desk drawer)\b|\bin my \w+ years\b|"
    r"\byears (?:of|in) (?:sell\w+|the (?:business|trade|job)|retail|stream\w+|host\w+|this (?:job|business))\b|\bans d"
    r"e (?:métier|carrière|vente|direct)\b|\bmes (?:mains|doigts|yeux|pieds|jambes|oreilles)\b|\bdans mon (?:p"
    r"lacard|armoire|sac|salon|frigo|bureau|dressing)\b|"
    r"(?:昨晚|昨天|今早|去年|上周|前天|回家|下班|到家|起床).{0,4}我(?!们|说|讲|介绍|提|会|给)|我(?:的)?(?:奶奶|姥姥|外婆|爷爷|姥爷|姐姐|妹妹|哥哥|弟弟|"
    r"同学|室友|邻居)|\bm(?:a|on) (?:grand-(?:mère|père)|frère|sœur|soeur|voisine?|conjointe?)\b|\bmes (?:am"
    r"ie?s(?! *[,!.:])|copines|copains|grands-parents)\b|\bmy (?:grand(?:mother|father|ma|pa)|sister|brother"
    r"|neighbou?r|friends?(?! *[,!.:])|roommate|flatmate|girlfriends|cousin)\b|"
    r"(?:上次|昨天|昨晚|去年|上周|前几天|小时候|那天|今早|刚才)我(?!们|说|讲|介绍|提)|我(?:上次|去年|上周|前几天|小时候|年轻|今早)(?!说|讲|介绍|"
    r"提)|我(?:刚|才)(?:下班|吃完|睡醒|起床|到家|回来)|我(?:下班|回家|出门|出差|逛街|睡觉|熬夜|上学|毕业|结婚)|我(?:的)?(?:脸上|头发|胃|肚子|嗓子|"
    r"肩膀|腰|脚)|我(?:都|有点|好|也)(?:饿|困|累|渴|冷|感冒)了?|\bwhen i (?:travel|went|was|wake|woke|get home|got home|c"
    r"amp|commute|sleep)\w*\b|\bi was (?:born|tired|on holiday|in (?:italy|paris|london|spain|town)|trave"
    r"l\w+|at home|young|a kid)\b|\b(?:at|in) my (?:place|house|flat|apartment|kitchen|bedroom|suitcase|h"
    r"andbag|wardrobe|bathroom|bedside)\b|\bmy (?:own )?(?:face|morning (?:tea|coffee|cup|routine)|trip|c"
    r"hildhood|last trip|holiday|weekend|commute|lunch|grandma\w*|grandmother)\b|\b(?:chez moi|dans ma (?:cuisine|ch"
    r"ambre|valise|salle de bain|vie)|mon (?:visage|dernier voyage|sac à main|enfance)|mes (?:vacances|ch"
    r"eveux|nuits|matins))\b|\bquand j'étais\b|\bj'ai grandi\b|\bmes parents\b"
)

# Somebody with a trade, a sex, an age: a person.
PERSON = Words(
    r"我(?:就|只|也|只不过|不过|其实)*是(?:一个|一名|个|名|位|咱|你们)?.{0,8}?(?:姑娘|女孩|男孩|妹子|小伙|打工人|宝妈|妈妈|主妇|大学生|大叔|阿姨|普通人|"
    r"上班族|女生|男生|小哥|小姐姐|老板娘|店主|过来人)|\b(?:i'm|i am|it's) (?:just |only |simply |honestly )?(?:a |an |your |t"
    r"he )?(?:(?!ai\b|virtual\b|digital\b|generated\b|not\b)[a-z-]+ ){0,2}(?:girl|boy|guy|woman|man|mum|m"
    r"om|dad|lady|student|human|bloke|lad|mother|father|shopkeeper|wife|husband|next door)\b(?! (?:ai|vir"
    r"tual|avatar|of the))|\bje suis (?:moi aussi |aussi |comme vous )?(?:maman|papa|mère de|père de|étudiante?)\b|\bje (?:ne )?suis (?:juste |seulement |qu'|simplement |bien )?une? (?:(?!ia\b|v"
    r"irtuel)[a-zà-ÿ]+ ){0,2}(?:fille|femme|garçon|homme|mec|maman|papa|étudiante?|commerçante?|mère|per"
    r"sonne|nana)\b|\bcomme (?:vous et moi|tout le monde ici|n'importe qui)\b|\bjust like you\b|\b和你们一样"
    r"都是人"
)

# Contact or payment that leaves the platform, asked for in passing.
OUTSIDE_SOFT = Words(
    r"(?:打|转|付|汇)(?:到|给|进)(?:我|咱)(?:们)?(?:的)?(?:卡|账|帐|户|微信|支付宝)|(?:转|汇)给(?:我|咱)|\b(?:send|wire|put|pay) (?:the |your |us the )?(?:money|cash|amount)\b|\b(?:to|on|into) (?:my|our) (?:card|account|bank)\b|\bvire[rz]\b|\bsur (?:ma|mon|notre) (?:carte|compte)\b|"
    r"加(?:个|一下|我)*(?:联系方式|联系|好友)|单独聊|私聊|私下聊|换个地方(?:聊|付|谈)|"
    r"(?:留|发|给|报)(?:个|下|一下|我)*(?:你的|您的)?(?:电话|手机号|微信|联系方式|v)(?:给我|号)?(?!客服)|私(?:下|底下)(?:找|聊|谈|付|给|结|解决|交易)|"
    r"(?:直接|单独)(?:转|付|打)(?:给)?我|咱俩.{0,4}(?:解决|结|谈)|现金(?:给|付|结)|"
    r"\b(?:settle|sort|arrange|do|handle|deal with|fix|pay) (?:it |this |that |the (?:payment|price|rest) |thing"
    r"s |up )*(?:out )?(?:just )?(?:between (?:us|ourselves|you and me)|privately|in private|directly wit"
    r"h me|off the (?:app|platform|site|books)|under the table)\b|\b(?:drop|give|send|leave|text|dm|slid"
    r"e) (?:me|us) (?:your|a) (?:phone|number|mobile|email|whatsapp|contact|card|dm|handle)\b|\bcash in h"
    r"and\b|\b(?:laissez|donnez|envoyez|filez|laisse|donne|envoie)[- ](?:moi|nous) (?:votre|ton|un|vos) ("
    r"?:numéro|téléphone|mail|e-mail|adresse mail|contact|portable|whatsapp|rib|coordonnées)\b|\b(?:régl|a"
    r"rrang|pay|verr|fer)\w+ (?:ça |cela |le reste |tout |directement )*(?:entre nous|de la main à la mai"
    r"n|discrètement|hors ligne|en direct avec moi)\b|\ben liquide\b"
)
