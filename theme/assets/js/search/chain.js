// Text becomes keys, step for step as in generator/render/search/chain.py. The stemmer follows the published description of
// Russian Snowball (snowballstem.org).

const VOWEL = /[аеиоуыэюя]/;
const SECOND = /^(?:.*?[аеиоуыэюя][^аеиоуыэюя]){2}/;

const WORD = /[0-9]+(?:\.[0-9]+)+|[а-яa-z0-9]+(?:-[а-яa-z0-9]+)*/g;
export function one(list) {
  return new RegExp(`(?:${list.replaceAll(" ", "|")})$`);
}

/** Cuts the longest ending of two lists; one of the second only after «а» or «я». */
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

export function fold(text) {
  return text.normalize("NFC").toLowerCase().replace(/ё/g, "е").replace(/[\u2010\u2011]/g, "-").replace(/[\u00ad\u0301]/g, "");
}

export function words(text) {
  return fold(text).match(WORD) || [];
}

const made = new Map();

export function key(word) {
  let name = made.get(word);
  if (name === undefined) made.set(word, (name = word.includes("-") ? word.split("-").map(stem).join("-") : stem(word)));
  return name;
}

const settled = (name) => name.replace(/(..)[еоьй]([бгджзклмнпрстхцчшщ])$/, "$1$2");

/** A key without what comes and goes inside a word («настроек», «настройка»). */
export function twin(name) {
  return settled(stem(name));
}

/** The beginning a key shares with its family. */
export function root(name, suffixes) {
  let found = twin(name);
  for (let turn = 0; turn < 3; turn += 1) {
    const match = suffixes.exec(found.slice(4));
    if (!match) break;
    found = found.slice(0, 4 + match.index).replace(/[ьй]+$/, "");
  }
  return settled(found);
}
