// Lines as text: what the server wrote, with the curator's choice put into it. The same words as in theme/embeds/e.js and frame.js.

const BOX = 'class="nb-embed"';

/** Text as it stands in HTML. */
export function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/'/g, "&#x27;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** The choice as the end of an address: `?sections=news,events&limit=3`, or nothing. */
export function query(choice) {
  const parts = Object.entries(choice).map(([name, values]) => `${name}=${values.join(",")}`);
  return parts.length ? `?${parts.join("&")}` : "";
}

/**
 * A line with a choice in it.
 * `code` the server's line to the section at `address`; `choice` {sections: [id], limit: [n], heading: [n], theme: [name]}, of which
 * `known` are understood by this line.
 */
export function dressed(code, address, choice, known) {
  const taken = Object.fromEntries(known.filter((name) => choice[name] && choice[name].length).map((name) => [name, choice[name]]));
  if (code.includes(BOX)) {
    const data = Object.entries(taken).map(([name, values]) => ` data-${name}="${escaped(values.join(" "))}"`);
    return code.replace(BOX, () => BOX + data.join(""));
  }
  const end = query(taken);
  return code.split(address).join(address + (code === address ? end : escaped(end)));
}

/** The server's pattern of a line with the address and the words of a link in it. */
export function filled(pattern, folder, text) {
  return pattern.split("{folder}").join(pattern.startsWith("<") ? escaped(folder) : folder).split("{text}").join(escaped(text));
}
