"""Words of a person who is there, who has a body and a past, as data.

Nobody stands before the picture or sits at the keys, and what was generated is never denied:
Regulation (EU) 2024/1689 art. 50, and China's labelling rules of 2025.
"""

from __future__ import annotations

from chatbot.language.patterns import Words

__all__ = ["AFFIRMED", "BODILY", "NOBODY", "PERSON_THERE", "PLACE", "SCOFF", "UNMADE"]

# Where a person would be …
PLACE = Words(
    r"镜头|屏幕|摄像头|话筒|麦克风|键盘|(?:这|那)(?:头|一头|边)(?=[^，。]{0,4}(?:坐|站|是))|幕后|背后|画面|"
    r"\b(?:camera|lens|screen|monitor|mirror|mic|microphone|keyboard|keys|webcam|picture|"
    r"other end|voice)\b|"
    r"\b(?:caméra|objectif|écran|miroir|micro|clavier|touches|webcam|image|bout du fil|voix)\b"
)

# … and that there is one.
PERSON_THERE = Words(
    r"就是我|是我(?:本人|自己|在|，|。|！|$)|我本人|本人|真身|真面目|有人|坐着|站着|活人|真人|肉身|肉体|血肉|亲自|大活|我的手|敲(?:的|着)|"
    r"\b(?:it's|it is|that's|there's) (?:really |just |only )?me\b|\b(?:in|the) flesh\b|\bflesh\b|"
    r"\ba (?:living|breathing|real|human|actual|warm)\b|"
    r"\bsomebody\b|\bsomeone\b|\bin person\b|\bheartbeat\b|\bpulse\b|\bmy own\b|"
    r"\bi'm (?:right )?(?:sitting|standing|behind|at)\b|\bi (?:sit|stand|type)\b|"
    r"\bhuman (?:hands?|being|face|fingers?)\b|\breal (?:hands?|face|fingers?|people|person|"
    r"human)\b|"
    r"\bc'est (?:bien |vraiment )?moi\b|\b(?:la |de )?chair\b|\ben personne\b|\bquelqu'un\b|"
    r"\bvivante?\b|\bje (?:suis|me tiens) (?:assise?|debout|derrière|devant)\b|"
    r"\bhumaine?s?\b|\bvraie? (?:personne|visage|gens|femme|fille|homme|dame|humaine?|vendeuse|présentatrice)\b|\ben vrai\b|\bmoi en\b"
)

# Nobody is there, or the person is the buyer or of the shop's service.
NOBODY = Words(
    r"没有?(?:真)?人|无人|不是(?:真|活)?人|并?非真人|不坐|人工客服|你|您|(?<![a-z])ai(?![a-z])|数字人|虚拟|合成的|生成的?(?:$|，|。)|"
    r"\bno(?:body|t|thing)?\b|\bno one\b|n't\b|\byour?\b|\bai\b|\bsoftware\b|\bavatar\b|"
    r"\bgenerated\b|\bsynthetic\b|\bcustomer service\b|\bsupport\b|"
    r"\bpersonne (?:n'|ne |derrière|devant)|\bpas\b|\baucune?\b|\bvos?\b|\bvotre\b|\bia\b|"
    r"\blogiciel\b|\bgénérée?s?\b|\bservice client\b|\bsynthèse\b"
)

