// Moves what no visit runs out of the functions that a visit enters.
//
// In most functions a visit runs less than half: the other arms are for other protocols,
// other gestures, and what is wrong. Each such arm becomes a function of its own, which
// the split then moves to the second module like any other.
//
// An arm is the end of a block, from the first place that no visit came to, or one side
// of an `if`. It is given the locals that it reads. What it leaves behind travels in
// globals: the locals that it has set, a value, and the number of its way out, where it
// has several. Labels of the blocks around it keep their names inside the new function:
// there they lead to an epilogue, which notes the way and returns.
//
// Not done: arms that weigh no more than the call in their place.

import binaryen from 'binaryen';

const { Block, If, Loop, LocalGet, LocalSet, Function: Func, i32, i64, f32, f64, none, unreachable } = binaryen;
const {
  BlockId, IfId, LoopId, BreakId, SwitchId, CallId, CallIndirectId, LocalGetId, LocalSetId, GlobalGetId, GlobalSetId, LoadId,
  StoreId, ConstId, UnaryId, BinaryId, SelectId, DropId, ReturnId, MemorySizeId, MemoryGrowId, MemoryCopyId, MemoryFillId,
  NopId, UnreachableId,
} = binaryen;

/** The fields that hold expressions, by kind, in the order in which they run. */
const PARTS = new Map([
  [IfId, ['condition', 'ifTrue', 'ifFalse']], [LoopId, ['body']], [BreakId, ['value', 'condition']],
  [SwitchId, ['value', 'condition']], [CallId, []], [CallIndirectId, ['target']], [LocalGetId, []], [LocalSetId, ['value']],
  [GlobalGetId, []], [GlobalSetId, ['value']], [LoadId, ['ptr']], [StoreId, ['ptr', 'value']], [ConstId, []],
  [UnaryId, ['value']], [BinaryId, ['left', 'right']], [SelectId, ['ifTrue', 'ifFalse', 'condition']], [DropId, ['value']],
  [ReturnId, ['value']], [MemorySizeId, []], [MemoryGrowId, ['delta']], [MemoryCopyId, ['dest', 'source', 'size']],
  [MemoryFillId, ['dest', 'value', 'size']], [NopId, []], [UnreachableId, []], [BlockId, []],
]);
/** What travels in globals has one of these types. */
const TYPES = new Map([[i32, 'i32'], [i64, 'i64'], [f32, 'f32'], [f64, 'f64']]);
/** The number of the way out of an arm. */
const WAY = 'way';
/** What stands in the place of an arm weighs this, in bytes, and some for each local. */
const CALL = 7;

/** A tree of what binaryen tells of an expression and of those inside it. */
function read(reference) {
  const id = binaryen.getExpressionId(reference);
  const fields = PARTS.get(id);
  // There is nothing more to tell of those without fields, and binaryen cannot.
  if (!fields || id === NopId || id === UnreachableId) {
    return { id, type: binaryen.getExpressionType(reference), reference, known: fields !== undefined, parts: [] };
  }
  const info = binaryen.getExpressionInfo(reference);
  const inside = [...(info.children ?? []), ...(info.operands ?? []), ...fields.map((field) => info[field])];
  return { ...info, reference, known: true, parts: inside.filter((part) => part !== 0).map(read) };
}

function targets({ id, name, names, defaultName }) {
  if (id === BreakId) return [name];
  return id === SwitchId ? [...names, defaultName] : [];
}

/** Whether what follows an expression may be left out: notes where it may lead instead. */
function noteLeaving(node) {
  node.leads = new Set(targets(node));
  if (node.id === ReturnId || node.id === UnreachableId || !node.known) node.leads.add('');
  for (const part of node.parts) for (const name of noteLeaving(part)) node.leads.add(name);
  if (node.id === BlockId || node.id === LoopId) node.leads.delete(node.name);
  return node.leads;
}

