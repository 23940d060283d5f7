// Facets: a bit for each practice and value. Fields are joined by AND, values of one field by OR; a field's counts leave its own choice out.

const utf8 = new TextDecoder();

/** What chooses among practices. `bytes`: a varint, the length of a JSON head; the head; a bitmap for each value, in order. */
export function chooser(bytes, store) {
  let size = 0, at = 0, shift = 0;
  do {
    size += (bytes[at] & 127) << shift;
    shift += 7;
  } while (bytes[at++] > 127);
  const { fields } = JSON.parse(utf8.decode(bytes.subarray(at, (at += size))));
  const { from, count } = store.kinds.find(({ id }) => id === "practice") || { from: 0, count: 0 };
  const width = (count + 7) >> 3;
  const bits = new Map();
  for (const { field, values } of fields) {
    for (const { id } of values) bits.set(`${field}=${id}`, bytes.subarray(at, (at += width)));
  }

  /** Practices that the choice leaves, `but` for one field. */
  function mask(chosen, but) {
    const left = new Uint8Array(width).fill(255);
    for (const [field, ids] of Object.entries(chosen)) {
      if (field === but || !ids.length) continue;
      const any = new Uint8Array(width);
      for (const id of ids) (bits.get(`${field}=${id}`) || []).forEach((byte, place) => { any[place] |= byte; });
      left.forEach((byte, place) => { left[place] = byte & any[place]; });
    }
    return left;
  }
  const has = (map, doc) => doc >= from && doc < from + count && map[(doc - from) >> 3] & (1 << ((doc - from) & 7));

  function counts(found, chosen) {
    const hits = new Uint8Array(width);
    for (const { doc } of found) if (doc >= from && doc < from + count) hits[(doc - from) >> 3] |= 1 << ((doc - from) & 7);
    return Object.fromEntries(fields.map(({ field, values }) => {
      const left = mask(chosen, field);
      return [field, Object.fromEntries(values.map(({ id }) => {
        let number = 0;
        bits.get(`${field}=${id}`).forEach((byte, place) => {
          for (let rest = byte & left[place] & hits[place]; rest; rest &= rest - 1) number += 1;
        });
        return [id, number];
      }))];
    }));
  }

  const all = () => Array.from({ length: count }, (_, number) => ({ doc: from + number, score: 0, named: 1 }));

  async function sorted(found, order) {
    const place = new Map((await store.order(order)).map((number, index) => [from + number, index]));
    return [...found].sort((a, b) => (place.get(a.doc) ?? Infinity) - (place.get(b.doc) ?? Infinity));
  }

  return {
    fields, counts, sorted,
    everything: () => sorted(all(), "new"),
    allowed: (found, chosen) => {
      const map = mask(chosen);
      return found.filter(({ doc }) => has(map, doc));
    },
  };
}
