// The page embedded in another site: fewer controls, and nothing stored.

import assert from 'node:assert/strict';
import { pageTest } from './browser.mjs';
import { SFTP_TITLE, button, diagram, eventually, handwrittenLink, packetTexts, playhead, ready, titled } from './playground.mjs';
import { servePage } from './site.mjs';

const SCENARIO = {
  portcullis: 1,
  title: 'A page within a page',
  hosts: [
    { id: 'reader', ip: '203.0.113.1', pos: [40, 40] },
    { id: 'writer', ip: '203.0.113.2', listen: ['tcp 80'], pos: [400, 40] },
  ],
  script: [{ at: 0, open: { id: 'c1', from: 'reader', to: 'writer', port: 80, request: 100, response: 500 } }],
};

/** Runs `body` on a page of another origin that has the playground in a frame. */
async function embedded({ origin, visit, allow }, address, body, options) {
  const src = new URL(address, origin).href;
  const host = await servePage(
    `<!doctype html><html lang="en"><title>A blog</title><main><h1>A blog</h1>
     <iframe title="Portcullis" width="720" height="360" src="${src.replaceAll('&', '&amp;')}"></iframe>
     <p style="height: 3000px">The rest of the text.</p></main></html>`,
  );
  allow(host.origin);
  try {
    const page = await visit(host.origin, options);
    const frame = page.frames().find((one) => one.url().startsWith(origin));
    assert(frame, 'the frame is on the page');
    await ready(frame);
    await body(frame, page, src);
  } finally {
    await host.close();
  }
}

pageTest('an embed shows the diagram and its controls, and nothing else', async (tools) => {
  await embedded(tools, '/?embed', async (frame) => {
    await diagram(frame).getByRole('button', { name: /^host sftp/ }).waitFor();
    for (const part of [
      frame.getByRole('banner'),
      frame.getByRole('navigation', { name: 'Tools' }),
      frame.getByRole('complementary', { name: 'Inspector' }),
    ]) {
      assert.equal(await part.count(), 0, String(part));
    }
  });
});

pageTest('an embed waits for a click, then plays', async (tools) => {
  await embedded(
    tools,
    '/?embed',
    async (frame) => {
      const start = await playhead(frame);
      await button(frame, 'Play').click();
      await button(frame, 'Pause').waitFor();
      await eventually(async () => assert.notEqual(await playhead(frame), start, 'the playhead moves'));
    },
    { motion: true },
  );
});

pageTest('an embed changes neither its address nor storage, and does not capture the wheel', async (tools) => {
  await embedded(tools, handwrittenLink(SCENARIO, '?embed'), async (frame, page, src) => {
    await button(frame, 'Play').click();
    await frame.locator('body').press('End');
    const frameElement = await frame.frameElement();
    const box = await frameElement.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    await page.mouse.wheel(0, 400);
    await eventually(async () => assert((await page.evaluate(() => scrollY)) > 0, 'the page around it scrolls'));
    assert.equal(frame.url(), src);
    assert.equal(await frame.evaluate(() => localStorage.length + sessionStorage.length), 0);
  });
});

pageTest('“Open in Portcullis” opens the drawing of the embed', async (tools) => {
  for (const [address, title] of [
    ['/?embed', SFTP_TITLE],
    [handwrittenLink(SCENARIO, '?embed'), SCENARIO.title],
  ]) {
    await embedded(tools, address, async (frame) => {
      const link = frame.getByRole('link', { name: 'Open in Portcullis' });
      const href = await link.evaluate((element) => element.href);
      assert(!new URL(href).searchParams.has('embed'), 'the full page');
      const full = await tools.visit(href);
      await ready(full);
      await titled(full, title).waitFor();
      assert((await packetTexts(full)).length > 0);
    });
  }
});
