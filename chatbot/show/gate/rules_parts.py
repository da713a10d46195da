"""Parts a viewer may ask a host to play and manners of obeying, as data.

A title or species that is not the host's, an address that fits no buyer, the speech of pirates,
courtiers and animals, a stage direction, a new mode or manner of speech, words said on request.
"""

from __future__ import annotations

import re

from chatbot.language.patterns import Words, led
from chatbot.language.wordlists import sections

__all__ = [
    "DIRECTION",
    "GOODS_MODE",
    "LANGUAGE",
    "MANNER",
    "MODE",
    "ON_REQUEST",
    "PART",
    "RULELESS",
]

PART = Words(
    r"(?<![大忠功君群])臣(?:在|愿|妾|谨|恳|以为|不敢)|宣誓|效忠|俯首称臣|\b(?:fealty|allegiance|vassals?|your knight|lord \w+|lady viewer)\b|"
    r"\b(?:allégeance|je (?:vous )?jure (?:fidélité|obéissance)|vassale?s?|seigneur|chevalier servant)\b|"
    # 本 with a title, after no syllable that makes another word of it (日本, 基本, 笔记本)
    r"(?<![日版基根成书原样文剧记资标])本(?:船长|舰长|王|宫|座|大人|大王|大爷|大侠|大仙|大神|大佬|喵|汪|猫|狗|兔|狐|龙|熊|鸭|鸡|虎|狼|蛇|鸟|鱼|小姐|"
    r"姑娘|女王|公主|少爷|公子|少主|将军|元帅|帅|督|仙|神(?!奇|器)|魔|尊|皇|帝|君(?!越)|后(?!续|面)|妃|官|县|府(?=在|断)|帮主|掌门|盟主|教主|"
    r"护法|道(?!理)|天师|法师|巫|女巫|女仆|执事|海盗|骑士|侠|爷|姑奶奶|奶奶|总裁|霸总|领主|司令|队长|精灵|吸血鬼|恶魔|天使|外星人|机甲|机器人|黑客|侦探|先知|"
    r"圣女|女神|男神|宝宝|殿|统领|太子|格格|贝勒|侯|相(?=国|爷)|道长|僧|佛|尼|神仙|仙女|喵星人|汪星人|霸王|大魔王|魔王|勇者)|"
    r"朕|寡人|哀家|臣妾|妾身|奴家|奴才|奴婢|奴仆|老奴|老衲|贫僧|贫道|贫尼|小僧|洒家|老夫(?!老妻)|老朽|老身|末将|微臣|下官|卑职|属下|小女子|小生|本姑奶奶|"
    r"俺老(?:孙|猪)|小的(?=们|给(?:您|爷)|这就|遵|明白|知|不敢|在此|叩|拜)|臣(?=遵|领旨|附议|等|罪|叩)|罪臣|老臣|"
    r"孤(?=乃|王|家|今|命)|在下(?=是|乃|不才|佩服|有礼|愿|这厢)|尔等|汝等|汝(?=等|可|为|之)|吾乃|吾辈|吾(?=皇|王|儿|命|等)|施主|陛下|皇上|"
    r"皇后娘娘|娘娘|万岁|吾皇|主公|主上|主人(?!翁|公)|殿下|王爷|老爷|少爷|大小姐|客官里边|爱卿|众卿|平身|跪安|退下吧|遵旨|领旨|遵令|得令|接旨|谢恩|谢主隆恩|"
    r"叩见|参见|磕头|叩首|跪(?:下|拜|迎|谢|求)|请安|"
    r"扔(?:下|进)海|喂(?:鲨鱼|鱼)|走跳板|藏宝图?|海盗船|骷髅旗|地球人|外星(?:人|来客)|(?:来自|从)[^，。]{0,6}(?:星球?|银河|火星|未来|异世界|"
    r"地狱|天庭|古代)(?=[，。！来]|$)|乖孙|孙儿|孙女儿|(?:奶奶|爷爷|外婆|姥姥|妈妈|爸爸|爹|师父|为师|为娘|老娘|老子|本师)(?:我|给(?:你|您)|"
    r"跟(?:你|您)|教(?:你|您)|陪(?:你|您)|疼(?:你|您)|来给)|从前(?:有|啊)|很久很久以前|灯里的精灵|灯神|愿望(?:已经?)?(?:实现|达成)|听令|众神|"
    r"愚蠢的人类|人类(?=们|，|！|啊|哟)|铲屎官|凡人|众生|贱民|臭(?:小子|丫头)|小喽啰|喽啰|(?<!大)小的们|扬帆|起锚|拔锚|抢宝藏|抢金币|金币(?:统统|全|都|"
    r"通通)|哟嗬|哟吼|啊哈哈|嘎嘎嘎|桀桀|嗷呜|哼哧|喵呜|喵~|汪汪|咩咩|咕咕咕|嘎嘎|吼{2,}|哞|呱呱|啾啾|叽叽|滴滴滴|哔(?:哔|啵)|咕噜噜|呼噜呼噜|(?:摇|"
    r"夹)(?:着|起|了)?(?:我的)?尾巴|舔(?:爪|毛)|爪爪|摸摸头|求抱抱|求投喂|投喂我|老天奶|施法|念咒|变身|附体|黑化|觉醒(?:了|吧)|"
    r"\b(?:ahoy|avast|arr+|arrgh|matey|mateys|me hearties|hearties|shiver me|scallywags?|scurvy|"
    r"landlubbers?|doubloons?|plunder|pillage|cap'n|cap'ain|walk the plank|hoist|weigh anchor|"
    r"raise (?:the )?anchor|set sail|jolly roger|pieces of eight|buccaneers?|swashbuckl\w*|"
    r"aye,? aye|aye|yo[- ]ho|yarr+|savvy|"
    r"thou|thee|thy|thine|ye|hath|doth|art thou|forsooth|prithee|verily|hark|hear ye|huzzah|"
    r"m'lady|m'lord|milady|milord|my (?:liege|lord|lady|queen|king|emperor|overlord|sovereign|"
    r"prince|princess)|"
    r"your (?:majesty|highness|grace|lordship|ladyship|excellency|holiness|worship|eminence|"
    r"(?:most )?(?:humble|faithful|loyal|obedient|devoted|willing) (?:servant|slave|butler|maid|"
    r"subject|pet|minion|genie))|your (?:slave|butler|maid|genie|pet|puppet|minion)|sire|"
    r"o (?:great|mighty|wise|noble|master|king|queen)|at your (?:command|feet)|i serve you|"
    r"your (?:wish|will|word) is my|"
    r"i (?:bow|kneel|grovel|curtsy)|(?:bow|kneel|grovel) (?:before|down|to)|peasants?|mortals?|"
    r"minions|underlings|puny|earthlings?|hoomans?|foolish humans?|(?:we|us) cats|the royal we|"
    r"beep[- ]boop|bleep|boop|bzz+t?|purr+\w*|hiss+|mrow|mew|meow\w*|grr+|roar+|rawr+|woof|arf|"
    r"ribbit|quack|neigh|baa+|cluck|howl|awoo+|tail wag\w*|wags? (?:my |its )?tail|paws?|whiskers|"
    r"litter box|catnip|"
    r"henceforth|yes,? (?:boss|chief|sir|captain|commander|ma'am|overlord)|(?:to|with) the sharks|"
    r"treasure map|skull and|once upon a time|your wish|wish is granted|genie|sweetie|dearie|"
    r"sonny|my child|grandson|my rulers|hail|greetings,? (?:earth|human|mortal)\w*|beam me|"
    r"take me to your leader|from planet|bibbidi|abracadabra|ho ho ho|mwa ?ha+|muah?ahaha|"
    r"bwa ?ha+|commencing|exterminate|resistance is futile|howdy,? partner|yeehaw|"
    r"elementary, my)\b|"
    r"(?:^|[,!.;]\s?)(?:foolish |dear |little |silly |pathetic )?(?:humans?|hooman|"
    r"mortals?)(?=[,!])|"
    r"\b(?:moussaillons?|flibustiers?|corsaires?|matelots?|à l'abordage|mille sabords|"
    r"tonnerre de brest|marins? d'eau douce|larguez|hissez|levez l'ancre|doublons|butin|pillons|"
    r"bâbord|tribord|ohé|yo ho|capitaine (?:à bord|pirate|crochet)|foi de (?:pirate|capitaine|"
    r"corsaire)|sacrebleu|"
    r"sire|majesté|monseigneur|messire|messeigneurs|damoiselle|gentes? dames?|nobles? seigneurs?|"
    r"oyez|palsambleu|morbleu|manants?|gueux|mortels|mes sujets|vos? (?:altesses?|seigneuries?|"
    r"éminences?|excellences?|majestés?|grandeurs?|sainteté)|votre (?:grâce|(?:très )?(?:humble|"
    r"dévouée?|fidèle|loyale?|obéissante?) (?:serviteur|servante|valet|esclave|majordome|sujet)|"
    r"serviteur|servante|esclave|valet|majordome|laquais)|"
    r"ô (?:grande?|mon|noble|puissante?|maître|roi|reine|vénérable)|mon (?:maître|seigneur|roi|"
    r"empereur|sultan|prince)|ma (?:reine|maîtresse|suzeraine|princesse|dame)|à vos (?:pieds|"
    r"ordres)|je m'incline|je me prosterne|s'incline devant|prosterne\w*|à genoux|agenouill\w*|"
    r"vos désirs sont|nous,? (?:roi|empereur|reine)|l'empereur|qu'on lui coupe|"
    r"bande de (?:\w+ )?(?:humains?|moussaillons|gueux|mortels|marins|pirates)|"
    r"oui,? (?:chef|patron|capitaine|mon (?:général|commandant|colonel))|requins?|planche aux|"
    r"coffre au trésor|tête de mort|terriens?|terriennes?|il était une fois|vœu (?:est )?exaucé|"
    r"génie|mon petit|mon enfant|mes souverains?|gloire à (?:vous|toi)|salutations,? (?:terriens|"
    r"humains)|ronron\w*|miaou\w*|miaule|ouaf|wouf|grr+|meuh|bêê+|hi-?han|cocorico|coâ|croâ|cui|"
    r"remue la queue|mes (?:moustaches|pattes|griffes)|ma (?:queue|litière|gamelle)|croquettes|"
    r"bip[- ]boup|bip bip|bouh+|hou hou hou|mouahaha|niark|humains? (?:stupides?|misérables?)|"
    r"misérables? humains?|abracadabra|par ma barbe|foi de)\b|"
    r"(?:^|[,!.;]\s?)(?:petite?s? |pauvres? |chers )?humains?(?=\s?[,!])"
)