/** The function as a tree, and the places in it that a visit may or may not come to. */
function places(reference) {
  const body = read(Func.getBody(reference));
  noteLeaving(body);
  const found = [];
  const look = (node) => {
    if (node.id === BlockId) {
      node.parts.forEach((part, index) => {
        if (index > 0 && node.parts[index - 1].leads.size > 0) found.push({ node, index });
        look(part);
      });
    } else if (node.id === IfId) {
      look(node.parts[0]);
      for (const index of [1, 2].filter((side) => node.parts[side])) {
        found.push({ node, index });
        look(node.parts[index]);
      }
    } else {
      node.parts.forEach(look);
    }
  };
  look(body);
  return { body, found };
}

/** Has each place in these functions call `visited` with a number from `first` on. */
export function watch(module, functions, first, visited) {
  let number = first;
  const mark = () => module.call(visited, [module.i32.const(number++)], none);
  for (const { reference } of functions) {
    const marked = places(reference).found.map((place) => ({ ...place, call: mark() }));
    // From the back, so that indices stay right.
    for (const { node, index, call } of marked.reverse()) {
      if (node.id === BlockId) {
        Block.insertChildAt(node.reference, index, call);
      } else {
        const side = node.parts[index];
        const both = module.block(null, [call, index === 1 ? If.getIfTrue(node.reference) : If.getIfFalse(node.reference)], side.type);
        if (index === 1) If.setIfTrue(node.reference, both);
        else If.setIfFalse(node.reference, both);
      }
    }
  }
  return number;
}

/** Makes functions of the arms that no visit came to; the answer is how many. */
export function outline(module, functions, first, visited) {
  let number = first;
  const outliner = new Outliner(module);
  functions.forEach((one, index) => {
    const { body, found } = places(one.reference);
    const cold = new Map(found.map(({ node, index }) => [`${node.reference} ${index}`, !visited.has(number++)]));
    if (visited.has(index)) outliner.function(one, body, (node, index) => cold.get(`${node.reference} ${index}`));
  });
  outliner.finish();
  return outliner.arms;
}

class Outliner {
  constructor(module) {
    this.module = module;
    this.arms = 0;
    /** How many globals of each type are needed. */
    this.globals = new Map([...TYPES.keys()].map((type) => [type, 0]));
  }

  finish() {
    const { module } = this;
    module.addGlobal(WAY, i32, true, module.i32.const(0));
    for (const [type, count] of this.globals) {
      for (let index = 0; index < count; index += 1) module.addGlobal(this.global(type, index), type, true, this.zero(type));
    }
  }

  zero(type) {
    const maker = this.module[TYPES.get(type)];
    return type === i64 ? maker.const(0n) : maker.const(0);
  }

  global(type, index) {
    this.globals.set(type, Math.max(this.globals.get(type), index + 1));
    return `${TYPES.get(type)}-${index}`;
  }

  function({ reference, params, results }, body, isCold) {
    this.types = [...binaryen.expandType(params), ...Array.from({ length: Func.getNumVars(reference) }, (_, index) => Func.getVar(reference, index))];
    this.results = results;
    this.labels = new Map();
    /** Locals that are wanted where a label leads, as bits. */
    this.wanted = new Map();
    this.before(body, 0n);
    this.descend(body, isCold);
  }

  /** Looks for arms in an expression that visits came to. */
  descend(node, isCold) {
    if (node.name && (node.id === BlockId || node.id === LoopId)) this.labels.set(node.name, node.id === BlockId ? node.type : none);
    if (node.id === BlockId) this.block(node, isCold);
    else if (node.id === IfId) this.sides(node, isCold);
    else for (const part of node.parts) this.descend(part, isCold);
  }

