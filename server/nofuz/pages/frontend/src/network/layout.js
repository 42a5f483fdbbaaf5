// Moves the agents of a graph to where they are read best, in a worker so that the page stays at hand.

// Calls `onStep` after each step, which says whether it was the last; returns what stops it.
export function arrange(graph, rounds, onStep) {
  const worker = new Worker(new URL("./arranging.js", import.meta.url), { type: "module" });
  const nodes = graph.nodes();
  worker.addEventListener("message", ({ data }) => {
    nodes.forEach((node, place) => {
      graph.mergeNodeAttributes(node, { x: data.places[2 * place], y: data.places[2 * place + 1] });
    });
    onStep(data.isLast);
    if (data.isLast) worker.terminate();
  });
  worker.postMessage({
    nodes: nodes.map((node) => ({ node, ...placeOf(graph, node) })),
    lines: graph.mapEdges((_, __, source, target) => [source, target]),
    rounds,
  });
  return () => worker.terminate();
}

function placeOf(graph, node) {
  const { x, y, size } = graph.getNodeAttributes(node);
  return { x, y, size };
}
