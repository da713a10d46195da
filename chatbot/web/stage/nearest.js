// What the rig can do, and the nearest thing it can do for a name it does not know.

export const GESTURES = [
  "point_to_buy", "point", "wave", "clap", "thumbs_up", "hold_product", "present", "heart",
  "nod", "bow", "shake", "shrug", "idle",
];
export const EXPRESSIONS = [
  "neutral", "happy", "smile", "excited", "surprised", "thinking", "sorry", "sober", "wink", "shy", "proud",
];

const GESTURE_WORDS = [
  ["point_to_buy", /buy|cart|order|basket|purchase/],
  ["point", /point|look_here|direct/],
  ["wave", /wave|hello|greet|bye|goodbye|welcome|hi\b/],
  ["clap", /clap|applau|cheer|celebrat|bravo|congrat/],
  ["thumbs_up", /thumb|like|approve|ok\b|good|great|victory|peace/],
  ["heart", /heart|love|kiss/],
  ["hold_product", /hold|product|unbox|lift/],
  ["present", /present|show|display|explain|open|offer|introduce|talk|palm/],
  ["bow", /bow|thank|apolog|sorry/],
  ["shake", /shake|no\b|refuse|deny|disagree/],
  ["shrug", /shrug|unknown|unsure|dunno/],
  ["nod", /nod|yes|agree|listen|confirm/],
];
const EXPRESSION_WORDS = [
  ["excited", /excit|ecstat|thrill|energ|wow/],
  ["happy", /happ|joy|glad|laugh|cheer|delight|fun/],
  ["surprised", /surpris|shock|astonish|amaz/],
  ["thinking", /think|curious|ponder|confus|doubt|wonder|question/],
  ["sorry", /sorry|sad|apolog|regret|sympath|cry|worr/],
  ["sober", /sober|serious|angry|stern|calm|focus|firm/],
  ["wink", /wink|play|tease|cheeky/],
  ["shy", /shy|blush|embarrass/],
  ["proud", /proud|confident|smug/],
  ["smile", /smile|warm|friendly|relaxed|kind|love/],
];

function nearest(name, known, table, otherwise) {
  const plain = String(name ?? "").toLowerCase().replace(/[\s-]+/g, "_");
  if (known.includes(plain)) return plain;
  return table.find(([, words]) => words.test(plain))?.[0] ?? otherwise;
}

export const gestureFor = (name) => nearest(name, GESTURES, GESTURE_WORDS, "present");
export const expressionFor = (name) => nearest(name, EXPRESSIONS, EXPRESSION_WORDS, "neutral");