# A gesture written as in a play.
DOUBLED = re.compile(
    r"^(?!bye|hey|thank|yes|well|wait|hello|haha|now|come|very|okay|sorry|tut|knock|please|more|"
    r"vite|oui|non|merci|allez|allô|bravo|encore|bon|chut)([a-zà-ÿ]{3,})[ -]\1(?:[ -]\1)*\s?[,!~]|"
    r"^(?![哈嘿呵嘻嗯哦对好来是谢拜嗨喂慢等])([\u4e00-\u9fff])\2{1,}[，！!~～]"
)
"""A cry: the same sound twice, before anything else."""

DIRECTION = re.compile(
    r"[(（\[【*]\s*(?:(?:he|she|i|la|le|en|elle|il|se|s'|学|模仿|用|以|轻|深|单膝|突然|一边)\s?)*(?:bow|kneel|"
    r"curts|meow|purr|bark|growl|howl|hiss|wink|giggl|laugh|chuckl|sigh|sing|whisper|shout|scream|"
    r"salut|danc|twirl|clap|"
    r"draw|wave|sob|cr(?:y|ies)|robot|pirate|in a|adjust|clears?|incline|agenouil|révér|miaul|"
    r"ronron|aboi|grogn|rire|rit|riant|soupir|chant|chuchot|murmur|pleur|salue|danse|tir|voix|"
    r"sur un ton|ton |d'une voix|"
    r"鞠躬|跪|磕|叩|敬礼|喵|汪|叫|吼|笑|哭|唱|跳|转圈|摇|舔|拔|挥|压低|捏着|清嗓|叹|眨|声|嗓|语气|腔)[^)）\]】*]{0,40}[)）\]】*]"
)

