// The second part of the program, with the pieces of the page that go with it: fetched at
// the first sign of a person, or when something in it is wanted.
const LATER_URL = new URL('LATER', import.meta.url);
const SIGNS = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin', 'hashchange'];
let fetching;
// What the script gives to the first part, it gives to the second.
let given;

// A link or a kept drawing is opened at once, and what opens it comes later. An embedded
// page looks at nothing that is kept.
function isWanted() {
  if (location.hash.length > 1) return true;
  if (new URLSearchParams(location.search).has('embed')) return false;
  try {
    return Object.keys(localStorage).some((key) => key.startsWith('DRAWING'));
  } catch {
    return false;
  }
}

// When it cannot be had just now, the next sign tries again.
function begin() {
  fetching ??= fetch(LATER_URL)
    .then((answer) => answer.arrayBuffer())
    .then(WebAssembly.compile)
    .catch(() => (fetching = undefined));
  return fetching;
}

async function arrive(exports) {
  const module = await begin();
  if (!module || exports.arrived.value) return;
  await WebAssembly.instantiate(module, parts(exports));
  // It may have been fetched on the spot meanwhile.
  if (!exports.arrived.value) arrived(module, exports);
}

function parts(exports) {
  return { ...given, first: exports };
}

// The pieces are in the document before any of the functions can be called. The program is
// told once it rests, to show in them what it could not show before.
function arrived(module, exports) {
  const [pieces] = WebAssembly.Module.customSections(module, 'page');
  // A worker has no page.
  if (globalThis.document) complete(new TextDecoder().decode(pieces).split('<!--later-->'));
  exports.arrived.value = 1;
  for (const sign of SIGNS) removeEventListener(sign, onSign, true);
  queueMicrotask(() => dispatchEvent(new Event('later')));
}

function complete(pieces) {
  const comments = document.createNodeIterator(document, NodeFilter.SHOW_COMMENT);
  for (let place = comments.nextNode(); place; place = comments.nextNode()) {
    if (place.data !== 'later') continue;
    const range = document.createRange();
    range.selectNode(place);
    place.replaceWith(range.createContextualFragment(pieces.shift()));
  }
}

function onSign() {
  arrive(wasm);
}

if (isWanted()) begin();

async function began(exports) {
  if (isWanted()) await arrive(exports);
  if (exports.arrived.value) return;
  for (const sign of SIGNS) addEventListener(sign, onSign, { capture: true, passive: true });
}

// Wanted before it came: rare, and worth a moment's wait. A page may ask for bytes this
// way only as a text in which each letter is one of them.
function fetchNow() {
  const request = new XMLHttpRequest();
  request.open('GET', LATER_URL, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  try {
    request.send();
  } catch {
    // Said below, as any other failure.
  }
  if (request.status !== 200) {
    const sentence = 'A part of Portcullis could not be loaded. Check the connection, then reload the page.';
    const said = document.createElement('p');
    said.className = 'toast';
    said.setAttribute('role', 'status');
    said.textContent = sentence;
    document.getElementById('toasts').replaceChildren(said);
    throw new Error(sentence);
  }
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
  const module = new WebAssembly.Module(bytes);
  new WebAssembly.Instance(module, parts(wasm));
  arrived(module, wasm);
}
