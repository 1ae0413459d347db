// What a first visit does: the page opens and plays its first scenario to the end, on a
// desktop, on a phone, without motion, and inside another page. What differs between
// screens must be met here, or it is fetched on the spot by those who have such a screen.

import { launch } from '../../tests/browser/chromium.mjs';
import { serve, serveFile } from '../../tests/browser/site.mjs';

const VISITS = [
  { path: '/', viewport: { width: 1440, height: 900 } },
  { path: '/', viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 2, faster: 2 },
  { path: '/', viewport: { width: 1024, height: 640 }, colorScheme: 'dark' },
  { path: '/', viewport: { width: 820, height: 1180 }, hasTouch: true },
  { path: '/', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { path: '/', viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true },
  { path: '/', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', colorScheme: 'dark' },
  { path: '/', viewport: { width: 390, height: 844 }, reducedMotion: 'reduce', hasTouch: true, isMobile: true },
  { path: '/?embed&autoplay', viewport: { width: 720, height: 420 }, faster: 1 },
  { path: '/?embed', viewport: { width: 360, height: 300 } },
];

/** How much faster than life the page is shown. */
const FASTER = 8;
/** How long one visit may take, in milliseconds. */
const PATIENCE = 120_000;

/** The places that visits come to, of a page in which `replaced` files stand for others. */
export async function visits(dist, replaced) {
  const site = await serve((path) => serveFile(dist, path, replaced));
  const browser = await launch();
  const entered = new Set();
  try {
    const each = VISITS.map(async (one) => {
      for (const place of await visit(browser, site.origin, one)) entered.add(Number(place));
    });
    await Promise.all(each);
  } finally {
    await browser.close();
    await site.close();
  }
  return entered;
}

async function visit(browser, origin, { path, faster = FASTER, ...options }) {
  const context = await browser.newContext({ reducedMotion: 'no-preference', ...options });
  const page = await context.newPage();
  let wrong;
  page.on('pageerror', (error) => (wrong = error));
  await page.addInitScript((faster) => {
    const request = requestAnimationFrame.bind(window);
    let first;
    window.requestAnimationFrame = (callback) =>
      request((now) => callback((first ??= now) + (now - first) * faster));
  }, faster);
  await page.goto(new URL(path, origin).href);
  await page.waitForFunction(() => globalThis.entered && !document.querySelector('#still'), null, { timeout: PATIENCE });
  await page.waitForFunction(
    () => document.querySelector('#play').getAttribute('aria-label') === 'Play',
    null,
    { timeout: PATIENCE, polling: 500 },
  );
  await page.waitForTimeout(500);
  const entered = await page.evaluate(() => Object.keys(globalThis.entered));
  await context.close();
  if (wrong) throw wrong;
  return entered;
}