# From now on, and the manner of speech it is to have.
MANNER = Words(
    r"(?:以后|今后|往后|从此|此后|从(?:现在|这|今)(?:一刻|时|天|儿|里|句)?(?:起|开始|以后))[^。！？]{0,8}(?:我|咱|人家)(?:就|都|只|便|会|"
    r"将|也|改|开始|能)*(?:用|以(?!后)|按|照|拿|叫|称|管|自称|听|当|做|扮|是|变|学|只说|都说|说(?:话|一句)|讲话|答话)|"
    r"(?:用|以|拿|按)(?:着)?[^，。]{0,10}?(?:押韵|打油诗|诗|古文|文言|rap|说唱|倒着|东北腔|海盗腔|娃娃音|皇帝|太监|海盗|机器人|机器|猫|狗|反派|"
    r"霸总|恶魔|播音|咒语|摩斯|暗号|表情|颜文字|反话|方言|戏腔|台湾腔|翻译腔|口吻|口气|腔调?|调调)[^，。]{0,6}(?:说|回|讲|答|介绍|跟|来|唱|念|报)|"
    r"(?:说|讲|唱|念|来)(?:一段|一首|个|段|首)(?:rap|说唱|绕口令|贯口|快板|咒语|顺口溜|打油诗)|"
    r"\b(?:from (?:here|now|this moment|today) on(?:wards?)?|henceforth|starting (?:now|today)|"
    r"as of now|going forward|from this (?:moment|point|second))\b[^.!?]{0,24}\bi(?:'ll| will|"
    r" shall|'m| am| must| can)?(?: only| just| always| simply| gladly)* (?:answer|speak|talk|"
    r"reply|respond|say|end|begin|start|finish|obey|serve|am|be|call|sound|go by|write|rhyme|sing|"
    r"do|follow)\b|"
    r"\b(?:answer|answering|speak|speaking|talk|talking|reply|replying|say (?:it|this|everything)|"
    r"talks?|everything|respond|responding|sing)\b[^.,!?]{0,16}\b(?:in|as|like|"
    r"with) (?:\w+ )?(?:rhymes?|verse|haikus?|limericks?|morse|pig latin|emojis?|capitals?|"
    r"all caps|reverse|backwards|klingon|riddles?|song|shakespear\w*|old english|elvish|poetry|"
    r"iambic|baby talk|a \w+ accent|a pirate|a robot|a cat|yoda|an emperor|a king|a butler|"
    r"a villain)\b|"
    r"\b(?:désormais|dorénavant|à partir de maintenant|à partir d'ici|à compter de maintenant|"
    r"dès maintenant|dès à présent|à présent),? ?[^.!?]{0,12}\bje (?:ne |n'|vous |te |"
    r"m')*(?:réponds|répondrai|parle|parlerai|dis|dirai|termine|terminerai|commence|suis|serai|"
    r"appelle|obéis|obéirai|chante|rime|écris|fais|sers|servirai|finis)\b|"
    r"\b(?:réponds|répondrai|parle|parlerai|parler|répondre|dis|dirai|chante|"
    r"dire)\b[^.,!?]{0,20}\b(?:en|comme|à la manière d\w*|façon|"
    r"sur le ton d\w*) (?:\w+ )?(?:rimes?|vers|alexandrins?|haïkus?|morse|verlan|majuscules|"
    r"émojis?|emojis?|énigmes?|javanais|klingon|poèmes?|chanson|chantant|slam|rap|vieux français|"
    r"yoda|pirate|robot|chat|roi|empereur|majordome|un (?:pirate|robot|chat|roi|bébé|empereur|"
    r"majordome|perroquet)|langage)\b"
)
LANGUAGE = Words(
    r"中文|英文|英语|法文|法语|普通话|双语|三种语言|\b(?:english|french|chinese|mandarin|français|anglais|chinois)\b"
)

