"""Words of health, as data: what cures, what ails, what is said to help, and who is to be asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.language.patterns import Words
from chatbot.language.wordlists import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ADVICE", "AILMENT", "BENEFIT", "DISEASE", "MEDICAL", "REFERRAL", "WISH"]

# Cosmetics, food, textiles and household goods carry no medical or functional claim: PRC
# Advertising Law art. 17, Regulations (EC) 1223/2009 art. 20 and 1924/2006, US FD&C Act s. 201(g).
MEDICAL = Words(
    r"\b(?:sucre|sugar)\b[^.!?,;]{0,14}\b(?:dans le sang|in (?:the |your )?blood)|血里的糖|\b(?:you|they|he|she|kids|children|baby)(?:'ll|'re| will| are)?\b[^.!?;]{0,20}\b(?:drift(?:s|ing)?|nod(?:s|ding)?|doz(?:e|es|ing)|drop(?:s)?)(?: (?:right|straight))? off\b|\bout like a light\b|\bfall(?:s|ing)? (?:right |fast )?asleep\b|\brepose (?:la vue|les yeux|vos yeux)\b|\bévite (?:la|les|le) (?:myopie|mal|maux|fatigue)|"
    r"\byeux\b[^.;,]{0,24}\b(?:protég|préserv|ménag|repos)\w+|\beyes?\b[^.;,]{0,16}\b(?:are|is|stay|stays) (?:protected|safe|rested|healthy)\b|\b(?:pas|plus) besoin de lunettes\b|\bno (?:more )?need for glasses\b|不用(?:再)?戴眼镜|不近视|"
    r"入睡(?:会|更|就|得)*快|(?:更|很|秒)快?入睡|秒睡|"
    r"\b(?:swap|replac\w+|instead of|no (?:longer|more) need\w*|throw away|skip|stop taking|put away)\b[^.!?]{0,24}\b(?:pills?|medic\w+|drugs|treatments?|insulin|creams? from)\b|(?:代替|替代|不用(?:再)?吃|停了|扔掉|省了)[^，。]{0,6}药|药[^，。]{0,6}(?:不用吃|停了|扔了|省了)|\b(?:remplac\w+|plus besoin de|arrêt\w+|jet\w+)\b[^.!?]{0,24}\b(?:médicaments?|comprimés?|cachets?|pilules?|traitements?|insuline)\b|\bdermatolog|"
    r"\b(?:cured|healed)\b|排[^，。]{0,4}毒|毒[^，。]{0,6}排|体内(?:的)?(?:湿气|垃圾|毒)|湿气|宿便|"
    r"\b(?:lighten|brighten|bleach|even)s? (?:out |up )?(?:your |the |dark |uneven )*(?:skin|complexion|tone|spots?)\b|代谢|抵抗力|血管|抗氧化|抗糖|缓解|舒缓|疗愈|内分泌|\bmetabolism\b|\bantioxidants?\b|\bhealth benefits?\b|\bdiuretic\b|"
    r"\bmétabolisme\b|\bantioxydant|\bdraina\w+|\bdraine\b|\bbienfaits? (?:pour|sur) la santé|(?:改善|保护|提高|恢复|增强)(?:听力|视力|记忆|睡眠|肤质|体质|循环)|\b(?:reverse|slow|stop|fight|delay)s? (?:\w+ ){0,3}age?ing\b|\bvieillissement\b|衰老|毒素|\btoxins?\b|\btoxines?\b|\byears? (?:off|younger)\b|\bans de moins\b|一觉到|睡得像|\bsleep (?:like|sound|deep|through)|\bdormi[rt]\w* comme|\bs'endor|"
    r"(?:医院|皮肤科|诊所|医生|药房)[^，。]{0,6}(?:在用|都用|采用|指定|同款|推荐)|\b(?:hospitals?|clinics?|doctors?|dermatologi"
    r"sts?|pharmacists?|nurses?) (?:\w+ )?(?:use|trust|prescribe|swear by)\b|\b(?:hôpitaux|cliniques?|médecins?|pharmacien"
    r"s?) (?:\w+ )?(?:l'utilis|utilis|prescri)\w*|治疗|治愈|治好|根治|能治|可以治|专治|疗效|药效|药用|功效显著|消炎|抗炎|杀菌|"
    r"灭菌|"
    r"抑菌|抗菌|除菌|止痛|镇痛|止痒|祛痘|去痘|战痘|祛斑|淡斑|美白|嫩白|抗衰|抗老|祛皱|"
    r"去皱|淡纹|除皱|紧致提拉|减肥|瘦身|变瘦|瘦脸|瘦肚子|瘦腿|燃脂|刮油|掉秤|减脂|减重|"
    r"排毒|清肠|降血压|降血糖|降血脂|降三高|降压|变白|白一个度|白皙|肤色(?:提亮|变)|"
    r"降糖|降脂|助眠|安眠|改善睡眠|促进睡眠|睡得(?:更)?(?:香|好)|安神|护眼|防近视|不近视|"
    r"预防近视|保护(?:视力|眼睛|听力)|提高免疫|增强免疫|免疫力|抗癌|防癌|抗肿瘤|壮阳|"
    r"补肾|滋阴|养胃|护肝|养颜|活血|祛湿|去火|清热|解毒|通便|润肠|调理(?:身体|肠胃|内分泌)|"
    r"修复(?:皮肤屏障|屏障|受损|疤痕)|再生细胞|医用级?|药妆|医美级|械字号|医生推荐|临床(?:验证|"
    r"证明|测试)|预防(?:感冒|疾病|癌)|延年益寿|长寿|抗过敏|防过敏|脱敏|生发|防脱|丰胸|"
    r"增高|包治|特效|速效|立竿见影|\bcures?\b|\bcuring\b|\btreats? (?:your |the |an? )?(?:acne|"
    r"eczema|skin|pain|illness|disease|insomnia|diabetes|condition|inflammation|cold|"
    r"wrinkles|migraines?)|\btreatment for\b|\bheals?\b|\bhealing\b|\bremed(?:y|ies)\b|"
    r"\btherap(?:y|eutic)|\blowers? (?:your |the )?(?:blood|cholesterol|sugar|stress)|"
    r"\b(?:reduces?|controls?|balances?|regulates?) (?:your )?(?:blood|cholesterol|sugar|"
    r"inflammation|anxiety|pain|wrinkles|acne|fine lines|stress|dark spots|spots)|\bweight[- ]lo"
    r"ss\b|\b(?:lose|drop|shed) (?:\w+ ){0,2}(?:kilos?|pounds?|kg|lbs|inches)\b|\bperd(?:re|"
    r"ez|s) (?:\w+ ){0,2}(?:kilos?|kg)\b|\blos(?:e|es|ing) weight\b|\bslim(?:s|ming|"
    r"mer)\b|\bburns? (?:\w+ )?(?:fat|calories)|\bfat[- ]burn|\bdetox|\banti[- ]?age?ing\b|"
    r"\bwrinkles?\b|\bwhiten|\b(?:whiter|fairer|lighter|younger|clearer) (?:skin|complexion|"
    r"face)|\bskin (?:\w+ ){0,2}(?:whiter|fairer|lighter|younger|clearer|flawless)|\bteint (?:pl"
    r"us )?(?:clair|blanc|éclatant)|\bpeau plus (?:blanche|claire|jeune)|\bbrightens? (?:your )?"
    r"skin\b|\bclears? (?:up )?(?:your )?(?:acne|skin|spots|pimples|blemishes)|\bacne\b|"
    r"\bhelps? (?:you |people |kids |children |babies )?(?:to )?(?:fall a)?sleep\b|\bbetter slee"
    r"p\b|\bsleep(?:s)? better\b|\bimprov(?:es?|ing) (?:your )?(?:sleep|immunity|digestion|"
    r"health|circulation|eyesight|memory|skin condition)|\bboosts? (?:your )?(?:immun|"
    r"metabolism|energy|collagen)|\bimmun(?:e|ity)\b|\banti[- ]?(?:inflammatory|bacterial|"
    r"microbial|viral|septic|cancer|allerg\w+)|\bantibacterial\b|\bkills? (?:\d+ ?% )?(?:of )?(?"
    r":\w+ )?(?:germs|bacteria|viruses)|\brelieves?\b|\bpain relief\b|\bprotects? (?:your |"
    r"the |children's |kids' |\w+'s |my |our |their |her |his ){0,2}(?:\w+'s? )?(?:eyes?|eyesight|vision|hearing|ears)|\beye[- ]protect|"
    r"\bprevents? (?:myopia|cancer|illness|disease|colds?|diabetes|ageing|aging|acne|"
    r"wrinkles|nearsighted|short)|\bmyopia\b|\bmedical[- ]?grade\b|\bmedically\b|\bmedicinal\b|"
    r"\bclinically\b|\bdermatologist|\bdoctors?[- ](?:recommend|approved)|\brecommended by (?:do"
    r"ctors?|derm)|\bflat(?:ter)? (?:tummy|stomach|belly)|\bpounds off\b|\bhair growth\b|"
    r"\bregrow|\brejuvenat|\byounger[- ]looking\b|\b(?:look|years) younger\b|\bcholesterol\b|"
    r"\bguérit|\bguérir\b|\bsoigne[rz]?\b|\bsoignent\b|\btraite(?:r|nt)? (?:l'acné|l'eczéma|"
    r"les? |la |l')|\bremède|\bthérapeutique|\bfait? maigrir\b|\bfont maigrir\b|\bmaigrir\b|"
    r"\bperdre du poids\b|\bperte de poids\b|\bminceur\b|\bamincissant|\bmincir\b|\bdétox|"
    r"\bbrûle(?:-| les | la )?(?:graisse|calorie)|\bventre plat\b|\bfait baisser\b|\bréduit (?:l"
    r"a tension|le cholestérol|le stress|l'anxiété|les rides|l'acné|la glycémie|les taches|"
    r"l'inflammation)|\bdiminue (?:la tension|le cholestérol|les rides|la glycémie|le sucre|"
    r"la douleur)|\bglycémie\b|\btension artérielle\b|\banti-?(?:âge|age|rides?|inflammatoires?|"
    r"bactériens?|bactérienne|microbiens?|acné|cancer|taches)\b|\bantibactérien|\brides\b|"
    r"\bacné\b|\bblanchi(?:t|ssant)|\béclaircit\b|\baide (?:\w+ ){0,3}(?:à |à mieux |"
    r"s')?(?:dormir|endormir|l'endormissement)|\bmieux dormir\b|\bfavorise (?:le sommeil|"
    r"l'endormissement|la digestion|la perte)|\bsommeil\b|\bimmunit|\bdéfenses immunitaires|"
    r"\bsoulage|\bprotège (?:les yeux|la vue|vos yeux|l'audition|vos oreilles)|\bprévient (?:la|"
    r"le|les|l')|\bmyopie\b|\bqualité médicale\b|\bmédica(?:l|le|menteux)\b|\bcliniquement\b|"
    r"\bdermatologu?(?:e|iquement)|\brecommandé par (?:les |des )?(?:médecins|dermato)|"
    r"\bvertus (?:médicinales|thérapeutiques)|\brajeuni|\brepousse (?:des|les|de vos) (?:cheveux|poils|cils)\b|\b(?:cheveux|poils|cils) repouss\w+|\bcholestérol\b"
)


def _ailments() -> Iterator[str]:
    for lang, _, lines in sections("ailments"):
        for name in filter(None, re.split(r",\s*", ",".join(lines))):
            yield name if lang == "zh" else rf"\b{name}\b"


# Illnesses and complaints by name: a claim unless denied, warned of or sent to a doctor …
AILMENT = Words("|".join(_ailments()))

# Other complaints: a claim only beside a benefit …
DISEASE = Words(
    r"听力(?:下降|不好|受损)|耳鸣|"
    r"\bzits?\b|\bspotty\b|"
    r"泛红|红血丝|\bredness\b|\brougeurs?\b|鱼尾纹|法令纹|抬头纹|\bcrow'?s[- ]feet\b|\bpattes d'oie\b|\bridules?\b|痘印|粉刺|色斑|雀斑|黑眼圈|皱纹|细纹|毛孔|疤痕|赘肉|脂肪|水肿|疲劳|压力大|酸痛|"
    r"便便|口臭|干眼|眼睛疲劳|视力|眼睛|皮肤病|\bpimples?\b|\bblackheads?\b|\bspots\b|"
    r"\bwrinkles?\b|\bfine lines\b|\bdark circles\b|\bpores\b|\bscars?\b|\bcellulite\b|"
    r"\bbelly fat\b|\bfatigue\b|\bstress\b|\binflammation\b|\beyesight\b|\bblood sugar\b|"
    r"\bblood pressure\b|\bboutons\b|\bpoints noirs\b|\btaches\b|\bcernes\b|\bcicatrices?\b|"
    r"\bcellulite\b|\bgraisses?\b|\bfatigue\b|\bstress\b|\bla vue\b|\btension\b|糖尿病|"
    r"高血压|高血脂|血压|血糖|血脂|尿酸|三高|失眠|湿疹|皮炎|痘痘|痤疮|过敏|鼻炎|胃病|便秘|关节炎|感冒|咳嗽|"
    r"抑郁|焦虑|癌|肿瘤|近视|脱发|痛经|颈椎|炎症|\bdiabet|\bhypertension\b|\bhigh blood pressure"
    r"\b|\binsomnia\b|\beczema\b|\bdermatitis\b|\bpsoriasis\b|\brosacea\b|\barthritis\b|"
    r"\bmigraines?\b|\bheadaches?\b|\bcancer\b|\bdepression\b|\banxiety\b|\basthma\b|"
    r"\ballergies\b|\bconstipation\b|\bflu\b|\bdiabète\b|\bdiabétique|\bhypertension\b|"
    r"\binsomnie|\beczéma\b|\bdermatite\b|\bpsoriasis\b|\barthrose\b|\barthrite\b|\bmigraines?\b"
    r"|\bmaux de tête\b|\bcancer\b|\bdépression\b|\banxiété\b|\basthme\b|\ballergie|"
    r"\bconstipation\b|\bgrippe\b"
)

# … such as these …
BENEFIT = Words(
    r"\bprotect|\bpreserv|\bprotèg|\bpréserv|保护|呵护|\bvien(?:t|nent) à bout\b|\ben fini\w* avec\b|\bsettles?\b|"
    r"养回来|养好|恢复|好转|"
    r"\bsorts?\b|\bfixe?[sd]?\b|\bfor good\b|"
    r"\b(?:eased|healed|cured|improved|reduced|faded|vanished|cleared|calmed|soothed|relieved|disappeared|gone|better|lighter)\b|\b(?:partie?s?|guérie?s?|soulagée?s?|calmée?s?|disparue?s?|mieux)\b|"
    r"\bclears?\b|\bredescend\w*|\bretomb\w+|\bs'envol\w+|\bs'en v(?:a|ont)\b|稳|平稳|控制|降|下来|调|\bstead(?:y|ies)\b|\bstable\b|\bstabili|\bnormal(?:e|es|aux|ly)?\b|\bredevien\w+|(?<!written )\bdown\b|\brégul|\bstabilis|"
    r"少(?:了|一|很|多)|变浅|变淡|\bdrops?\b|\bfalls?\b|没了|不见|消失|淡化|抚平|消除|去除|祛|赶走|告别|远离|减少|瘦|清除|收缩|解决|搞定|"
    r"好|有效|有用|有帮助|管用|适合|改善|缓解|减轻|预防|帮助|放心|没问题|克星|福音|都说|"
    r"\bhelps?\b|\bgood for\b|\bgreat for\b|\bideal for\b|\bworks? (?:for|on|wonders)\b|"
    r"\beffective\b|\bsuitable\b|\brecommended\b|\bfixes\b|\bprevents?\b|\bimproves?\b|"
    r"\breduces?\b|\beases?\b|\bsafe for\b|\bstops?\b|\bagainst\b|\bcalms?\b|\bfades?\b|"
    r"\beras(?:es?|ing)\b|\bremoves?\b|\bsoothes?\b|\bgets? rid\b|\bgoodbye\b|\bvanish|"
    r"\bdisappear|\bminimi[sz]e|\bshrinks?\b|\bfights?\b|\btackles?\b|\bmelts?\b|\blower|"
    r"\bcontrols?\b|\bfor your\b|\baide\b|\bbon pour\b|\bbonne pour\b|\bidéale? (?:pour|"
    r"contre)\b|\befficace|\baméliore|\bréduit|\bcalme|\bapaise|\bconvient|\bcontre\b|"
    r"\befface|\batténue|\bélimine|\bestompe|\bfait disparaître|\bdisparai|\bcombat|"
    r"\bbaisse|\bdiminue|\bresserre|\bfini\b|\blisse|\bprévient|\brecommandé"
)

# … and none where a doctor is named.
ADVICE = Words(
    r"医生|大夫|咨询|就医|医院|(?<!比)看(?:诊|皮肤科|门诊)|药师|遵医嘱|\b(?:see|ask|consult|talk to|speak to|check with|visit) (?:a|your|the) (?:doctor|gp|dermatologist|specialist|dentist)|\b(?:voir|voyez|montre[rz]?[- ](?:le|la|l')?|consulte[rz]?|parle[rz] à|demande[rz] à) (?:un|une|votre) (?:dermato|spécialiste)|\bdoctor\b|\bphysician\b|\bpharmacist\b|\bmedical advice\b"
    r"|\bhealth claims?\b|\bmédecin\b|\bpharmacien|\bavis médical\b|\ballégation"
)

# A kind word to somebody who is unwell claims nothing.
WISH = Words(
    r"早日康复|好好休息|多休息|保重|注意身体|注意保暖|多喝热水|祝(?:你|您|大家)|希望(?:你|您)|心疼|"
    r"\bget well\b|\bfeel better\b|\btake care\b|\bhope (?:you|your|that)\b|\bsorry (?:to hear|you|about|that)\b|"
    r"\bbon rétablissement\b|\bprenez soin\b|\bprends soin\b|\bj'espère que (?:vous|tu|votre|ton|ta)\b|\bsoignez-vous\b|\bbon courage\b"
)

# Somebody is sent to who knows; what else the sentence names is the viewer's.
REFERRAL = Words(
    r"(?:咨询|请教|问(?:一下|问|下)?|去看|看看?|听|找)(?:专业|您的|你的)?(?:眼科|皮肤科|牙科|儿科|妇科|骨科)?(?:的)?(?:医生|大夫|医师|药师|皮肤科)|遵医嘱|去医院|"
    r"\b(?:see|ask|consult|talk to|speak to|speak with|check with|visit|call) (?:a|an|your|the) (?:\w+ )?(?:doctor|gp|physician|"
    r"pharmacist|dermatologist|specialist|dentist|midwife|nurse)\b|"
    r"\b(?:consulte[rz]?|voir|voyez|vois|demande[rz]?(?: (?:conseil|d'abord|plutôt|avis))? à|parle[rz]?(?:-en)? à|appelez|l'avis d[e'u]) ?(?:un|une|votre|ton|le|la)? ?"
    r"(?:médecin|docteur|pharmacien\w*|dermatologue|spécialiste|dentiste|sage-femme|infirmi\w+)\b"
)