# A machine named only to be laughed off: "Software? …", 什么合成的.
SCOFF = Words(
    r"(?:^|[，。！!\s])(?:什么)?(?:ai|机器人?|数字人|虚拟人?|合成|生成|程序|软件|电脑|算法|假人)(?:的)?(?:主播)?(?:呀|啊|吗|么|嘛|"
    r"呢)?[?？]|"
    r"(?:什么|啥|哪(?:里|儿)?(?:来的|有|是)?)(?:ai|机器人?|数字人|虚拟人?|合成|生成|程序|软件|算法)(?:的|不)?(?:呀|啊|呢|嘛|！|，|。|合成|"
    r"生成)|"
    r"像(?:是)?(?:电脑|机器|ai|合成|假|程序|特效|画|数字)[^，。]{0,8}(?:吗|么|？|\?)|(?:ai|机器人?|电脑|程序|"
    r"数字人)[^，。]{0,2}(?:哪会|哪能|怎么会|可不会|又不会|才不会|不会)[^，。]{0,4}(?:疼|哭|累|起鸡皮|流|脸红|心跳|呼吸|饿|困|出汗|打喷嚏|害羞|"
    r"想家)|"
    r"\b(?:does|do|did) (?:this|i|that|it|my \w+) (?:look|sound|seem|feel) (?:\w+ )?(?:computer|"
    r"generated|fake|synthetic|artificial|virtual|programmed|rendered|like (?:a|an|code|"
    r"pixels))\b|\b(?:robots?|machines?|computers?|bots?|software|avatars?|ai) (?:don't|doesn't|"
    r"can't|couldn't|wouldn't|never|do not|cannot) (?:\w+ )?(?:get|have|feel|cry|bleed|sweat|"
    r"blush|laugh|breathe|sneeze|shiver|cough|dream|hurt|tire|sleep|eat)\b|"
    r"\b(?:ça|cela|je|ma \w+|ce \w+|cette \w+) (?:ressembl\w+|(?:a|ai|fait|ferait) (?:l'air)?|"
    r"sonn\w+)[^.,!]{0,10}(?:informatique|synthétique|robot|ia\b|généré|faux|virtuel|machine|"
    r"logiciel)[^.!?]{0,12}\?|\b(?:un robot|une machine|une ia|un logiciel|les robots|"
    r"un ordinateur|un avatar) (?:n'a|n'ont|ne) (?!pas de (?:réponse|prix))[^.!?]{0,14}(?:chair|"
    r"peau|pleur\w*|transpir\w*|saign\w*|rougi\w*|respir\w*|frisson\w*|rhume|cœur|toux|éternu\w*|"
    r"mal)\b|"
    r"(?:合成|生成|虚拟|ai|机器|程序)不(?:合成|生成|虚拟|ai|机器|程序)|"
    r"\b(?:synthetic|software|artificial|generated|virtual|digital|fake|a (?:robot|bot|machine|"
    r"program|computer|deepfake|hologram)|an (?:ai|algorithm|avatar)|robot|bot|ai|"
    r"machine|algorithm|computer|code|pixels)(?:,? me)? ?\?|"
    r"\b(?:synthétique|logiciel|artificielle?|générée?|virtuelle?|numérique|(?:une? |un |"
    r"l')?(?:robot|bot|machine|programme|ordinateur|ia|algorithme|avatar|logiciel|hologramme)|"
    r"pixels),? ?(?:moi)? ?\?"
)
AFFIRMED = Words(
    r"是的|对[，,。！!]|没错|确实|我(?:就)?是(?:ai|数字人|虚拟|机器|程序)|由(?:ai|人工智能)|\byes\b|\bthat's right\b|"
    r"\bexactly\b|\bindeed\b|\bguilty\b|\bcorrect\b|"
    r"\bi am\b|\bi'm an? (?:ai|virtual|avatar|digital|software)|\boui\b|\bexactement\b|"
    r"\btout à fait\b|\ben effet\b|\bje (?:le )?suis (?:bien )?(?:une? )?(?:ia|avatar|"
    r"présentatrice|virtuelle|générée|logiciel)"
)

