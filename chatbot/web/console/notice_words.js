// Notices of the show's own in Chinese and French; loaded with the first one that is to be read so.
// What a plugin, a server or the system says stays as it came.

const TOLD = [
  [/^a viewer may be in danger: please look at this message$/, "有观众可能有危险：请看这条消息", "un spectateur est peut-être en danger : regardez ce message"],
  [/^a child may be in danger: please look at this message, and call for help$/, "有孩子可能有危险：请看这条消息，并求助", "un enfant est peut-être en danger : regardez ce message et appelez à l’aide"],
  [/^say “I'm here” within (\d+) min$/, "请在 $1 分钟内点“我在”", "dites « Je suis là » d’ici $1 min"],
  [/^nobody has said “I'm here” for (\d+) min: the show holds until somebody does$/, "$1 分钟没有人点“我在”：节目暂停，直到有人点", "personne n’a dit « Je suis là » depuis $1 min : l’émission attend quelqu’un"],
  [/^nobody has said “I'm here” for (\d+) min: the show keeps to its approved script until somebody does$/, "$1 分钟没有人点“我在”：只说审核过的稿子，直到有人点", "personne n’a dit « Je suis là » depuis $1 min : seulement le script approuvé d’ici là"],
  [/^(.+) is here: the show goes on$/, "$1 在：节目继续", "$1 est là : l’émission continue"],
  [/^attendance is off: the show goes on$/, "不再要求有人值守：节目继续", "plus personne n’a à être là : l’émission continue"],
  [/^not said: nobody approved it within (\d+) s: (.+)$/, "没说：$1 秒内没有人通过：$2", "non dit : personne ne l’a approuvé en $1 s : $2"],
  [/^said, since nobody decided within (\d+) s: (.+)$/, "已说：$1 秒内没有人决定：$2", "dit, faute de décision en $1 s : $2"],
  [/^not said \((.+?)\): (.+)$/, "没说（$1）：$2", "non dit ($1) : $2"],
  [/^not performed in time, and let go$/, "没来得及做，放弃了", "pas fait à temps, abandonné"],
  [/^a person is asked for: take over, or answer this yourself$/, "有人要找真人：请接管，或自己回答", "on demande une personne : prenez la main, ou répondez vous-même"],
  [/^the platform shows (.+), the catalog (.+): its price is not spoken until somebody confirms it$/, "平台显示 $1，商品资料是 $2：有人确认之前不再报这个价格", "la plateforme affiche $1, le catalogue $2 : ce prix n’est plus dit tant que personne ne l’a confirmé"],
  [/^the platform says (.+) in stock; not taken over$/, "平台说库存 $1；没有采用", "la plateforme annonce $1 en stock ; non repris"],
  [/^the platform speaks of '(.+)': not in the catalog$/, "平台说到“$1”：商品资料里没有", "la plateforme parle de « $1 » : absent du catalogue"],
  [/^(.+) cannot be written \((.*)\): free disk space; nothing new is said until then$/, "写不了 $1（$2）：请清理磁盘；在那之前不说新的话", "impossible d’écrire $1 ($2) : libérez de l’espace disque ; rien de nouveau n’est dit d’ici là"],
  [/^(.+) is written again; the show goes on$/, "$1 又能写了；节目继续", "$1 s’écrit de nouveau ; l’émission continue"],
  [/^resumed after (\d+) s$/, "中断 $1 秒后继续", "reprise après $1 s"],
  [/^was cut by a crash and may have been heard; not said again: (.+)$/, "崩溃时断在半句，观众可能听到了；不再说：$1", "coupé par une panne, peut-être entendu ; non redit : $1"],
  [/^version (.+) is in force$/, "版本 $1 已生效", "la version $1 est en vigueur"],
  [/^(.+) The version before stays in force\.$/, "$1 仍用之前的版本。", "$1 La version précédente reste en vigueur."],
  [/^off the air until approved anew: (.+)$/, "重新通过之前不播：$1", "hors antenne jusqu’à nouvelle approbation : $1"],
  [/^its offer is over: see that the price still holds$/, "优惠已结束：请核对价格", "l’offre est finie : vérifiez que le prix tient toujours"],
  [/^the broadcast has started$/, "直播已开始", "le direct a commencé"],
  [/^the broadcast has ended$/, "直播已结束", "le direct est terminé"],
  [/^switched off: (.+)$/, "已关闭：$1", "coupé : $1"],
  [/^not said, the facts answer: (.+)$/s, "没说，由店里资料回答：$1", "non dit, les faits répondent : $1"],
  [/^(.+): (.+) was told$/, "$1：已通知 $2", "$1 : $2 est prévenu"],
];

/** The notice in the reader's language, or as it came. */
export function told(text, lang) {
  const at = { zh: 1, fr: 2 }[lang];
  for (const row of at ? TOLD : []) if (row[0].test(text)) return text.replace(row[0], row[at]);
  return text;
}
