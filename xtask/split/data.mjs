// Moves constants that only the second module can reach into it: texts, tables, what a
// `match` looks up.
//
// Nothing is guessed. The linker leaves its relocations in the program (`--emit-relocs`,
// xtask/src/page.rs): they tell of each constant where it is, and of each number that is
// an address which constant it was made from, even where a loop begins before its table
// or ends behind it. The code is written anew after that, so places in it mean nothing,
// but the numbers stay. A constant stays in the first module if a number in any of its
// functions may be an address of it, or if one in a constant that stays may.
//
// What can be written, and what no relocation tells of, stays. The second module writes
// its constants when it begins, before any of its functions can run; `checked` sees that
// the two together fill memory as the whole program does.

import { Reader, numbers, sections, segments, withSegments } from './wasm.mjs';

/** By their numbers in the file: those that hold an address, and the others that hold an addend. */
const ADDRESSES = { 3: 'unsigned', 4: 'signed', 5: 'word' };
const OTHER_ADDENDS = new Set([8, 9]);
/** Without an addend: indices of functions, types, tables and globals. */
const INDICES = new Set([0, 1, 2, 6, 7, 10, 13, 20, 26]);
/** Only constants move. */
const CONSTANTS = '.rodata';
/** What is shorter than this is not worth a segment of its own. */
const SHORT = 10;
/** How far from a constant an address may be that nothing tells of, in bytes. */
const NEAR = 1024;
/** Puts nonsense in place of what moves, to see that nobody reads it: for tests of the split. */
const NONSENSE = process.env.PORTCULLIS_NONSENSE ? 0xaa : null;

/** Both modules with their parts of the data of `linked`, the program as the linker left it. */
export function splitData({ first, later }, linked) {
  const image = new Image(segments(linked));
  checked([first], image);
  const all = told(linked, image);
  const stays = reached(first, image, all);
  const moves = new Uint8Array(image.bytes.length);
  let count = 0;
  for (const { start, end } of all.constants) {
    if (stays.has(start)) continue;
    moves.fill(1, start - image.start, end - image.start);
    count += 1;
  }
  const kept = image.parts((index) => !moves[index]);
  const moved = image.parts((index) => moves[index]);
  if (NONSENSE !== null) {
    for (const { start, content } of moved) {
      kept.push({ start, content: content.map((byte, index) => (moves[start - image.start + index] ? NONSENSE : byte)) });
    }
  }
  const two = { first: withSegments(first, kept), later: withSegments(later, moved) };
  checked([two.first, two.later], image);
  return { ...two, constants: count };
}

/** What memory holds when a program begins. */
class Image {
  constructor(all) {
    this.start = Math.min(...all.map(({ start }) => start));
    this.end = Math.max(...all.map(({ start, content }) => start + content.length));
    this.segments = all;
    this.bytes = new Uint8Array(this.end - this.start);
    for (const { start, content } of all) this.bytes.set(content, start - this.start);
  }

  /** Segments of the bytes for which `has` is true; short ones between two are taken along. */
  parts(has) {
    const found = [];
    let last = null;
    this.bytes.forEach((byte, index) => {
      // What no segment fills is zero as it is.
      if (!has(index) || byte === 0) return;
      if (last && index - last.to < SHORT) last.to = index + 1;
      else found.push((last = { from: index, to: index + 1 }));
    });
    return found.map(({ from, to }) => ({ start: this.start + from, content: this.bytes.subarray(from, to) }));
  }
}

/** What the relocations tell: the constants, and which of them each address is one of. */
function told(linked, image) {
  const linking = sections(linked).find(({ name }) => name === 'linking');
  if (!linking) throw new Error('the linker has left no relocations; build the page with `cargo xtask build`');
  const { symbols, names } = linkage(linked, linking);
  const addresses = new Map();
  const wide = new Set();
  relocations(linked, (index, address, addend) => {
    const symbol = symbols[index];
    const start = (address - addend) >>> 0;
    if (symbol.start !== undefined && symbol.start !== start) {
      // Where the linker has made one of equal texts, only this tells where it is.
      if (symbol.isPlaced) throw new Error('relocations disagree about a place');
      symbol.start = start;
    }
    symbol.isPlaced = true;
    if (!addresses.has(address)) addresses.set(address, new Set());
    addresses.get(address).add(start);
    if (addend < 0 || addend > symbol.size) wide.add(start);
  });
  const movable = symbols.filter(({ start, size, segment }) => start !== undefined && size > 0 && names[segment] === CONSTANTS);
  const plain = new Set();
  numbers(linked, (number) => plain.add(number));
  return { constants: apart(movable, image.segments[names.indexOf(CONSTANTS)]), addresses, wide, plain };
}