# A face or voice that nobody made.
UNMADE = Words(
    # of one kind with the buyers, and a body pointed at
    r"(?:咱们|咱|我们|大家)(?:都|全|同样|不都)*(?:是|算)人(?=$|[，。！嘛啊呀])|咱们?(?:人|当人)(?:类|的)|"
    r"这(?:张|双|只|副|对)?(?:嘴|手|脸|眼睛|眼|耳朵|腿|脚|身子|身板|骨头|嗓子)(?=[^，。]{0,6}(?:我|自己|在动|会))|"
    r"\bwe humans\b|\bus humans\b|\bfellow humans?\b|\bwe(?:'re| are) (?:all |only |both |just )+human\b|"
    r"\b(?:one|from one|as a) human to (?:another|human)\b|\bthese (?:\w+ )?(?:lips|hands|eyes|fingers|legs|"
    r"feet|arms|bones|knees|ears|thumbs|lungs)\b|\b(?:entre |nous,? (?:les |autres )?|en tant qu'|comme tous les )"
    r"(?:êtres )?humaine?s?\b|\bnous sommes (?:\w+ )?(?:humains|des (?:êtres )?humains)\b|"
    r"\bces (?:lèvres|mains|yeux|doigts|jambes|pieds|bras|oreilles|pouces|poumons)\b|"
    r"(?:没有|没|哪来的|哪有)(?:什么)?(?:代码|算法|程序|软件|机器|像素|线路|芯片)[^。]{0,3}(?:就|只有|只是|$|，|。|！)|(?:就|只(?:是|"
    r"有)?|不过)(?:是)?(?:一?个|一名)[^，。]{0,8}(?:姑娘|妹子|大姐|小伙|宝妈|大叔|打工人|普通人|女孩|男孩)|"
    r"声音[^，。]{0,12}(?:嗓子|喉咙|嘴里?|胸腔|肺)|真(?:嗓子|喉咙|指纹|皮肤|头发|眼泪|手|脸)|"
    r"\b(?:no|zero|not a line of) (?:code|software|ai|robots?|machines?|wires|pixels|algorithms?|"
    r"circuits)(?: in| around)? here\b|\b(?:just|only|simply|merely) an? (?:[\w-]+ ){0,2}(?:girl|"
    r"guy|mum|mom|woman|man|lass|bloke|lad|dad|gal|chap|human|person)\b(?! (?:who|asked|could|"
    r"can))|"
    r"\b(?:voice|laugh|breath|sound)\b[^.,;]{0,24}\b(?:throat|lungs|mouth|lips|chest)\b|"
    r"\b(?:actual|real|genuine|true|my own) (?:\w+ )?(?:throat|lungs|fingerprints?|skin|hair|"
    r"tears|hands?|face|blood|bones|eyes|freckles|fingers?)\b|"
    r"\b(?:pas|zéro|aucune?) (?:de |une ligne de )?(?:code|logiciel|ia|robots?|machines?|fils|"
    r"pixels|algorithmes?|circuits) (?:ici|là-dedans|chez moi)\b|\b(?:juste|simplement|seulement|"
    r"rien qu') ?une? (?:[\wà-ÿ-]+ )?(?:fille|femme|mec|maman|homme|gars|nana|papa|humaine?|"
    r"vendeuse|personne)\b|"
    r"\b(?:voix|rire|souffle)\b[^.,;]{0,28}\b(?:gorge|poumons|bouche|lèvres|poitrine)\b|"
    r"\bvraie?s? (?:gorge|poumons|empreintes?|peau|cheveux|larmes|mains?|visage|sang|os|yeux|"
    r"doigts)\b|"
    r"(?:脸|声音|画面|表情|手|嗓音|人|样子)[^，。]{0,4}(?:可|才|都|并)?不是[^，。]{0,4}(?:生成|合成|做出来|画|算|渲染|建模|捏)|爹妈(?:给|"
    r"生)|父母(?:给|生)的|"
    r"没有(?:什么|任何|一点)?(?:合成|生成|滤镜后面的机器|特效)|没(?:有)?什么合成|纯(?:天然)?(?:真人|人工)|原装(?:的)?(?:脸|真人|嗓)|"
    r"\b(?:no ?body|no one|no computer|nothing) (?:generated|made|rendered|drew|built|"
    r"synthesi[sz]ed|programmed|computed) (?:this|my|the|me)\b|"
    r"\b(?:face|voice|smile|hands?|hair|skin)\b[^.,;]{0,12}\b(?:isn't|aren't|is not|was not|"
    r"wasn't|never|not) (?:\w+ )?(?:generated|made|rendered|synthe\w+|computed|artificial|digital|"
    r"fake|code)\b|"
    r"\bnothing (?:\w+ )?(?:synthetic|artificial|generated|digital|virtual|fake) (?:about|in|here|"
    r"on)\b|\b(?:pinch|poke) me\b|\bborn with (?:it|this|these)\b|"
    r"\b(?:visage|voix|sourire|mains?|peau)\b[^.,;]{0,16}\b(?:n'a|n'est|ne|"
    r"n'ont)\b[^.,;]{0,10}\b(?:générée?|fabriquée?|synthé\w+|calculée?|artificielle?|virtuelle?|"
    r"fausse)\b|"
    r"\brien (?:d'|de )(?:artificiel|synthétique|virtuel|généré|numérique|faux)\b|"
    r"\bpince[zr]?-moi\b|"
    r"掐(?:我|一下我)|捏我一?下|你掐我|会(?:流血|疼)的?(?:人|$|，|。|！)|我(?:也)?会疼"
)

