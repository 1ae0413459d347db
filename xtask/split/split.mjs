// Splits a built page in two: what a first visit runs and shows, and the rest.
//
//     node split.mjs DIST LINKED
//
// LINKED is the program as the linker left it.
//
// Which functions a first visit runs is not guessed: an instrumented copy of the program
// is visited in Chromium (`visits.mjs`), and each function that was entered stays. All
// others move to a second module, which the page fetches at the first sign of a person (a
// pointer, a key, a link in the address). A function that is wanted before that fetches
// it on the spot, so the split changes when code arrives and never what it does.
//
// Markup and styles cannot be watched: index.html says of them what comes later, between
// the comments `later` and `end of later`. They travel inside the second module, and are
// in their places before anything in it runs. Functions that only read what is shown
// there are not entered by the visits, and so come later too.
//
// The mechanism: in the first module the body of a moved function is `call_indirect`
// through a new slot of the function table, and the second module, which shares memory
// and tables, fills those slots when it comes.
//
// What a first visit enters does not stay whole either: `outline.mjs` makes functions of
// the arms in it that no visit came to.
//
// Constants that only the second module can reach move to it as well: `data.mjs`.
//
// Not done: no text of several lines may stand in the script, because its lines lose their
// indentation.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import binaryen from 'binaryen';
import { splitData } from './data.mjs';
import { outline, watch } from './outline.mjs';
import { visits } from './visits.mjs';
import { withoutRelocations } from './wasm.mjs';

const { Features, Function: Func, Table, ExternalFunction } = binaryen;

// What the compiler emits today; a wider set would let the writer use newer encodings.
const FEATURES =
  Features.MutableGlobals |
  Features.BulkMemory |
  Features.BulkMemoryOpt |
  Features.NontrappingFPToInt |
  Features.SignExt |
  Features.ReferenceTypes |
  Features.Multivalue |
  Features.CallIndirectOverlong;

/** What makes a program smaller after compression too; the usual `-Oz` makes it larger. */
const SMALLER = [
  'inlining', 'duplicate-function-elimination', 'dce', 'remove-unused-brs', 'remove-unused-names', 'merge-blocks',
  'simplify-locals-nostructure', 'optimize-instructions', 'coalesce-locals', 'reorder-locals', 'vacuum',
  'remove-unused-module-elements',
];
/** Enough for a way to a moved function, which is called from one place more often than not. */
binaryen.setOneCallerInlineMaxSize(30);

/** The namespace in which the second module finds what is the first one's. */
const FIRST = 'first';
/** Set to 1 once the second module is there. */
const ARRIVED = 'arrived';
/** The section of the second module that holds the pieces of the page. */
const PAGE = 'page';
/** What stands in the page where a piece is missing, and between the pieces. */
const PLACE = '<!--later-->';
/** The functions' table under a name that the script's own exports do not have. */
const SLOTS = 'slots';

const [dist, linked] = process.argv.slice(2);
const files = readdirSync(dist);
const program = one(files, /^portcullis-\w+_bg\.wasm$/);
const script = one(files, /^portcullis-\w+\.js$/);
for (const old of files.filter((name) => /^later-\w+\.wasm$/.test(name))) rmSync(join(dist, old));

const { whole, glue } = brief(withoutRelocations(readFileSync(join(dist, program))), readFileSync(join(dist, script), 'utf8'));
if (glue.includes('imports.later')) throw new Error(`${dist} is split already; build the page first`);
const { page, pieces } = cut(readFileSync(join(dist, 'index.html'), 'utf8'));
const entered = await visits(dist, {
  'index.html': page,
  [program]: instrumented(whole),
  [script]: insert(glue, 'const imports = __wbg_get_imports();', 'imports.visit = { enter: (place) => ((globalThis.entered ??= [])[place] = 1) };'),
});
const { kept, moved, ...code } = split(outlined(whole, entered), entered, pieces.join(PLACE));
const { first, later, constants } = splitData(code, readFileSync(linked));

// Named after what is in them: the parts go together or not at all, whatever a cache holds.
const names = { later: `later-${hash(later)}.wasm`, program: `portcullis-${hash(first)}_bg.wasm` };
const text = withLoader(glue.replaceAll(program, names.program), names.later);
names.script = `portcullis-${hash(text)}.js`;
writeFileSync(join(dist, 'index.html'), page.replaceAll(program, names.program).replaceAll(script, names.script));
for (const old of [program, script]) rmSync(join(dist, old));
writeFileSync(join(dist, names.program), first);
writeFileSync(join(dist, names.later), later);
writeFileSync(join(dist, names.script), text);
console.log(`    a first visit enters ${kept} functions; ${moved} come later, with ${constants} constants and ${pieces.length} pieces of the page`);

