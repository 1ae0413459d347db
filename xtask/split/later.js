// The second part of the program: fetched at the first sign of a person, or when
// something in it is wanted.
const LATER_URL = new URL('LATER', import.meta.url);
let fetching;
// What the script gives to the first part, it gives to the second.
let given;

// A link or a kept drawing is opened at once, and what opens it comes later. An embedded
// page looks at nothing that is kept.
function isWanted() {
  if (location.hash.length > 1) return true;
  if (new URLSearchParams(location.search).has('embed')) return false;
  try {
    return localStorage.getItem('portcullis.drawing') !== null;
  } catch {
    return false;
  }
}

// Nothing when it cannot be had just now; the next one who asks tries again.
function begin() {
  fetching ??= fetch(LATER_URL)
    .then((answer) => answer.arrayBuffer())
    .then(WebAssembly.compile)
    .catch(() => (fetching = undefined));
  return fetching;
}

function arrive(module, exports) {
  if (module && !exports.arrived.value) {
    new WebAssembly.Instance(module, { ...given, first: exports });
    exports.arrived.value = 1;
  }
}

if (isWanted()) begin();

async function began(exports) {
  if (isWanted()) arrive(await begin(), exports);
  for (const sign of ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'focusin', 'hashchange']) {
    addEventListener(sign, () => begin().then((module) => arrive(module, exports)), { once: true, capture: true, passive: true });
  }
}

// Wanted before it came: rare, and worth a moment's wait. A page may ask for bytes this
// way only as a text in which each letter is one of them.
function fetchNow() {
  const request = new XMLHttpRequest();
  request.open('GET', LATER_URL, false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error('a part of Portcullis could not be loaded; check the connection and reload');
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
  arrive(new WebAssembly.Module(bytes), wasm);
}
