// Russian for the engines that leave it to their user: words in small letters without «ё», Snowball stems, the layout put right.
import { stemmer } from "@orama/stemmers/russian";

const known = new Map();

export const words = (text) => text.toLowerCase().replaceAll("ё", "е").match(/[a-zа-я0-9]+/g) ?? [];

export function stem(word) {
  if (!known.has(word)) known.set(word, /[а-я]/.test(word) ? stemmer(word) : word);
  return known.get(word);
}

const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillic = "ёйцукенгшщзхъфывапролджэячсмитьбю";

/** A text as it would read with the Russian layout on. */
export const flipped = (text) => Array.from(text.toLowerCase(), (sign) => cyrillic[latin.indexOf(sign)] ?? sign).join("");
