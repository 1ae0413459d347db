// How long a frame takes while packets travel, beside other libraries in the same run.
//
// Chromium without a GPU, and without a limit of frames a second, so that what is
// measured is how long each frame takes, all of it: script, layout, painting. Figures
// of one machine say little on another; the ratios are what counts. Run by
// `cargo xtask frames`, which also builds the page.

import { createRequire } from 'node:module';
import { launch } from '../../tests/browser/chromium.mjs';
import { serve, servePage } from '../../tests/browser/site.mjs';
import { handwrittenLink } from '../../tests/browser/playground.mjs';
import { cytoscapeJs, layout, visNetwork } from './others.mjs';
import { STEADY, scenario } from './workload.mjs';

/** Hosts and packets under way. */
const SIZES = [
  [100, 1_000],
  [300, 1_000],
  [1_000, 5_000],
];
/** Frames that pass before measuring begins, and that are measured at most. */
const WARMING = 20;
const FRAMES = 200;
/** Milliseconds after which fewer frames do. */
const LONGEST = 20_000;

const VIEWPORT = { width: 1440, height: 900 };
/** What the diagram has of that window. */
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

/** The page itself, playing from where all packets are under way. */
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

/** Jumps to places all over a trace: from the slider's event until the picture is painted. */
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

/** A long run is simulated in a worker; what is measured begins when it is whole. */
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

/** Runs in the page: the time from each frame to the next. */
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
