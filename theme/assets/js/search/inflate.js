// Unpacks what the index is packed with (zlib: RFC 1950 and 1951) where the browser has no DecompressionStream.

const LONGEST = 15; // bits of a code
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]; // of the lengths of the codes of lengths
const REPEATS = { 16: [3, 2], 17: [3, 3], 18: [11, 7] }; // how often at least, and in how many bits how often more

/** `count[n]` codes have n bits; `signs` stand in the order of their codes. */
function tree(lengths) {
  const count = new Uint16Array(LONGEST + 1);
  for (const length of lengths) if (length) count[length] += 1;
  const signs = [...lengths.keys()].filter((sign) => lengths[sign]).sort((one, other) => lengths[one] - lengths[other] || one - other);
  return { count, signs };
}

/** The least value and the further bits of `size` codes; so many in a `turn` have the same bits. */
function scale(value, turn, size) {
  const bits = Array.from({ length: size }, (_, at) => Math.max(0, Math.floor(at / turn) - 1));
  return bits.map((number) => [(value += 1 << number) - (1 << number), number]);
}

const LENGTHS = [...scale(3, 4, 28), [258, 0]];
const DISTANCES = scale(1, 2, 30);
const FIXED = [tree(Array.from({ length: 288 }, (_, sign) => (sign < 144 ? 8 : sign < 256 ? 9 : sign < 280 ? 7 : 8))), tree(Array(30).fill(5))];

export function inflate(bytes) {
  let out = new Uint8Array(bytes.length * 4 + 258), size = 0, at = 16; // a bit, the first after the head

  function take(bits) {
    let value = 0;
    if (at + bits > bytes.length * 8) throw new RangeError("the data end too early");
    for (let done = 0; done < bits; done += 1, at += 1) value |= ((bytes[at >> 3] >> (at & 7)) & 1) << done;
    return value;
  }
  function read({ count, signs }) {
    for (let bits = 1, code = 0, first = 0, place = 0; bits <= LONGEST; bits += 1) {
      code = code * 2 + take(1);
      first *= 2;
      if (code - first < count[bits]) return signs[place + code - first];
      [place, first] = [place + count[bits], first + count[bits]];
    }
    throw new RangeError("no such code");
  }
  function room(more) {
    if (size + more <= out.length) return;
    const narrow = out;
    (out = new Uint8Array(2 * (size + more))).set(narrow);
  }
  function trees() {
    const numbers = [take(5) + 257, take(5) + 1], own = Array(19).fill(0), lengths = [];
    for (const sign of ORDER.slice(0, take(4) + 4)) own[sign] = take(3);
    for (const codes = tree(own); lengths.length < numbers[0] + numbers[1];) {
      const sign = read(codes);
      const [least, bits] = REPEATS[sign] || [1, 0];
      lengths.push(...Array(least + take(bits)).fill(sign < 16 ? sign : sign === 16 ? lengths[lengths.length - 1] : 0));
    }
    return [tree(lengths.slice(0, numbers[0])), tree(lengths.slice(numbers[0]))];
  }
  function stored() {
    const start = ((at + 7) >> 3) + 4; // the length stands twice
    const part = bytes.subarray(start, start + (bytes[start - 4] | (bytes[start - 3] << 8)));
    room(part.length);
    out.set(part, size);
    size += part.length;
    at = (start + part.length) * 8;
  }
  function packed([signs, distances]) {
    const more = ([least, bits]) => least + take(bits);
    for (let sign = read(signs); sign !== 256; sign = read(signs)) {
      room(258);
      if (sign < 256) out[size++] = sign;
      else for (const end = size + more(LENGTHS[sign - 257]), back = more(DISTANCES[read(distances)]); size < end; size += 1) out[size] = out[size - back];
    }
  }
  for (let last = 0; !last;) {
    last = take(1);
    [stored, () => packed(FIXED), () => packed(trees())][take(2)]();
  }
  return out.slice(0, size);
}
