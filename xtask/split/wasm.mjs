// The bytes of a wasm module, as far as the splitting of its data reads and writes them.
//
// Binaryen would do it for a module that is well formed, but not tell of everything in it:
// here an instruction that is not known is an error, so no number can be overlooked.

const [GLOBALS, CODE, DATA, DATA_COUNT] = [6, 10, 11, 12];
const [I32_CONST, I64_CONST, F32_CONST, F64_CONST, END, REF_NULL] = [0x41, 0x42, 0x43, 0x44, 0x0b, 0xd0];

/** Reads numbers as wasm writes them. */
export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = at;
  }

  byte() {
    return this.view.getUint8(this.at++);
  }

  word() {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  unsigned() {
    for (let value = 0, unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
    }
  }

  signed() {
    for (let value = 0n, shift = 0n; ; ) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
      if (byte < 128) return byte & 64 ? value - (1n << shift) : value;
    }
  }

  times(each) {
    return Array.from({ length: this.unsigned() }, each);
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return new TextDecoder().decode(this.take(this.unsigned()));
  }
}

/** The sections in their order, each with the place of its content; custom ones have a name. */
export function sections(bytes) {
  const found = [];
  for (const reader = new Reader(bytes, 8); reader.at < bytes.length; ) {
    const from = reader.at;
    const id = reader.byte();
    const size = reader.unsigned();
    const end = reader.at + size;
    const start = reader.at;
    const name = id === 0 ? reader.text() : null;
    found.push({ id, name, from, start, content: reader.at, end });
    reader.at = end;
  }
  return found;
}

/** The segments of the memory: each is written at its place when the module begins. */
export function segments(bytes) {
  const section = sections(bytes).find(({ id }) => id === DATA);
  if (!section) return [];
  const reader = new Reader(bytes, section.start);
  return reader.times(() => {
    if (reader.unsigned() !== 0 || reader.byte() !== I32_CONST) throw new Error('a segment of the memory has no fixed place');
    const start = Number(reader.signed());
    if (reader.byte() !== END) throw new Error('the place of a segment of the memory is computed');
    return { start, content: reader.take(reader.unsigned()) };
  });
}

/** The module with these segments instead of its own. */
export function withSegments(bytes, all) {
  const content = [...unsigned(all.length)];
  for (const { start, content: data } of all) content.push(0, I32_CONST, ...signed(start), END, ...unsigned(data.length), ...data);
  const section = Uint8Array.from([DATA, ...unsigned(content.length), ...content]);
  // No instruction names a segment (`numbers` would not know it), so none need be counted.
  const parts = sections(bytes).filter(({ id }) => id !== DATA && id !== DATA_COUNT);
  const place = parts.findLastIndex(({ id }) => id !== 0) + 1;
  const kept = parts.map(({ from, end }) => bytes.subarray(from, end));
  return Buffer.concat([bytes.subarray(0, 8), ...kept.slice(0, place), section, ...kept.slice(place)]);
}

/** The module without what the linker tells in it. */
export function withoutRelocations(bytes) {
  const kept = sections(bytes).filter(({ name }) => name !== 'linking' && !name?.startsWith('reloc.'));
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ from, end }) => bytes.subarray(from, end))]);
}

/** Calls `note` with each number in the functions and globals: as 32 bits, or twice. */
export function numbers(bytes, note) {
  for (const { id, start } of sections(bytes)) {
    const reader = new Reader(bytes, start);
    if (id === GLOBALS) {
      reader.times(() => {
        reader.at += 2;
        while (instruction(reader, note) !== END);
      });
    } else if (id === CODE) {
      reader.times(() => {
        const end = reader.unsigned() + reader.at;
        reader.times(() => [reader.unsigned(), reader.byte()]);
        while (reader.at < end) instruction(reader, note);
        if (reader.at !== end) throw new Error('the end of a function was overlooked');
      });
    }
  }
}

/** Reads one instruction. */
function instruction(reader, note) {
  const code = reader.byte();
  const between = (low, high) => code >= low && code <= high;
  if (code === I32_CONST) {
    note(Number(BigInt.asUintN(32, reader.signed())));
  } else if (code === I64_CONST) {
    const value = BigInt.asUintN(64, reader.signed());
    note(Number(value & 0xffffffffn));
    note(Number(value >> 32n));
  } else if (code === F32_CONST || code === F64_CONST) {
    for (let words = code === F32_CONST ? 1 : 2; words > 0; words -= 1) note(reader.word());
  } else if (between(0x28, 0x3e)) {
    // Loads and stores: the alignment, then what is added to the place.
    if (reader.unsigned() >= 64) throw new Error('there is more than one memory');
    note(reader.unsigned());
  } else if (between(0x02, 0x04) || code === REF_NULL) {
    reader.signed();
  } else if (between(0x0c, 0x0d) || code === 0x10 || between(0x20, 0x26) || between(0x3f, 0x40) || code === 0xd2) {
    reader.unsigned();
  } else if (code === 0x11) {
    reader.unsigned();
    reader.unsigned();
  } else if (code === 0x0e) {
    reader.times(() => reader.unsigned());
    reader.unsigned();
  } else if (code === 0x1c) {
    reader.times(() => reader.byte());
  } else if (code === 0xfc) {
    const second = reader.unsigned();
    // Copying memory or a table, and filling memory or a table.
    const places = { 10: 2, 11: 1, 14: 2, 15: 1, 16: 1, 17: 1 }[second] ?? 0;
    if (second > 7 && places === 0) throw new Error(`the instruction fc ${second} is not known`);
    for (let place = 0; place < places; place += 1) reader.unsigned();
  } else if (!between(0x00, 0x01) && code !== 0x05 && code !== END && code !== 0x0f && !between(0x1a, 0x1b) && !between(0x45, 0xc4) && code !== 0xd1) {
    throw new Error(`the instruction ${code.toString(16)} is not known`);
  }
  return code;
}

function unsigned(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

function signed(value) {
  const bytes = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127];
    bytes.push((rest & 127) | 128);
  }
}