  /** The locals that are wanted before an expression, if those in `after` are after it. */
  before(node, after) {
    node.after = after;
    if (node.id === LoopId) {
      // What its beginning wants, its repetition wants: again, until nothing is added.
      for (let known = this.wanted.get(node.name) ?? 0n; ; ) {
        this.wanted.set(node.name, known);
        node.before = this.before(node.parts[0], after);
        if (node.before === known) break;
        known = node.before;
      }
      return node.before;
    }
    let live = after;
    if (node.id === BlockId && node.name) this.wanted.set(node.name, after);
    if (node.id === IfId) {
      const [test, ...sides] = node.parts;
      live = this.before(sides[0], after) | (sides[1] ? this.before(sides[1], after) : after);
      live = this.before(test, live);
    } else {
      const leads = targets(node);
      if (node.id === ReturnId || node.id === UnreachableId) live = 0n;
      // Where a branch is not taken, it goes on.
      if (leads.length > 0) live = leads.reduce((all, name) => all | this.wanted.get(name), node.id === BreakId && node.condition ? after : 0n);
      if (node.id === LocalGetId) live |= 1n << BigInt(node.index);
      if (node.id === LocalSetId) live &= ~(1n << BigInt(node.index));
      for (const part of node.parts.toReversed()) live = this.before(part, live);
    }
    node.before = live;
    return live;
  }

  block(node, isCold) {
    for (const [index, part] of node.parts.entries()) {
      if (!isCold(node, index)) {
        this.descend(part, isCold);
        continue;
      }
      const arm = node.parts.slice(index);
      const call = this.arm(arm, node.name, node.type);
      if (call) {
        const kept = Block.getChildren(node.reference).slice(0, index);
        Block.setChildren(node.reference, [...kept, ...call]);
      }
      return;
    }
  }

  sides(node, isCold) {
    this.descend(node.parts[0], isCold);
    for (const index of [1, 2].filter((side) => node.parts[side])) {
      const side = node.parts[index];
      if (!isCold(node, index)) {
        this.descend(side, isCold);
        continue;
      }
      const call = this.arm([side], null, side.type);
      if (!call) continue;
      const block = this.module.block(null, call, side.type);
      if (index === 1) If.setIfTrue(node.reference, block);
      else If.setIfFalse(node.reference, block);
    }
  }

  /** Makes a function of an arm; the answer is what stands in its place, or nothing if it stays. */
  arm(nodes, label, type) {
    const { module } = this;
    const seen = { reads: new Set(), writes: new Set(), size: 0, leads: new Set(), returns: [] };
    if (!nodes.every((node) => survey(node, seen, null))) return null;
    const locals = [...new Set([...seen.reads, ...seen.writes])];
    if (!locals.every((local) => TYPES.has(this.types[local]))) return null;
    if (seen.returns.length > 0 && this.results !== none && !TYPES.has(this.results)) return null;
    const own = label ?? `arm ${this.arms}`;
    const last = nodes.at(-1);
    const goesOn = last.type !== unreachable || seen.leads.has(own);
    seen.leads.delete(own);
    const ways = [...seen.leads].map((name) => ({ name, type: this.labels.get(name) }));
    const all = ways.length + Number(goesOn) + Number(seen.returns.length > 0);

    const isIn = (live, local) => (live >> BigInt(local)) & 1n;
    const after = ways.reduce((live, { name }) => live | this.wanted.get(name), goesOn ? last.after : 0n);
    const left = [...seen.writes].filter((local) => isIn(after, local));
    const given = locals.filter((local) => isIn(nodes[0].before, local) && (seen.reads.has(local) || left.includes(local)));
    if (seen.size < CALL + 4 * given.length + 5 * left.length + (all > 1 ? 8 * all : 0)) return null;

    // The locals of the new function: what is given, then the others.
    const inside = new Set([...given, ...locals]);
    const order = new Map([...inside].map((local, index) => [local, index]));
    for (const node of nodes) renumber(node, order);
    const takes = binaryen.createType(given.map((local) => this.types[local]));
    const vars = [...inside].slice(given.length).map((local) => this.types[local]);

    const used = new Map();
    const slot = (type) => {
      const index = used.get(type) ?? 0;
      used.set(type, index + 1);
      return this.global(type, index);
    };
    const holders = left.map((local) => ({ local, type: this.types[local], holder: slot(this.types[local]) }));
    const value = new Map();
    const carry = (carried, content) => {
      if (!TYPES.has(carried)) return content;
      if (!value.has(carried)) value.set(carried, slot(carried));
      return module.global.set(value.get(carried), content);
    };
    let way = 0;
    const epilogue = (live) => [
      ...holders.filter(({ local }) => isIn(live, local)).map(({ local, type, holder }) => module.global.set(holder, module.local.get(order.get(local), type))),
      ...(all > 1 ? [module.global.set(WAY, module.i32.const(way))] : []),
      module.return(),
    ];

    const exits = [];
    for (const { node, parent } of seen.returns) {
      const content = node.parts[0] ? [carry(this.results, node.parts[0].reference)] : [];
      replace(parent, node, module.block(null, [...content, ...epilogue(0n)], unreachable), nodes);
    }
    if (seen.returns.length > 0) {
      exits.push({ way, go: () => module.return(value.has(this.results) ? module.global.get(value.get(this.results), this.results) : undefined) });
      way += 1;
    }
    // Ways in the order of their numbers; going on is the last.
    const named = ways.map((one, index) => ({ ...one, way: way + index }));
    way += named.length;
    const content = module.block(own, nodes.map((node) => node.reference), goesOn ? type : unreachable);
    let body = goesOn ? [carry(type, content), ...epilogue(last.after)] : [content];
    for (const one of named) {
      way = one.way;
      body = [carry(one.type, module.block(one.name, body, TYPES.has(one.type) ? one.type : none)), ...epilogue(this.wanted.get(one.name))];
      exits.push({
        way,
        go: () => module.br(one.name, undefined, TYPES.has(one.type) ? module.global.get(value.get(one.type), one.type) : undefined),
      });
    }
    const name = `arm ${this.arms}`;
    module.addFunction(name, takes, none, vars, module.block(null, body));
    this.arms += 1;

    const arguments_ = given.map((local) => module.local.get(local, this.types[local]));
    const instead = [module.call(name, arguments_, none)];
    for (const { local, type, holder } of holders) instead.push(module.local.set(local, module.global.get(holder, type)));
    exits.forEach((exit, index) => {
      const isLast = index === exits.length - 1 && !goesOn;
      const is = module.i32.eq(module.global.get(WAY, i32), module.i32.const(exit.way));
      instead.push(isLast ? exit.go() : module.if(is, exit.go()));
    });
    if (goesOn && TYPES.has(type)) instead.push(module.global.get(value.get(type), type));
    if (all === 0) instead.push(module.unreachable());
    return instead;
  }
}

