// Numbers with their Russian words.

const rules = new Intl.PluralRules("ru");
const WHICH = { one: 0, few: 1 };

/** «3 карточки»: a number and the form of the word that goes with it. */
export function count(number, forms) {
  return `${number}\u00a0${forms[WHICH[rules.select(number)] ?? 2]}`;
}

export const CARDS = ["карточка", "карточки", "карточек"];

/** «22 ноября 2026 г.» */
export function today() {
  return new Intl.DateTimeFormat("ru-RU", { day: "numeric", month: "long", year: "numeric" }).format(new Date());
}
