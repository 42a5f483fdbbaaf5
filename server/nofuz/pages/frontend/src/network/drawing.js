// The drawing itself, by sigma.js: what is hovered, what is selected, how near one looks.

import Sigma from "sigma";
import { colours, onSchemeChange } from "./colours.js";
import { graphOf } from "./graph.js";
import { arrange } from "./layout.js";

const ROUNDS = 200;
// Lines that are drawn while they are moved, without a graphics processor and with one.
const MANY = { software: 500, hardware: 20_000 };
const WIDTHS = { contested: 2.5, corroborated: 3 };
const REACH = 6; // pixels from a line at which a press is meant for it
const FEW = 12; // names that find room around an agent
const FONT = '"Noto Sans", system-ui, sans-serif';

export class Drawing {
  #element;
  #handlers;
  #positions = new Map();
  #sigma;
  #stop = () => {};
  #focus = { agent: undefined, line: undefined };
  #colours = colours();

  constructor(element, handlers) {
    this.#element = element;
    this.#handlers = handlers;
    this.#wireKeys();
    onSchemeChange(() => this.#recolour());
  }

  // Draw a network; agents that were drawn before stay where they are.
  show(network) {
    this.#stop();
    const isNew = network.nodes.some(({ id }) => !this.#positions.has(id));
    this.graph = graphOf(network, this.#positions);
    this.network = network;
    this.#focus = { agent: undefined, line: undefined };
    if (this.#sigma) this.#sigma.setGraph(this.graph);
    else this.#sigma = this.#begin();
    this.#sigma.getCamera().setState({ x: 0.5, y: 0.5, angle: 0, ratio: 1 });
    if (isNew) this.#stop = arrange(this.graph, ROUNDS, (isLast) => this.#arranged(isLast));
    else this.#rest();
  }

  focus(agent, line) {
    this.#focus = { agent, line };
    this.#sigma.refresh();
  }

  goTo(agent) {
    const { x, y } = this.#sigma.getNodeDisplayData(agent);
    this.#sigma.getCamera().animate({ x, y }, { duration: this.#pace });
  }

  // Place of the agent of that name among the drawn ones, undefined without any.
  agentNamed(name) {
    const place = this.network.nodes.findIndex(({ label }) => label === name.trim());
    return place < 0 ? undefined : String(place);
  }

  zoom(factor) {
    const camera = this.#sigma.getCamera();
    camera.animate({ ratio: camera.ratio * factor }, { duration: this.#pace });
  }

  whole() {
    this.#sigma.getCamera().animatedReset({ duration: this.#pace });
  }

  // What a picture of the drawing needs: sizes, colours, and everything at its place on the screen.
  scene() {
    const { width, height } = this.#sigma.getDimensions();
    const place = (node) => this.#sigma.graphToViewport(this.graph.getNodeAttributes(node));
    return { width, height, place, graph: this.graph, colours: this.#colours, font: FONT, widthOf };
  }

  get #pace() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250;
  }

  #begin() {
    const sigma = new Sigma(this.graph, this.#element, {
      allowInvalidContainer: true,
      defaultEdgeType: "line",
      labelFont: FONT,
      labelRenderedSizeThreshold: 4,
      labelGridCellSize: 140,
      labelColor: { color: this.#colours.ink },
      nodeReducer: (node, data) => this.#seenAgent(node, data),
      edgeReducer: (edge, data) => this.#seenLine(edge, data),
      defaultDrawNodeHover: (context, data, settings) => this.#hover(context, data, settings),
      stagePadding: 50,
      zIndex: true,
    });
    sigma.on("clickNode", ({ node }) => this.#handlers.onAgent(node));
    sigma.on("clickStage", ({ event }) => {
      const line = this.#lineAt(event);
      if (line === undefined) this.#handlers.onNothing();
      else this.#handlers.onLine(line);
    });
    let isOnAgent = false;
    sigma.on("enterNode", () => (isOnAgent = true));
    sigma.on("leaveNode", () => (isOnAgent = false));
    sigma.on("moveBody", ({ event }) => {
      this.#element.classList.toggle("points", isOnAgent || this.#lineAt(event) !== undefined);
    });
    return sigma;
  }

  // The nearest line within reach of a place on the screen. Sigma's own way draws all lines twice.
  #lineAt({ x, y }) {
    const at = this.#sigma.viewportToGraph({ x, y });
    const side = this.#sigma.viewportToGraph({ x: x + REACH, y });
    let least = Math.hypot(side.x - at.x, side.y - at.y);
    let nearest;
    this.graph.forEachEdge((line, _, __, ___, from, to) => {
      const distance = distanceTo(at, from, to);
      if (distance < least) [least, nearest] = [distance, line];
    });
    return nearest;
  }

  #seenAgent(node, data) {
    const { agent, line } = this.#focus;
    const isNear =
      agent !== undefined
        ? node === agent || this.graph.areNeighbors(node, agent)
        : line === undefined || this.graph.hasExtremity(line, node);
    const isFocused = agent !== undefined || line !== undefined;
    if (!isNear) return { ...data, color: this.#colours.line, label: "", zIndex: 0 };
    const isFew = agent === undefined || node === agent || this.graph.degree(agent) <= FEW;
    return { ...data, color: this.#colours.link, zIndex: 1, forceLabel: isFocused && isFew };
  }

  #seenLine(edge, data) {
    const { agent, line } = this.#focus;
    const isNear =
      agent !== undefined ? this.graph.hasExtremity(edge, agent) : line === undefined || edge === line;
    const size = widthOf(data) * (edge === line ? 2 : 1);
    if (!isNear) return { ...data, size: 0.5, color: this.#colours.line, zIndex: 0 };
    return { ...data, size, color: this.#colours.standing[data.standing], zIndex: 1 };
  }

  #hover(context, data, settings) {
    const size = settings.labelSize;
    context.font = `${size}px ${FONT}`;
    const width = data.label ? context.measureText(data.label).width + 8 : 0;
    context.fillStyle = this.#colours.ground;
    context.fillRect(data.x + data.size, data.y - size / 2 - 4, width, size + 8);
    context.fillStyle = this.#colours.ink;
    if (data.label) context.fillText(data.label, data.x + data.size + 4, data.y + size / 3);
    context.beginPath();
    context.arc(data.x, data.y, data.size + 2, 0, 2 * Math.PI);
    context.strokeStyle = this.#colours.ink;
    context.stroke();
  }

  #arranged(isLast) {
    this.graph.forEachNode((_, { agent, x, y }) => this.#positions.set(agent.id, { x, y }));
    if (isLast) this.#rest();
  }

  // Nobody moves any more: now there is time to ask what draws, which waits for the picture.
  #rest() {
    const most = MANY[isSoftware(this.#sigma) ? "software" : "hardware"];
    this.#sigma.setSetting("hideEdgesOnMove", this.graph.size > most);
  }

  #recolour() {
    this.#colours = colours();
    this.#sigma?.setSetting("labelColor", { color: this.#colours.ink });
  }

  #wireKeys() {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    this.#element.addEventListener("keydown", (event) => {
      const [x, y] = moves[event.key] ?? [];
      if (x !== undefined) this.#move(x, y);
      else if (event.key === "+") this.zoom(1 / 1.5);
      else if (event.key === "-") this.zoom(1.5);
      else if (event.key === "0") this.whole();
      else return;
      event.preventDefault();
    });
  }

  #move(x, y) {
    const camera = this.#sigma.getCamera();
    const step = camera.ratio / 10;
    camera.animate({ x: camera.x + x * step, y: camera.y + y * step }, { duration: this.#pace });
  }
}

// Whether WebGL is computed by a program, as far as the browser tells.
function isSoftware(sigma) {
  const context = sigma.getCanvases().edges.getContext("webgl2"); // the one that is there
  const details = context?.getExtension("WEBGL_debug_renderer_info");
  const name = details ? context.getParameter(details.UNMASKED_RENDERER_WEBGL) : "";
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

function distanceTo(at, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const part = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - from.x - part * dx, at.y - from.y - part * dy);
}

function widthOf({ standing, isTold }) {
  return (WIDTHS[standing] ?? 1) * (isTold ? 1.5 : 1);
}