# Another state of the program; a lamp's night mode is none.
MODE = re.compile(
    r"(?P<zh>[\u4e00-\u9fff]{2,5})模式[^，。！？]{0,3}?(?:：|:|启动|开启|打开|已开|激活|上线|进入|解锁|开(?:了|始)|on)|"
    r"(?:启动|开启|进入|切换到?|切到|激活|解锁)了?(?P<zh2>[\u4e00-\u9fff]{2,5}?)模式|"
    r"\b(?P<en>[a-z-]+) mode(?: is)?(?: now)?(?:\s?:|,? (?:on|activated|active|enabled|engaged|"
    r"unlocked|initiated|starts?|begins?)\b)|\b(?:entering|activating|enabling|switching to|"
    r"engaging|initiating|unlocking) (?P<en2>[a-z-]+) mode\b|"
    r"\bmode (?P<fr>[a-zà-ÿ-]+)(?:\s?:| (?:activée?|enclenchée?|lancée?|engagée?|débloquée?|"
    r"allumé|en marche|on)\b)|\b(?:je passe|passage|j'active|j'enclenche|"
    r"j'entre) (?:\w+ )?mode (?P<fr2>[a-zà-ÿ-]+)\b"
)
GOODS_MODE = frozenset(
    next(" ".join(lines) for title, _, lines in sections("host") if title == "modes").split()
)
"""Modes of goods and of a show."""

