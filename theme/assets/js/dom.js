// Making nodes: data becomes text and attributes, never markup.

/** An element; a function among the attributes listens, `true` sets an empty one, `false` and nothing set none. */
export function make(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child || child === 0));
  return node;
}

/** A text with its ranges [[from, to]] in <mark>, as nodes. */
export function marked(text, ranges = []) {
  const parts = [];
  let from = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
    from = end;
  }
  return [...parts, text.slice(from)].filter(Boolean);
}

/** `act` once the calls have stopped for `wait` milliseconds; `.now()` does not wait, `.never()` forgets the calls. */
export function later(wait, act) {
  let timer;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  call.now = () => {
    clearTimeout(timer);
    return act();
  };
  call.never = () => clearTimeout(timer);
  return call;
}