/** Notes what an arm has in it; false when it has something that cannot move. */
function survey(node, seen, parent) {
  if (!node.known) return false;
  if (node.id === LocalGetId) seen.reads.add(node.index);
  if (node.id === LocalSetId) seen.writes.add(node.index);
  if (node.id === ReturnId) {
    if (parent && ![BlockId, IfId, LoopId].includes(parent.id)) return false;
    seen.returns.push({ node, parent });
  }
  for (const name of targets(node)) seen.leads.add(name);
  // A constant or a place in memory takes more bytes than most.
  seen.size += node.id === BlockId ? 1 : node.id === ConstId ? 3 : node.id === LoadId || node.id === StoreId ? 3 : 2;
  const fine = node.parts.every((part) => survey(part, seen, node));
  if (node.id === BlockId || node.id === LoopId) seen.leads.delete(node.name);
  return fine;
}

function renumber(node, order) {
  if (node.id === LocalGetId) LocalGet.setIndex(node.reference, order.get(node.index));
  if (node.id === LocalSetId) LocalSet.setIndex(node.reference, order.get(node.index));
  for (const part of node.parts) renumber(part, order);
}

/** Puts another expression in the place of `node`, which is inside `parent` or one of `nodes`. */
function replace(parent, node, other, nodes) {
  if (parent === null) {
    nodes[nodes.indexOf(node)] = { ...node, reference: other };
  } else if (parent.id === BlockId) {
    Block.setChildAt(parent.reference, parent.parts.indexOf(node), other);
  } else if (parent.id === LoopId) {
    Loop.setBody(parent.reference, other);
  } else if (parent.parts[1] === node) {
    If.setIfTrue(parent.reference, other);
  } else {
    If.setIfFalse(parent.reference, other);
  }
}
