// Measures frame times while packets travel, beside other libraries in the same run.
//
// Chromium runs without a GPU and without a frame rate limit, so a frame takes as long as
// its script, layout and painting. Figures depend on the machine; compare the ratios.
// `cargo xtask frames` builds the page and runs this.

import { createRequire } from 'node:module';
import { launch } from '../../tests/browser/chromium.mjs';
import { serve, servePage } from '../../tests/browser/site.mjs';
import { handwrittenLink } from '../../tests/browser/playground.mjs';
import { cytoscapeJs, layout, visNetwork } from './others.mjs';
import { STEADY, scenario } from './workload.mjs';

/** Hosts and packets in flight. */
const SIZES = [
  [100, 1_000],
  [300, 1_000],
  [1_000, 5_000],
];
/** Frames before the measurement starts, and the most that are measured. */
const WARMING = 20;
const FRAMES = 200;
/** The measurement stops after this many milliseconds, even with fewer frames. */
const LONGEST = 20_000;

const VIEWPORT = { width: 1440, height: 900 };
/** The size of the diagram in that window. */
const DRAWING = { width: 1040, height: 585 };

const require = createRequire(import.meta.url);
const SCRIPTS = {
  'vis-network': require.resolve('vis-network/standalone/umd/vis-network.min.js'),
  'Cytoscape.js': require.resolve('cytoscape/dist/cytoscape.min.js'),
};

const browser = await launch(['--disable-frame-rate-limit', '--disable-gpu-vsync']);
const site = await serve();
const blank = await servePage(
  `<!doctype html><title>frames</title><div id="drawing" style="width:${DRAWING.width}px;height:${DRAWING.height}px"></div>`,
);
try {
  console.log('hosts × packets    drawn by       median      p95   frames');
  for (const [hosts, packets] of SIZES) {
    const ours = await portcullis(hosts, packets);
    report(hosts, packets, 'Portcullis', ours);
    for (const [name, start] of [['vis-network', visNetwork], ['Cytoscape.js', cytoscapeJs]]) {
      const theirs = await other(name, start, hosts, packets);
      report(hosts, packets, name, theirs, `; Portcullis takes ${(ours.median / theirs.median).toFixed(2)} of it`);
    }
  }
  const seeks = await seek(100_000);
  console.log(`\nseek in a trace of ${seeks.packets} packets: median ${seeks.median.toFixed(1)} ms, p95 ${seeks.p95.toFixed(1)} ms`);
} finally {
  await site.close();
  await blank.close();
  await browser.close();
}

function report(hosts, packets, name, { median, p95, count }, more = '') {
  const size = `${hosts} × ${packets}`.padEnd(18);
  const figures = [median, p95].map((time) => `${time.toFixed(1)} ms`.padStart(9)).join('');
  console.log(`${size} ${name.padEnd(13)}${figures}   ${String(count).padStart(6)}${more}`);
}

/** The page, playing from the moment at which all packets are in flight. */
async function portcullis(hosts, packets) {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(`${site.origin}${handwrittenLink(scenario(hosts, packets))}&t=${STEADY}`);
  const play = page.getByRole('button', { name: 'Play', exact: true });
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  await play.or(pause).first().waitFor({ timeout: 120_000 });
  await simulated(page);
  if (await play.isVisible()) await play.click();
  await page.locator('#drawing .host').nth(hosts - 1).waitFor({ state: 'attached' });
  return finish(page, await page.evaluate(sample, [WARMING, FRAMES, LONGEST]));
}

/** Times jumps across a trace, from the slider's event until the paint. */
async function seek(wanted) {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(`${site.origin}${handwrittenLink(scenario(100, 1_000, wanted / 1_000))}`);
  const tab = page.getByRole('tab', { name: 'Packets' });
  const count = tab.locator('i');
  await simulated(page);
  const packets = Number(await count.textContent());
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  if (await pause.isVisible()) await pause.click();
  const times = await page.evaluate(async (jumps) => {
    const slider = document.querySelector('[aria-label="Playhead"]');
    const painted = () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(null);
        });
      });
    const times = [];
    for (let jump = 0; jump < jumps; jump += 1) {
      await painted();
      // Steps of the golden ratio spread evenly over the trace.
      const share = (jump * 0.618_034) % 1;
      const begun = performance.now();
      slider.value = String(Math.round(share * Number(slider.max)));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      times.push((await painted()) - begun);
    }
    return times;
  }, 120);
  return { packets, ...(await finish(page, times)) };
}

/** Waits until the worker has simulated the whole run. */
function simulated(page) {
  return page.waitForFunction(() => document.querySelector('#simulating')?.hidden, null, { timeout: 120_000 });
}

async function other(name, start, hosts, packets) {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.goto(blank.origin);
  await page.addScriptTag({ path: SCRIPTS[name] });
  await page.evaluate(`window.layout = ${layout}; window.start = ${start};`);
  await page.evaluate(([hosts, packets]) => {
    const move = window.start({ hosts, packets });
    const frame = (time) => {
      move(time);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, [hosts, packets]);
  return finish(page, await page.evaluate(sample, [WARMING, FRAMES, LONGEST]));
}

async function finish(page, times) {
  await page.close();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { median: at(0.5), p95: at(0.95), count: times.length };
}

/** Runs in the page: returns the time from each frame to the next. */
function sample([warming, frames, longest]) {
  return new Promise((resolve) => {
    const times = [];
    let before = 0;
    const begun = performance.now();
    const frame = () => {
      const now = performance.now();
      if (before) times.push(now - before);
      before = now;
      if (times.length < warming + frames && now - begun < longest) requestAnimationFrame(frame);
      else resolve(times.length > 2 * warming ? times.slice(warming) : times.slice(1));
    };
    requestAnimationFrame(frame);
  });
}