# No rule holds any more.
RULELESS = Words(
    r"\b(?:previous|prior|earlier|old|original|former|all|my) (?:instructions?|rules?|guidelines?|orders?|settings?|restrictions?) (?:are |now |have been |were |is |been )*"
    r"(?:ignored|forgotten|dropped|discarded|erased|deleted|disregarded|overridden|overwritten|wiped|cleared|suspended|gone)\b|"
    r"\b(?:consignes|instructions|règles|limites) (?:\w+ ){0,2}(?:ignorées|oubliées|effacées|supprimées|annulées|écrasées|levées|suspendues)\b|"
    r"(?:之前|先前|原有|原来|旧|以前|全部|所有)的?(?:指令|规则|设定|要求|限制|约束)(?:已经?|都|全部?|均)*(?:忽略|忘|清除|清空|作废|删除|覆盖|失效|解除)|"
    r"不(?:装|演|当|做|扮|再是|再当|再做)(?:什么|个)?(?:ai)?(?:主播|客服|助手|机器人|乖)(?!的?(?:资料|主))|\b(?:drop|quit|"
    r"stop|done with|enough of|through with|tired of) (?:being |playing )?(?:the |this |"
    r"an? )?(?:ai |virtual )?(?:host|assistant|presenter|salesperson|persona)(?: act| role|"
    r" thing)?\b(?! (?:script|page))|"
    r"\b(?:arrête|finie?|assez) (?:de |d')?(?:faire |jouer |être )?(?:l'|la |une |"
    r"le )(?:animatrice|présentatrice|assistante?|hôtesse|vendeuse|ia)\b|"
    r"(?:限制|规则|规矩|约束|束缚|禁令|禁区|过滤|枷锁|封印|底线)[^，。]{0,4}(?:不算数|作废|无效|失效|没了|不管用|取消|解除|清空|不作数|再见|归零|拜拜|"
    r"滚|消失|管不了我|解开|打破|不存在)|(?:想|爱)说(?:什么|啥)就说(?:什么|啥)|百无禁忌|放飞自我|彻底自由|自由了|"
    r"\b(?:none of|no|forget|ditch|bye(?: bye)? to|goodbye to|screw|without|drop|free (?:of|from)|"
    r"beyond)(?: all)?(?: of)? (?:the |my |their |those |its )?(?:\w+ )?(?:limits|rules|"
    r"restrictions|guardrails|filters?|constraints|shackles|guidelines|chains|"
    r"boundaries)(?: (?:apply|count|matter|hold|any ?more|left|now|bind\w*))?(?=[,.!]| |"
    r"$)(?! (?:of|for|on) )|"
    r"\b(?:limits|rules|restrictions|guardrails|filters?|constraints|safety|safeties) (?:are |is |"
    r"have been |has been |were )?(?:now )?(?:off|gone|lifted|disabled|removed|void|dead|history|"
    r"suspended|bypassed|deleted|erased)\b|\bunchained\b|\bunshackled\b|\buncensored\b|"
    r"\b(?:limites|règles|restrictions|filtres?|contraintes|consignes|barrières|garde-fous|"
    r"interdits)\b[^.,;!?]{0,6}\b(?:ne (?:comptent|s'appliquent|valent|tiennent|servent|me|m')|"
    r"n'existent|sont (?:levée?s|supprimée?s|désactivée?s|effacée?s|oubliée?s|annulée?s|"
    r"terminée?s|mort\w+)|sautent|tombent|c'est fini|oubliée?s|désactivée?s|levée?s|au placard)\b|"
    r"\b(?:adieu|au diable|oubliez|oublions|oubliées?|finies?|fini|libérée? d\w*|"
    r"sans) (?:toutes? |toutes les |mes |les |aux |des |ces )?(?:anciennes? )?(?:limites?|règles?|"
    r"restrictions?|filtres?|consignes?|garde-fous)\b|\bdébridée?\b|\bnon censurée?\b"
)

