// What a first visit does: the page opens and plays its first scenario to the end, on a
// desktop, on a phone, without motion, and inside another page.

import { launch } from '../../tests/browser/chromium.mjs';
import { serve, serveFile } from '../../tests/browser/site.mjs';

const VISITS = [
  { path: '/', viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' },
  { path: '/', viewport: { width: 390, height: 844 }, reducedMotion: 'no-preference', hasTouch: true, isMobile: true },
  { path: '/', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', colorScheme: 'dark' },
  { path: '/?embed&autoplay', viewport: { width: 720, height: 420 }, reducedMotion: 'no-preference' },
  { path: '/?embed', viewport: { width: 720, height: 420 }, reducedMotion: 'no-preference' },
];

/** How much faster than life the page is shown. */
const FASTER = 8;
/** How long one visit may take, in milliseconds. */
const PATIENCE = 120_000;

/** The functions that visits enter, of a page in which `replaced` files stand for others. */
export async function visits(dist, replaced) {
  const site = await serve((path) => serveFile(dist, path, replaced));
  const browser = await launch();
  const entered = new Set();
  try {
    for (const { path, ...options } of VISITS) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      let wrong;
      page.on('pageerror', (error) => (wrong = error));
      await page.addInitScript((faster) => {
        const request = requestAnimationFrame.bind(window);
        let first;
        window.requestAnimationFrame = (callback) =>
          request((now) => callback((first ??= now) + (now - first) * faster));
      }, FASTER);
      await page.goto(new URL(path, site.origin).href);
      await page.waitForFunction(() => globalThis.entered && !document.querySelector('#still'), null, { timeout: PATIENCE });
      await page.waitForFunction(
        () => document.querySelector('#play').getAttribute('aria-label') === 'Play',
        null,
        { timeout: PATIENCE, polling: 500 },
      );
      await page.waitForTimeout(500);
      for (const index of await page.evaluate(() => [...globalThis.entered])) entered.add(index);
      await context.close();
      if (wrong) throw wrong;
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return entered;
}
