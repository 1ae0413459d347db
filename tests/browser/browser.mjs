// `pageTest`: a test in Chromium, which also fails when the page is noisy.
//
// Noise is a console error, an uncaught exception, or a request to a server other
// than the test's own: a drawing never leaves the page. Each file has its own browser.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launch } from './chromium.mjs';
import { serve } from './site.mjs';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** The time limit of one action or wait on a page, in milliseconds. */
const PATIENCE = 10_000;

let launched;
after(async () => (await launched)?.close());

/**
 * A test on the built page. `body` gets
 * - `origin`, the origin of the server;
 * - `visit(address, options)`, which opens the page as a new visitor (`theme`,
 *   `viewport`, `motion`), or, with `beside: page`, in another tab of that visitor;
 * - `allow(origin)`, which permits requests to a second server.
 */
export function pageTest(name, body) {
  test(name, { timeout: 120_000 }, async () => {
    const site = await serve();
    const origins = new Set([site.origin]);
    const noise = [];
    const contexts = [];
    const visit = async (address = '/', options = {}) => {
      const context = options.beside?.context() ?? (await newContext(site.origin, options));
      if (!options.beside) contexts.push(context);
      const page = await context.newPage();
      listen(page, origins, noise);
      await page.goto(new URL(address, site.origin).href);
      return page;
    };
    try {
      await body({ origin: site.origin, visit, allow: (origin) => origins.add(origin) });
      assert.deepEqual(noise, [], 'the page was silent');
    } catch (error) {
      // An error on the page is often the cause of the failure.
      if (noise.length > 0 && !error.message.includes('the page was silent')) {
        error.message += `\nThe page reported:\n${noise.join('\n')}`;
      }
      throw error;
    } finally {
      for (const context of contexts) await context.close();
      await site.close();
    }
  });
}

async function newContext(origin, { viewport = DESKTOP, theme = 'light', motion = false }) {
  launched ??= launch();
  const phone = viewport === PHONE;
  const context = await (await launched).newContext({
    viewport,
    hasTouch: phone,
    isMobile: phone,
    colorScheme: theme,
    // With reduced motion the page jumps from event to event, so tests are faster.
    reducedMotion: motion ? 'no-preference' : 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  return context;
}

function listen(page, origins, noise) {
  page.on('console', (message) => {
    if (message.type() === 'error') noise.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => noise.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && !origins.has(origin)) {
      noise.push(`asked another site: ${request.url()}`);
    }
  });
}