function hash(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** The page without what comes later, and that, piece by piece. */
function cut(html) {
  const pieces = [];
  const page = html.replace(/<!-- later -->([\s\S]*?)<!-- end of later -->/g, (_, piece) => {
    pieces.push(sparedPage(piece));
    return PLACE;
  });
  if (pieces.length === 0) throw new Error('index.html names nothing that comes later');
  return { page: sparedPage(page), pieces };
}

/** Both with short names for what the script gives to the program. */
function brief(program, script) {
  const module = open(program);
  let glue = script;
  functionsOf(module).filter(({ from }) => from).forEach(({ name, from, base, params, results }, index) => {
    const short = index.toString(36);
    const given = glue.replace(new RegExp(`\\b${base}: function`), `"${short}": function`);
    // What is not written so keeps its name.
    if (given === glue) return;
    glue = given;
    module.removeFunction(name);
    module.addFunctionImport(name, from, short, params, results);
  });
  return { whole: close(module), glue };
}

/** The program with a call at the beginning of each function that says so. */
function instrumented(bytes) {
  const module = open(bytes);
  const functions = defined(module);
  watch(module, functions, functions.length, 'enter');
  module.addFunctionImport('enter', 'visit', 'enter', binaryen.i32, binaryen.none);
  functions.forEach(({ reference, body, results }, index) => {
    const call = module.call('enter', [module.i32.const(index)], binaryen.none);
    Func.setBody(reference, module.block(null, [call, body], results));
  });
  return close(module);
}

/** The program with what no visit ran in functions of its own, from the place `arms` on. */
function outlined(bytes, entered) {
  const module = open(bytes);
  const functions = defined(module);
  outline(module, functions, functions.length, entered);
  return { bytes: close(module), arms: functions.length };
}

/** The two modules. `entered` holds the places of functions that stay; from `arms` on none does. */
function split({ bytes, arms }, entered, pieces) {
  const names = defined(open(bytes)).map(({ name }) => name);
  const moved = names.filter((_, index) => index >= arms || !entered.has(index));
  // With all slots taken it is seen which functions the first module reaches at all, and
  // only those need one.
  const draft = secondModule(bytes, moved, moved, 0, '');
  const reached = new Set(firstModule(bytes, moved, draft.wanted).reached);
  const slots = moved.filter((name) => reached.has(name));
  const offset = tableSize(bytes);
  const later = secondModule(bytes, moved, slots, offset, pieces);
  const first = firstModule(bytes, slots, later.wanted, new Set(moved));
  return { first: first.bytes, later: later.bytes, kept: names.length - moved.length, moved: moved.length };
}

/** What stays, with a way to each function in `slots`. */
function firstModule(bytes, slots, wanted, gone = new Set()) {
  const module = open(bytes);
  const table = functionTable(module);
  const offset = table.initial;
  module.addFunctionImport('fetch', 'later', 'fetch', binaryen.none, binaryen.none);
  module.addGlobal(ARRIVED, binaryen.i32, true, module.i32.const(0));
  module.addFunction(
    'ensure',
    binaryen.none,
    binaryen.none,
    [],
    module.if(module.i32.eqz(module.global.get(ARRIVED, binaryen.i32)), module.call('fetch', [], binaryen.none)),
  );
  const places = new Map(slots.map((name, index) => [name, offset + index]));
  for (const { name, reference, params, results } of defined(module)) {
    if (places.has(name)) {
      const values = binaryen.expandType(params).map((type, index) => module.local.get(index, type));
      const target = module.i32.const(places.get(name));
      const call = module.call_indirect(table.name, target, values, params, results);
      Func.setBody(reference, module.block(null, [module.call('ensure', [], binaryen.none), call], results));
    } else if (gone.has(name)) {
      Func.setBody(reference, module.unreachable());
    }
  }
  resize(table, offset + slots.length);
  const own = new Set(exportsOf(module));
  for (const name of wanted.functions) module.addFunctionExport(name, exported(name));
  for (const name of wanted.globals) module.addGlobalExport(name, exported(name));
  for (const name of wanted.tables) if (name !== table.name) module.addTableExport(name, exported(name));
  module.addTableExport(table.name, SLOTS);
  module.addGlobalExport(ARRIVED, ARRIVED);
  if (!own.has('memory')) throw new Error('the program does not export its memory');
  module.runPasses(['remove-unused-module-elements']);
  const reached = defined(module).map(({ name }) => name);
  module.runPasses(SMALLER);
  return { bytes: close(module), reached };
}

/** What moves, and what of the first module it wants. `slots` are filled from `offset` on. */
function secondModule(bytes, moved, slots, offset, pieces) {
  const module = open(bytes);
  const table = functionTable(module);
  const stays = new Set(moved);
  for (const name of exportsOf(module)) module.removeExport(name);
  for (const name of segmentsOf(module)) module.removeElementSegment(name);
  const { initial } = module.getMemoryInfo();
  module.setMemory(initial, -1, null, []);
  module.addMemoryImport(module.getMemoryInfo().name ?? '0', FIRST, 'memory');
  for (const { name, params, results } of defined(module)) {
    if (stays.has(name)) continue;
    module.removeFunction(name);
    module.addFunctionImport(name, FIRST, exported(name), params, results);
  }
  const globals = globalsOf(module);
  for (const { name, type, mutable } of globals) {
    module.removeGlobal(name);
    module.addGlobalImport(name, FIRST, exported(name), type, mutable);
  }
  const tables = tablesOf(module);
  for (const other of tables) {
    module.addTableImport(other.name, FIRST, other.name === table.name ? SLOTS : exported(other.name));
  }
  resize(table, offset + slots.length);
  module.addActiveElementSegment(table.name, 'moved', slots, module.i32.const(offset));
  module.addCustomSection(PAGE, new TextEncoder().encode(pieces));
  module.runPasses(['remove-unused-module-elements']);
  const left = functionsOf(module).filter(({ from }) => from === FIRST);
  const wanted = {
    functions: left.map(({ name }) => name),
    globals: globalsOf(module).map(({ name }) => name),
    tables: tablesOf(module).map(({ name }) => name),
  };
  return { bytes: close(module), wanted };
}

/** The script with the fetching of the second module in it. */
function withLoader(glue, name) {
  const here = dirname(fileURLToPath(import.meta.url));
  const [, kept] = readFileSync(join(here, '../../src/editor/library/mod.rs'), 'utf8').match(/const PREFIX: &str = "(.+)\.";/);
  const loader = readFileSync(join(here, 'later.js'), 'utf8').replace("'LATER'", `'${name}'`).replace("'DRAWING'", `'${kept}'`);
  let text = insert(glue, 'const imports = __wbg_get_imports();', 'imports.later = { fetch: fetchNow }; given = imports;');
  text = insert(
    text,
    'const { instance, module } = await __wbg_load(await module_or_path, imports);',
    'await began(instance.exports);',
  );
  return spared(`${text}\n${loader}`);
}

/** The script without what only people read: lines of comment, and indentation. */
function spared(text) {
  return text.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, '').replace(/^\s*(\/\/.*)?\n/gm, '').replace(/^\s+/gm, '');
}

