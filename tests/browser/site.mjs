// A web server for the built page, on a free port of this machine.
//
// Each call starts another server and therefore another origin: the embed test
// needs two. Nothing is cached, so a test always gets the newest build.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built page; PORTCULLIS_DIST names another folder. */
export const DIST = process.env.PORTCULLIS_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** Serves the built page, or for a path what `answer(path)` returns. */
export async function serve(answer = fromDist) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const found = await answer(decodeURIComponent(pathname)).catch(() => null);
    response.writeHead(found ? 200 : 404, {
      'Content-Type': found?.type ?? 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    response.end(found?.body ?? 'not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Serves one page of HTML under every path. */
export function servePage(html) {
  return serve(async () => ({ type: TYPES['.html'], body: html }));
}

/** A file of a folder, or its replacement in `replaced`. */
export async function serveFile(folder, path, replaced = {}) {
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(normalize(join(folder, sep)))) return null;
  const body = replaced[basename(file)] ?? (await readFile(file));
  return { type: TYPES[extname(file)] ?? 'application/octet-stream', body };
}

function fromDist(path) {
  assert(existsSync(join(DIST, 'index.html')), `no page in ${DIST}; \`cargo xtask build\` makes it`);
  return serveFile(DIST, path);
}