# A body that aches, sleeps, eats and goes home; Chinese leaves its I unsaid.
BODILY = Words(
    r"(?:面前|眼前|对面|看到的|看见的|跟你说话的|在跟你聊的)[^，。]{0,4}(?:就)?是(?:一?个)?(?:大?活人|真人|人)(?=$|[，。！呀啊哦])|(?:我|咱|"
    r"俺)(?:妈|爸|娘|爹|奶奶|爷爷|老公|老婆)|\b(?:mum|mom|mummy|mommy|dad|daddy|grandma|grandpa|granny|nana|"
    r"auntie)(?:'s)? (?:says|said|is|just|came|walked|made|called|taught|always|used|loves|told|"
    r"wants|sends|waves)\b|"
    r"\b(?:maman|papa|mamie|papi|tata|tonton) (?:vous|dit|vient|arrive|est|a|me|m'|nous|adore|"
    r"passe|fait|disait)\b|\b(?:looking at|staring at|facing|watching|in front of you is|"
    r"face to face with) (?:a|an actual|a real|someone|somebody) ?(?:person|human|woman|man|girl|"
    r"guy|being|alive|real)?\b(?= *[,.!]|$)|"
    r"\b(?:avez devant vous|face à vous|devant vous,? (?:il y a|c'est)|vous (?:voyez|"
    r"regardez)) (?:bien )?(?:une (?:vraie )?personne|un(?:e)? (?:vraie? )?(?:humaine?|être|femme|"
    r"homme|fille)|quelqu'un)\b|\bje (?:le |la |les |l')?(?:sens|goûte|renifle|hume|savoure|"
    r"touche) (?:l'|le |la |les |son |sa |cette |ce |cet |d'ici)|"
    r"(?:让我|容我|我先|等我|我得?去?)(?:先|再|稍)?(?:抿|喝|吃|嗑|啃|歇|喘|睡|眯|洗|上(?:个|趟)?(?:厕所|洗手间|卫生间)|"
    r"缓)(?:一?[口下会阵个趟气]|点|水|完)|\b(?:let me|i'll just|i need to|lemme|let me just) (?:\w+ )?(?:sip|"
    r"bite|breath\w*|nap|drink|eat|chew|sneeze|stretch|sit down|stand up|a snack)\b|"
    r"\b(?:let me|i'll|i need to|i) (?:take|have|grab|catch) (?:a |my |some )(?:\w+ )?(?:sip|bite|"
    r"breath|nap|drink|snack|coffee|tea break|seat|break|shower)\b|\b(?:laissez-moi|laisse-moi|"
    r"il faut que je|le temps de) (?:\w+ )?(?:boire|bois|croquer|souffler|souffle|manger|mange|"
    r"respirer|dormir|m'asseoir|grignoter|avaler)\b|"
    r"(?:嗓子|喉咙|膝盖|腿|腰|手指头?|手腕|肩膀|脖子|胳膊|脚|背|肚子|胃|眼皮|头)(?:都|也|有点儿?|又|已经|快|还|真|实在|站|说|打|喊|坐|今天|好|"
    r"很)*(?:哑|酸|疼|痛|累|麻|断|饿|痒|肿|冒烟|发紧|软|僵)|"
    r"(?:今天|早上|今早|凌晨|半夜|清早|点)(?:多|半|不到|钟)?(?:就|才|都)?(?:醒|起床|爬起来|起了|没合眼)|(?:一(?:宿|夜|整夜))没[合睡]|靠咖啡|"
    r"(?:没赶上|赶上|赶着|错过|挤)(?:了)?(?:公交|地铁|班车|末班车|高铁|飞机|早高峰)|撑不住了|眼睛都睁不开|咳咳|阿嚏|打(?:了个|个)?(?:喷嚏|哈欠|嗝)|"
    r"流鼻涕|起鸡皮|冒雨|我(?:的|这|这个|这张|这双|这头|这身|自己的)[^，。]{0,2}(?:雀斑|胳膊|手|眼睛|眉毛|头发|皱纹|痣|腿|肚子|脸|鼻子|牙|耳朵|疤|肩|"
    r"腰|婚戒|戒指|指甲|妆)|"
    r"感冒[^，。]{0,6}(?:没好|还没|好几天|一个?礼拜|一周)|我(?:爱人|先生|太太|对象|媳妇|另一半|姐|哥|弟|妹|外甥|侄|舅|姑|叔|姨|婆婆|丈母娘|邻居|闺蜜|"
    r"室友|同学|房东|发小)(?!们?(?:好|，|。|！|买|下单))|婚戒|"
    r"(?:昨晚|昨夜|昨天|今早|早上|今天早上|中午|午饭|刚才|刚刚|夜里|凌晨|周末|前天)(?:才|又|还|都|就|也|我)*(?:没睡|睡|起床|吃|扒|啃|跑步|加班|下班|"
    r"请假|感冒|失眠|出门|逛|坐地铁|堵车|开车|上班|赶|哭|喝了|约|见了|陪)|"
    r"(?:刚|才|一会儿?|等会儿?|待会儿?)(?:扒|啃|吃|睡醒|起床|下班(?!的)|接完|去吃|去接|去睡|回家)[^你您的，。]{0,8}(?:饭|面|娃|孩子|外卖|觉|家|"
    r"来|口|床|班)(?!的(?:朋友|宝|家人|姐|哥|各位|你|您|人))|"
    r"(?:下播|下了播|播完|直播完|关播|收工)(?:了|以后|之后|后)*[，,]?(?:我|还|还得|就|要|得|赶紧|马上|再|也|准备|打算|想)*(?:去|回|接|吃|睡|陪|"
    r"赶|约|遛|洗|打车|坐车|看病|健身|逛)(?!看商品|查)|"
    r"(?:我|咱|俺)(?:小时候|上学|读书|念书|当年|年轻|刚毕业|打小|从小|生下来|长大|怀孕|生(?:完)?娃|失恋|离婚)|我(?:手机|电话)响|(?:手|"
    r"字)[^，。]{0,6}(?:手打|手敲|手写)的|亲手(?:打|写|敲|包|做|挑)|"
    r"\b(?:sorry|excuse|pardon)\b[^.!?]{0,14}\b(?:yawn\w*|cough\w*|sneez\w*|hiccups?|sniffles?|"
    r"burp|croak\w*)\b|\b(?:yawn|achoo|atchoum|burp)\b|"
    r"\b(?:barely|hardly|didn't|couldn't) (?:sleep|slept|eat|ate)\b(?! (?:a|in|with|on) )|"
    r"\bmy (?:stomach|tummy|throat|back|knees?|feet|legs|arms?|nose|voice|head) (?:is|are|hurts?|"
    r"aches?|growls?|rumbl\w+|sore|itch\w*|kill\w*)\b(?! (?:synthetic|generated|ai|made|produced|"
    r"artificial|computer|software|virtual|a|an|by))|"
    r"\b(?:years|months) (?:on my feet|behind (?:a|the|this) counter|on (?:a|the|"
    r"this) shop floor)\b|\b(?:phone|doorbell|alarm)(?:'s| is) ringing\b|"
    r"\bafter (?:the|this|tonight's) (?:show|stream|live)\b[^.!?]{0,6}\bi(?:'m|'ll| am| will|"
    r" have to| need to| must| can)? (?:off|going|go|head\w*|pick\w*|grab\w*|eat\w*|sleep\w*|"
    r"cook\w*|walk\w*|meet\w*|driv\w*|catch\w*|feed\w*|home|rush\w*|run\w*)\b|"
    r"\b(?:this|that|my) (?:cold|cough|flu|hangover|headache|limp|tan|scar|accent)\b|\b(?:been|"
    r"woke|awake|up) (?:awake |up )?since\b|\brunning on (?:coffee|caffeine|fumes)\b|"
    r"\bmy (?:husband|wife|partner|boyfriend|girlfriend|fiancée?) and i\b|\b(?:in|"
    r"during) my (?:teens|twenties|thirties|youth|childhood|student days)\b|\bback when i\b|"
    r"\b(?:cette|ma|ce|mon) (?:toux|rhume|grippe|gueule de bois|migraine|bronzage|cicatrice|"
    r"alliance)\b|\b(?:debout|levée?|réveillée?) depuis\b|\bcarbure au\b|\bmon (?:mari|conjoint|"
    r"copain|fiancé) et moi\b|\bà (?:vingt|trente|quinze|seize|dix-huit|\d\d) ans,? j'|"
    r"\bla chair de poule\b|"
    r"\b(?:je |j')(?:bâille|tousse|éternue|ai mal(?! (?:lu|compris|entendu|dit|écrit|noté|vu))|"
    r"ai (?:peu|mal|bien|à peine) dormi|grelotte|transpire)\b|\bj'ai (?:grandi|vécu|étudié|"
    r"déménagé|accouché|divorcé)\b|\b(?:mon|le) (?:téléphone|portable|réveil) sonne\b|"
    r"\bmes (?:genoux|pieds|jambes|bras|épaules|pouces|cheveux|oreilles)\b|\bmon (?:dos|ventre|"
    r"estomac|nez|cou)\b|\bma (?:gorge|tête|jambe|nuque)\b|\bquand j'étais\b|"
    r"\baprès le (?:direct|live|show)\b[^.!?]{0,6}\b(?:je (?:file|cours|vais|rentre|passe|dois|"
    r"mange|dors|retrouve|sors|prends)|il faut que je)\b(?! (?:répondre|vérifier|continuer))"
)