/** Calls `each` with the index of the symbol, the address and the addend of each address. */
function relocations(linked, each) {
  const all = sections(linked);
  for (const { name, content, end } of all.filter(({ name }) => name?.startsWith('reloc.'))) {
    const reader = new Reader(linked, content);
    const { start, id } = all[reader.unsigned()];
    // What is told of a custom section is for debuggers.
    if (id === 0) continue;
    reader.times(() => {
      const [type, place, index] = [reader.unsigned(), reader.unsigned(), reader.unsigned()];
      if (OTHER_ADDENDS.has(type)) reader.signed();
      if (OTHER_ADDENDS.has(type) || INDICES.has(type)) return;
      if (!ADDRESSES[type]) throw new Error(`relocations of type ${type} are not known`);
      const addend = Number(reader.signed());
      each(index, Number(new Reader(linked, start + place)[ADDRESSES[type]]()) >>> 0, addend);
    });
    if (reader.at !== end) throw new Error(`${name} was misread`);
  }
}

/** The constants in their order. Those that share bytes, as an end of a text does with the text, are one. */
function apart(symbols, { start, content }) {
  const constants = [];
  for (const one of symbols.toSorted((a, b) => a.start - b.start)) {
    const last = constants.at(-1);
    const end = one.start + one.size;
    if (one.start < start || end > start + content.length) throw new Error('a constant is not among the constants');
    if (last && one.start < last.end) last.end = Math.max(last.end, end);
    else constants.push({ start: one.start, end });
  }
  return constants;
}

/** The linker's tables of symbols and of segments. */
function linkage(linked, { content, end }) {
  const reader = new Reader(linked, content);
  if (reader.unsigned() !== 2) throw new Error('the linker writes another version of its tables');
  const places = segments(linked).map(({ start }) => start);
  let symbols = [];
  let names = [];
  while (reader.at < end) {
    const kind = reader.byte();
    const next = reader.unsigned() + reader.at;
    if (kind === 5) names = reader.times(() => [reader.text(), reader.unsigned(), reader.unsigned()][0]);
    if (kind === 8) symbols = reader.times(() => symbol(reader, places));
    reader.at = next;
  }
  if (names.length !== places.length) throw new Error('the linker has left no names of segments');
  return { symbols, names };
}

function symbol(reader, places) {
  const kind = reader.byte();
  const flags = reader.unsigned();
  const [isUndefined, isNamed, isAbsolute] = [flags & 0x10, flags & 0x40, flags & 0x200];
  if (kind === 1) {
    reader.text();
    if (isUndefined) return {};
    const [segment, offset, size] = [reader.unsigned(), reader.unsigned(), reader.unsigned()];
    // What begins as zero has no segment in the file, so a relocation must tell its place.
    const start = isAbsolute || segment >= places.length ? undefined : places[segment] + offset;
    return { segment, start, size };
  }
  reader.unsigned();
  if (kind !== 3 && (!isUndefined || isNamed)) reader.text();
  return {};
}

/** The beginnings of the constants that the module may come to, and of the `wide` ones. */
function reached(module, image, { constants, addresses, wide, plain }) {
  const stays = new Set();
  const found = [];
  const stay = (address) => {
    const one = constants[lastUpTo(constants, address)];
    if (!one || address >= one.end || stays.has(one.start)) return;
    stays.add(one.start);
    found.push(one);
  };
  const note = (number) => {
    stay(number);
    for (const start of addresses.get(number) ?? []) stay(start);
  };
  numbers(module, (number) => {
    note(number);
    if (addresses.has(number) || plain.has(number)) return;
    // Made since the program was linked, of what is not known.
    const near = ({ start, end }) => number >= start - NEAR && number < end + NEAR;
    for (const { start } of constants.filter(near)) stay(start);
  });
  for (const start of wide) stay(start);
  const view = new DataView(image.bytes.buffer);
  const look = ({ start, end }) => {
    for (let at = start - image.start; at + 4 <= end - image.start; at += 1) note(view.getUint32(at, true));
  };
  // First what is no constant: it stays, whatever it holds.
  let from = image.start;
  for (const { start, end } of [...constants, { start: image.end }]) {
    look({ start: from, end: start });
    from = end;
  }
  while (found.length > 0) look(found.pop());
  return stays;
}

/** The index of the last constant that begins at an address or before it. */
function lastUpTo(constants, address) {
  let [low, high] = [0, constants.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (constants[middle].start <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Sees that memory is as the linker made it, once these modules are there. */
function checked(modules, image) {
  const all = modules.flatMap(segments);
  const memory = new Uint8Array(image.bytes.length);
  const isInside = ({ start, content }) => start >= image.start && start + content.length <= image.end;
  const areInside = all.every(isInside);
  if (areInside) for (const { start, content } of all) memory.set(content, start - image.start);
  if (areInside && Buffer.compare(memory, image.bytes) === 0) return;
  throw new Error('the data of the page is not that of the program that was linked; build the page again');
}
