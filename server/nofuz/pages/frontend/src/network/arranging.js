// The worker of layout.js: ForceAtlas2, some rounds at a time.

import { MultiDirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

const STEP = 10; // rounds between two pictures

self.addEventListener("message", ({ data: { nodes, lines, rounds } }) => {
  const graph = new MultiDirectedGraph();
  for (const { node, ...place } of nodes) graph.addNode(node, place);
  for (const [source, target] of lines) graph.addEdge(source, target);
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: graph.order > 300 };
  for (let done = STEP; done <= rounds; done += STEP) {
    forceAtlas2.assign(graph, { iterations: STEP, settings });
    const places = new Float64Array(2 * graph.order);
    let place = 0;
    graph.forEachNode((_, { x, y }) => {
      places[place++] = x;
      places[place++] = y;
    });
    self.postMessage({ places, isLast: done + STEP > rounds }, { transfer: [places.buffer] });
  }
});
