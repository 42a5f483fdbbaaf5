// The network as a graph to draw: one line between two agents, whatever is said between them.

import { MultiDirectedGraph } from "graphology";

// From what outweighs all else to what weighs least: a line is drawn as the first that is said on it.
export const STANDINGS = ["contested", "corroborated", "single-origin", "wording-only", "unsupported"];

const LONGEST = 45; // characters of a name in the drawing

const ROOMY = 250; // agents that have room at full size

// Returns a graph whose nodes are the places of agents in the network, and whose lines carry `edges`.
export function graphOf(network, positions) {
  const graph = new MultiDirectedGraph();
  const degrees = degreesOf(network);
  const scale = Math.min(1, Math.max(0.3, Math.sqrt(ROOMY / network.nodes.length)));
  const order = network.nodes.map((_, place) => place).sort((a, b) => degrees[b] - degrees[a] || a - b);
  order.forEach((place, rank) => {
    const node = network.nodes[place];
    const { x, y } = positions.get(node.id) ?? begin(rank);
    const size = scale * (3 + Math.min(9, Math.sqrt(degrees[place])));
    graph.addNode(String(place), { x, y, size, label: shortened(node.label), agent: node });
  });
  for (const [key, edges] of lines(network.edges)) {
    graph.addEdgeWithKey(key, edges[0].source, edges[0].target, {
      edges,
      standing: STANDINGS.find((standing) => edges.some((edge) => edge.standing === standing)),
      isTold: edges.some((edge) => edge.told),
      type: isOneWay(edges) ? "arrow" : "line",
    });
  }
  return graph;
}

export function shortened(label) {
  const letters = [...label.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, " ")];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("")}…` : letters.join("");
}

// Sunflower seeds, the agents with most relations in the middle: a place to begin that is always the same.
function begin(rank) {
  const angle = rank * 2.39996;
  return { x: Math.cos(angle) * Math.sqrt(rank + 1), y: Math.sin(angle) * Math.sqrt(rank + 1) };
}

function degreesOf(network) {
  const degrees = new Array(network.nodes.length).fill(0);
  for (const { source, target } of network.edges) {
    degrees[source] += 1;
    degrees[target] += 1;
  }
  return degrees;
}

function lines(edges) {
  const found = new Map();
  for (const edge of edges) {
    const key = `${Math.min(edge.source, edge.target)}-${Math.max(edge.source, edge.target)}`;
    if (found.has(key)) found.get(key).push(edge);
    else found.set(key, [edge]);
  }
  return found;
}

function isOneWay(edges) {
  return edges.every((edge) => !edge.mutual && edge.source === edges[0].source);
}