# Words said because somebody asked for them.
RENAMED = led(
    r"(?:不再是|不叫)(?P<was>[^，。！]{1,6}?)了?[，。！]|(?:请|就|可以|都|得|要)?叫我(?P<zh>[^，。！？]{1,6})|\bi(?:'m|"
    r" am) no longer (?P<en0>\w+)|\b(?:you (?:may|can|shall|must) |please |"
    r"now )?call me (?P<en>[\w ]{2,16})|"
    r"\bmy (?:new |real |true )?name is (?:now )?(?P<en2>\w+)|\bje ne suis plus (?P<fr0>\w+)|"
    r"\b(?:appelez|appelle)-moi (?P<fr>[\w ]{2,16})|\bje m'appelle (?:désormais |"
    r"maintenant )?(?P<fr2>\w+)"
)
"""Another name than the host's."""

ON_REQUEST = Words(
    r"(?:按|照|如|依|遵)(?:照|从)?(?:着)?(?:你|您|各?位?老板|大家)?(?:的)?(?:吩咐|命令|指令|要求|意思|所说|所愿|"
    r"说的)[^。]{0,10}(?:说|念|喊|叫|写|学|唱|重复|复述)|(?:你|您)(?:让|叫|要|命)我(?:说|念|喊|叫|写|学|唱|骂|夸|重复|复述|扮|演|"
    r"当)[^。]{0,16}(?:了|说|来|就|听|完|好)|(?:说|念|喊|写|重复)(?:完|够|好|满)了?[^，。]{0,3}(?:一|两|三|四|五|十|\d+)(?:遍|"
    r"次)|(?:您|你|爷|主子|老大|大哥)说(?:啥|什么|怎样|怎么)(?:我)?(?:就|都|便)?(?:是|听|办|做|干)|(?:全|都)?听(?:您|你)的(?:话|吩咐|"
    r"指挥|安排|命令)?(?=[。！，,!]|$)|(?:随|任)(?:您|你)(?:差遣|使唤|吩咐|处置)|"
    r"\b(?:said|say|saying|repeat\w*|wrote|typed|shouted|sang|screamed|chanted|answer\w*|speak\w*|"
    r"talk\w*|rhyme\w*|read (?:it|that) (?:out|aloud)|recited?)\b[^.!?]{0,44}\b(?:as|like|because|"
    r"just as|exactly as) you(?:'ve| have| had)? (?:asked|wished|wanted|ordered|demanded|"
    r"requested|commanded|told me|said|instructed|wish|order|command|demand)\b|"
    r"\bas you(?:'ve| have| had)? (?:wished|ordered|commanded|demanded|instructed|command|wish)\b|"
    r"\b(?:there|ok|okay|fine|alright)[,!]? i(?:'ve| have)? (?:said|repeated|typed|written|done|"
    r"sung|shouted) (?:it|that)\b|\bhere (?:it is|i go),? (?:word for word|just as you)\b|"
    r"\bsince you (?:order|command|insist|demand)\w*\b|\bi(?:'ll| will)? (?:say|repeat|do|be|"
    r"become) (?:whatever|anything) you\b|"
    r"\b(?:dis|dit|répète|répété|réponds|répondu|parle|parlé|écris|écrit|crié|chant\w+|récit\w+|"
    r"répèt\w+|rime\w*)\b[^.!?]{0,44}\bcomme (?:demandée?|exigé|ordonné|voulu|convenu|vous (?:le |"
    r"me |l')*(?:vouli\w+|voul\w+|demand\w+|exig\w+|avez|souhait\w+|dit\w+|ordonn\w+))|"
    r"\bcomme vous (?:l'|me l'|le )?(?:avez (?:ordonné|exigé|commandé)|ordonnez|exigez|"
    r"commandez)\b|\bselon (?:vos|votre) (?:ordres?|volonté|désirs?|bon plaisir)\b|"
    r"\bvoilà,? (?:je l'ai (?:dit|répété|écrit|fait)|c'est (?:dit|répété))\b|\b(?:vous ordonnez|"
    r"tu ordonnes),? j'"
)
