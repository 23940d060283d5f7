// Text becomes search keys, step for step as in generator/render/search/chain.py: fold, words, stem, root.
// The stemmer is written from the published description of the Russian Snowball algorithm; a test compares it with
// the reference implementation word by word.

const VOWEL = /[аеиоуыэюя]/;
const SECOND = /^(?:.*?[аеиоуыэюя][^аеиоуыэюя]){2}/;

const WORD = /[0-9]+(?:\.[0-9]+)+|[а-яa-z0-9]+(?:-[а-яa-z0-9]+)*/g;
const ROOT = 4; // letters of a root that stay
const SUFFIX = one("ирова ирован изирова изирован изац ац ир ова ован ива иван ыва ыван ичеств ничеств еств ств ическ ническ еск ск ичн ивн "
  + "онн ционн ц н ан ен ник ниц ик иц ист изм ант ательн ительн ател ост ность ов к");

function one(list) {
  return new RegExp(`(?:${list.replaceAll(" ", "|")})$`);
}

/** A function that cuts the longest ending of two lists, or gives null; those of the second only after «а» or «я». */
function cutter(free, tied = "") {
  const all = one(`${free} ${tied}`.trim());
  const bound = new Set(tied.split(" "));
  return (text) => {
    const found = all.exec(text);
    if (!found || (bound.has(found[0]) && !/[ая]/.test(text.charAt(found.index - 1)))) return null;
    return text.slice(0, found.index);
  };
}

const gerund = cutter("ив ивши ившись ыв ывши ывшись", "в вши вшись");
const reflexive = cutter("ся сь");
const adjective = cutter("ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею");
const participle = cutter("ивш ывш ующ", "ем нн вш ющ щ");
const verb = cutter(
  "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
  "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
);
const noun = cutter("а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я");

function inflection(tail) {
  const done = gerund(tail);
  if (done !== null) return done;
  const rest = reflexive(tail) ?? tail;
  const quality = adjective(rest);
  if (quality !== null) return participle(quality) ?? quality;
  return verb(rest) ?? noun(rest) ?? rest;
}

/** Stem of a folded word. */
export function stem(word) {
  const start = word.search(VOWEL) + 1;
  if (!start) return word;
  const head = word.slice(0, start);
  let tail = inflection(word.slice(start)).replace(/и$/, "");
  const second = SECOND.exec(word)?.[0].length ?? word.length;
  const abstract = /ость?$/.exec(tail);
  if (abstract && start + abstract.index >= second) tail = tail.slice(0, abstract.index);
  const superlative = tail.replace(/ейше?$/, "");
  tail = superlative === tail && tail.endsWith("ь") ? tail.slice(0, -1) : superlative.replace(/нн$/, "н");
  return head + tail;
}

/** The text as it is compared: composed, lower case, ё as е, without stress marks and soft hyphens. */
export function fold(text) {
  return text.normalize("NFC").toLowerCase().replace(/ё/g, "е").replace(/[\u2010\u2011]/g, "-").replace(/[\u00ad\u0301]/g, "");
}

/** Folded words of a text in order. */
export function words(text) {
  return fold(text).match(WORD) || [];
}

/** What a folded word is looked up by; words in the set `kept` stay as they are. */
export function key(word, kept) {
  return word.split("-").map((part) => (kept.has(part) ? part : stem(part))).join("-");
}

/** The beginning a key shares with its family. */
export function root(name) {
  let found = stem(name);
  for (let turn = 0; turn < 3; turn += 1) {
    const match = SUFFIX.exec(found.slice(ROOT));
    if (!match) break;
    found = found.slice(0, ROOT + match.index).replace(/ь+$/, "");
  }
  return found;
}

const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/** What the keys of a Latin keyboard would have given on a Russian one. */
export function flip(text) {
  return [...text.toLowerCase()].map((sign) => RUSSIAN[LATIN.indexOf(sign)] || sign).join("");
}