/** The same of a page; only the places of its missing pieces are left of its comments. */
function sparedPage(text) {
  return spared(text.replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, sparedStyle)).replace(
    /<!--[\s\S]*?-->\n?/g,
    (comment) => (comment.startsWith(PLACE) ? comment : ''),
  );
}

function sparedStyle(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '\n');
}

function insert(text, after, added) {
  if (!text.includes(after)) throw new Error(`the script has no line \`${after}\`; split.mjs is made for wasm-bindgen 0.2.129`);
  return text.replaceAll(after, `${after} ${added}`);
}

function one(names, pattern) {
  const found = names.filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`found ${found.length} files like ${pattern} in ${dist}; build the page first`);
  return found[0];
}

function open(bytes) {
  return binaryen.readBinary(bytes, FEATURES);
}

function close(module) {
  if (!module.validate()) throw new Error('the split program is not valid');
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

function functionsOf(module) {
  return Array.from({ length: module.getNumFunctions() }, (_, index) => {
    const reference = module.getFunctionByIndex(index);
    const { name, module: from, base, params, results, body } = binaryen.getFunctionInfo(reference);
    return { reference, name, from, base, params, results, body };
  });
}

function defined(module) {
  return functionsOf(module).filter(({ from }) => !from);
}

function globalsOf(module) {
  return Array.from({ length: module.getNumGlobals() }, (_, index) => binaryen.getGlobalInfo(module.getGlobalByIndex(index)));
}

function tablesOf(module) {
  return Array.from({ length: module.getNumTables() }, (_, index) => {
    const reference = module.getTableByIndex(index);
    return { reference, ...binaryen.getTableInfo(reference) };
  });
}

function functionTable(module) {
  const found = tablesOf(module).find(({ type }) => type === undefined || type === binaryen.funcref);
  if (!found) throw new Error('the program has no table of functions');
  return found;
}

function resize(table, size) {
  Table.setInitial(table.reference, size);
  Table.setMax(table.reference, size);
}

function tableSize(bytes) {
  const module = open(bytes);
  const { initial } = functionTable(module);
  module.dispose();
  return initial;
}

function segmentsOf(module) {
  return Array.from(
    { length: module.getNumElementSegments() },
    (_, index) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(index)).name,
  );
}

function exportsOf(module) {
  return Array.from(
    { length: module.getNumExports() },
    (_, index) => binaryen.getExportInfo(module.getExportByIndex(index)).name,
  );
}

/** Short, and unlike any name that the script uses. */
function exported(name) {
  return `.${name}`;
}
