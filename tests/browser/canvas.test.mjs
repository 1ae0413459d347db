// The canvas by pointer and touch: pan, pinch, frame, move hosts, resize containers.

import assert from 'node:assert/strict';
import { PHONE, pageTest } from './browser.mjs';
import { assertAccessible, button, diagram, eventually, handwrittenLink, ready } from './playground.mjs';

const WORLD = {
  portcullis: 1,
  title: 'Two subnets',
  vpcs: [{ id: 'vpc', cidr: '10.0.0.0/16' }],
  subnets: [
    { id: 'front', vpc: 'vpc', cidr: '10.0.1.0/24', pos: [500, 100], size: [600, 220] },
    { id: 'back', vpc: 'vpc', cidr: '10.0.2.0/24', pos: [500, 380], size: [600, 220] },
  ],
  hosts: [
    { id: 'reader', ip: '203.0.113.10', pos: [40, 100] },
    { id: 'web', subnet: 'front', ip: '10.0.1.7', pos: [700, 180] },
  ],
};

const spot = (page, name) => diagram(page).getByRole('button', { name });
const subnet = (page) => spot(page, /^subnet front/);
const camera = (page) => page.locator('#camera').evaluate((element) => {
  const [x, y, zoom] = element.getAttribute('transform').match(/-?[\d.]+/g).map(Number);
  return { x, y, zoom };
});

/** The centre of the item with this name, in screen coordinates. */
async function middle(page, name) {
  const { x, y, width, height } = await spot(page, name).boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

async function drag(page, from, by) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 3 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 3 });
  await page.mouse.up();
}

async function open(visit, options) {
  const page = await visit(handwrittenLink(WORLD), options);
  await ready(page);
  await spot(page, /^host web/).waitFor();
  return page;
}

pageTest('a host dragged into another subnet gets an address there', async ({ visit }) => {
  const page = await open(visit);
  await drag(page, await middle(page, /^host web/), { x: 20, y: 240 * (await camera(page)).zoom });
  await spot(page, 'host web, 10.0.2.4').waitFor();
  await spot(page, /^subnet back, .* 1 host$/).waitFor();
  await button(page, 'Undo').click();
  await spot(page, 'host web, 10.0.1.7').waitFor();
});

pageTest('dragging the ground pans, the wheel scrolls, and Ctrl with the wheel zooms', async ({ visit }) => {
  const page = await open(visit);
  const first = await camera(page);
  const { x, y } = await middle(page, /^host reader/);
  const ground = { x, y: y + 200 };
  await drag(page, ground, { x: 50, y: -30 });
  await eventually(async () =>
    assert.deepEqual(await camera(page), { ...first, x: first.x + 50, y: first.y - 30 }),
  );
  await page.mouse.wheel(30, 20);
  await eventually(async () =>
    assert.deepEqual(await camera(page), { ...first, x: first.x + 20, y: first.y - 50 }),
  );
  const before = await middle(page, /^host reader/);
  await page.mouse.move(before.x, before.y);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -90);
  await page.keyboard.up('Control');
  await eventually(async () => assert((await camera(page)).zoom > first.zoom * 1.2));
  // The point under the pointer stays there.
  const after = await middle(page, /^host reader/);
  assert(Math.hypot(after.x - before.x, after.y - before.y) < 2, JSON.stringify([before, after]));
  await page.keyboard.press('-');
  await eventually(async () => assert((await camera(page)).zoom < first.zoom * 1.2));
  await page.keyboard.press('0');
  await eventually(async () => assert.deepEqual(await camera(page), first));
});

pageTest('the overview is shown while the drawing is larger than the screen', async ({ visit }) => {
  const page = await open(visit);
  const overview = page.locator('#overview');
  assert(await overview.isHidden(), 'all of it is seen');
  for (const key of ['+', '+', '+']) await page.keyboard.press(key);
  await overview.waitFor();
  const before = await camera(page);
  const { x, y, width, height } = await overview.boundingBox();
  await page.mouse.move(x + width / 4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 4, y + height / 2, { steps: 3 });
  await page.mouse.up();
  await eventually(async () => assert((await camera(page)).x > before.x + 50, 'it looks further left'));
  await page.keyboard.press('0');
  await overview.waitFor({ state: 'hidden' });
});

pageTest('items inside a frame are selected and move together', async ({ visit }) => {
  const page = await open(visit);
  const reader = await middle(page, /^host reader/);
  await page.keyboard.down('Shift');
  await drag(page, { x: reader.x - 90, y: reader.y - 60 }, { x: 200, y: 130 });
  await page.keyboard.up('Shift');
  await eventually(async () => assert.equal(await page.locator('#pieces .host.chosen').count(), 1));
  await drag(page, reader, { x: 0, y: 120 });
  await eventually(async () => assert.equal(await page.locator('#undo').getAttribute('title'), 'Undo: Moved reader'));
});

pageTest('a subnet is selected, moved and resized by keyboard', async ({ visit }) => {
  for (const theme of ['light', 'dark']) {
    const page = await open(visit, { theme });
    await subnet(page).focus();
    await page.keyboard.press('Enter');
    await page.locator('#preview .handle').first().waitFor({ state: 'attached' });
    await assertAccessible(page);
    const before = await subnet(page).boundingBox();
    const { zoom } = await camera(page);
    await page.keyboard.press('Control+Shift+ArrowRight');
    await eventually(async () => {
      const { width } = await subnet(page).boundingBox();
      assert(Math.abs(width - before.width - 20 * zoom) < 1, `${width}, before ${before.width}`);
    });
    await page.keyboard.press('Shift+ArrowDown');
    await eventually(async () => {
      const { y } = await subnet(page).boundingBox();
      assert(Math.abs(y - before.y - 20 * zoom) < 1, `${y}, before ${before.y}`);
    });
    assert(await subnet(page).evaluate((element) => element === document.activeElement), 'it keeps the focus');
  }
});

pageTest('two fingers pan and zoom the drawing, and the page does not scroll', async ({ visit }) => {
  const page = await visit('/', { viewport: PHONE });
  await ready(page);
  await spot(page, /^host sftp/).waitFor();
  const touch = await page.context().newCDPSession(page);
  const send = (type, ...points) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const before = await camera(page);
  await send('touchStart', [150, 200]);
  await send('touchStart', [150, 200], [250, 200]);
  for (const step of [10, 20, 30, 40, 50]) await send('touchMove', [150 - step, 200], [250 + step, 200 + step]);
  await eventually(async () => {
    const { zoom } = await camera(page);
    assert(zoom > before.zoom * 1.9 && zoom < before.zoom * 2.2, `${zoom}, before ${before.zoom}`);
  });
  await send('touchEnd');
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  // One finger pans, even on a host: hosts cannot be moved on a narrow screen.
  const pinched = await camera(page);
  await send('touchStart', [200, 250]);
  for (const step of [10, 20, 30]) await send('touchMove', [200, 250 - step]);
  await send('touchEnd');
  await eventually(async () => {
    const { x, y, zoom } = await camera(page);
    assert(Math.abs(y - pinched.y + 30) < 2 && Math.abs(x - pinched.x) < 2, `${x}, ${y}`);
    assert.equal(zoom, pinched.zoom);
  });
  assert.equal(await page.locator('#undo').getAttribute('title'), 'Nothing to undo');
});
