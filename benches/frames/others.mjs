// The same hosts and packets, drawn by other libraries as their manuals advise for speed.
//
// Hosts are named boxes, each linked to the router of its subnet. Packets are unnamed dots,
// as Portcullis draws them when zoomed to fit. The functions run in the page, so they can
// only use their arguments.

/** Draws with vis-network: `start({ hosts, packets })` returns a function for the next frame. */
export function visNetwork({ hosts, packets }) {
  const { places, routers, colours, at } = window.layout(hosts, packets);
  const nodes = new vis.DataSet([
    ...places.map(({ x, y }, host) => ({ id: `h${host}`, label: `host-${host + 1}`, shape: 'box', x, y, fixed: true })),
    ...routers.map(({ x, y }, router) => ({ id: `r${router}`, shape: 'dot', size: 8, x, y, fixed: true })),
    ...Array.from({ length: packets }, (_, packet) => ({ id: `p${packet}`, shape: 'dot', size: 5, color: colours[packet % 6], ...at(packet, 0) })),
  ]);
  const edges = new vis.DataSet(places.map(({ router }, host) => ({ from: `h${host}`, to: `r${router}` })));
  const network = new vis.Network(
    document.querySelector('#drawing'),
    { nodes, edges },
    { physics: false, layout: { improvedLayout: false }, interaction: { hover: false }, edges: { smooth: false } },
  );
  network.fit({ animation: false });
  // Faster than `moveNode`, which requests a frame with each call.
  const moving = Array.from({ length: packets }, (_, packet) => network.body.nodes[`p${packet}`]);
  return (time) => {
    moving.forEach((node, packet) => Object.assign(node, at(packet, time)));
    network.redraw();
  };
}

/** Draws with Cytoscape.js. */
export function cytoscapeJs({ hosts, packets }) {
  const { places, routers, colours, at } = window.layout(hosts, packets);
  const cy = cytoscape({
    container: document.querySelector('#drawing'),
    layout: { name: 'preset' },
    elements: [
      ...places.map((position, host) => ({ data: { id: `h${host}`, label: `host-${host + 1}` }, position, classes: 'host' })),
      ...routers.map((position, router) => ({ data: { id: `r${router}` }, position })),
      ...places.map(({ router }, host) => ({ data: { source: `h${host}`, target: `r${router}` } })),
      ...Array.from({ length: packets }, (_, packet) => ({
        data: { id: `p${packet}`, colour: colours[packet % 6] },
        position: at(packet, 0),
        classes: 'packet',
      })),
    ],
    style: [
      { selector: 'node', style: { width: 16, height: 16 } },
      { selector: 'edge', style: { width: 1, 'curve-style': 'haystack' } },
      { selector: '.host', style: { shape: 'rectangle', width: 90, height: 36, label: 'data(label)', 'text-valign': 'center' } },
      { selector: '.packet', style: { width: 10, height: 10, 'background-color': 'data(colour)', events: 'no' } },
    ],
  });
  cy.fit();
  const moving = cy.nodes('.packet');
  return (time) => moving.positions((_, packet) => at(packet, time));
}

/** Positions, defined in the page before either library runs. */
export function layout(hosts, packets) {
  const columns = Math.ceil(Math.sqrt(hosts * 2));
  const perRouter = 25;
  const places = Array.from({ length: hosts }, (_, host) => ({
    x: (host % columns) * 130,
    y: Math.floor(host / columns) * 90,
    router: Math.floor(host / perRouter),
  }));
  const routers = Array.from({ length: Math.ceil(hosts / perRouter) }, (_, router) => {
    const first = places[router * perRouter];
    return { x: first.x, y: first.y + 45 };
  });
  const colours = ['#2f5bd7', '#0b7f5c', '#7a3fd1', '#b45309', '#be185d', '#0e7490'];
  // Each packet travels repeatedly from its host to the one on the opposite side.
  const at = (packet, time) => {
    const host = packet % hosts;
    const from = places[host];
    const to = places[(host + Math.floor(hosts / 2)) % hosts];
    const share = (time / 2_000 + packet / packets) % 1;
    return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  };
  return { places, routers, colours, at };
}
