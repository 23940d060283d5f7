// What a reader meant by a word the bank does not have: one or two slips, another keyboard layout, Latin letters.

const LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю";
const MIRROR = new Map([...LATIN].flatMap((sign, at) => [[sign, RUSSIAN[at]], [RUSSIAN[at], sign]]));
const SOUNDS = new Map(Object.entries({
  ay: "ай", ey: "ей", oy: "ой", uy: "уй", shch: "щ", sch: "щ", yo: "ё", zh: "ж", kh: "х", ts: "ц", ch: "ч", sh: "ш", yu: "ю", ju: "ю", ya: "я", ja: "я", iy: "ий", yj: "ый", ij: "ий",
  a: "а", b: "б", v: "в", w: "в", g: "г", d: "д", e: "е", z: "з", i: "и", j: "й", k: "к", l: "л", m: "м", n: "н", o: "о", p: "п", r: "р",
  s: "с", t: "т", u: "у", f: "ф", h: "х", c: "ц", y: "ы", x: "кс", q: "к", "'": "ь",
}));
const SOUND = /ay|ey|oy|uy|shch|sch|yo|zh|kh|ts|ch|sh|yu|ju|ya|ja|iy|yj|ij|[a-z']/g;

/** The text as the same keys give it in the other layout, ЙЦУКЕН and QWERTY. */
export function flip(text) {
  return [...text.toLowerCase()].map((sign) => MIRROR.get(sign) ?? sign).join("");
}

/** Latin letters read as Russian sounds. */
export function sound(text) {
  return text.toLowerCase().replace(SOUND, (letters) => SOUNDS.get(letters));
}

function mask(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function bits(number) {
  let left = number - ((number >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const rows = [new Uint8Array(80), new Uint8Array(80), new Uint8Array(80)];

/** Edits (a letter put in, left out, changed, or swapped with the next) from `one` to `other` less up to `free` letters of its
    end, each of which costs a little; over `most` it is Infinity. */
function distance(one, other, most, free, price) {
  let [before, last, next] = rows;
  const width = other.length;
  for (let column = 0; column <= width; column += 1) last[column] = column;
  for (let row = 1; row <= one.length; row += 1) {
    let least = (next[0] = row);
    for (let column = 1; column <= width; column += 1) {
      let cost = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (one[row - 1] === other[column - 1] ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) cost = Math.min(cost, before[column - 2] + 1);
      next[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return Infinity;
    [before, last, next] = [last, next, before];
  }
  let best = Infinity;
  for (let column = Math.max(0, width - free); column <= width; column += 1) {
    if (last[column] <= most) best = Math.min(best, last[column] + price * (width - column));
  }
  return best;
}

/** A finder of keys near a misspelt word, over every key of the bank (each with a letter for how common it is). */
export function speller(lexicon) {
  const names = lexicon.map((line) => line.slice(0, -1));
  const common = lexicon.map((line) => line.charCodeAt(line.length - 1));
  const masks = Int32Array.from(names, mask);
  const lengths = Uint8Array.from(names, (name) => Math.min(255, name.length));

  function near(word, open) {
    const most = word.length < 4 ? 0 : word.length < 9 ? 1 : 2;
    if (!most || /\d/.test(word) || word.length > 40) return [];
    const own = mask(word);
    const free = /ост(?:ь|и|ью)$/.test(word) ? 6 : 3; // letters of an ending, which need not be right
    const found = [];
    for (let at = 0; at < names.length; at += 1) {
      const length = lengths[at];
      if (length < 3 || length > 40 || length < word.length - free - most) continue;
      let cost = Infinity;
      if (length <= word.length + most && bits(masks[at] & ~own) <= most) cost = distance(names[at], word, most, free, 0.1);
      if (open && cost === Infinity && length > word.length && bits(own & ~masks[at]) <= 1) cost = distance(word, names[at], 1, length, 0.02) + 0.3;
      if (cost > 1.25 && names[at][0] !== word[0]) continue; // two slips, one of them in the first letter: another word
      if (cost < Infinity) found.push({ name: names[at], cost, common: common[at] });
    }
    found.sort((a, b) => a.cost - b.cost || b.common - a.common);
    return found.filter(({ cost }) => cost <= found[0].cost + 0.35).slice(0, 5);
  }

  /** Keys that begin as the word does, the commonest first. */
  function alike(word) {
    for (let size = Math.min(word.length, 12); size > 2; size -= 1) {
      const start = word.slice(0, size);
      const found = [...names.keys()].filter((at) => names[at].startsWith(start));
      if (found.length) return found.sort((a, b) => common[b] - common[a]).slice(0, 4).map((at) => names[at]);
    }
    return [];
  }

  return { near, alike };
}
