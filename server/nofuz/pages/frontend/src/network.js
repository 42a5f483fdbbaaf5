// The network as a drawing: choose, look closer, follow a line to its evidence, save what is shown.
// The table on the page says the same; without this script it stands alone.

import { Drawing } from "./network/drawing.js";
import { Panel } from "./network/panel.js";
import { save, toPng, toSvg } from "./network/picture.js";
import { View } from "./network/view.js";

const explorer = document.getElementById("explorer");
const tool = (name) => explorer.querySelector(`[data-tool="${name}"]`);

function start() {
  const view = new View(explorer);
  const panel = new Panel(explorer.querySelector("[data-panel]"), view);
  explorer.hidden = false;
  const drawing = new Drawing(explorer.querySelector("[data-drawing]"), {
    onAgent: (agent) => panel.showAgent(agent, drawing),
    onLine: (line) => panel.showLine(line, drawing),
    onNothing: () => panel.clear(drawing),
  });
  view.onChange(async () => show(await view.network()));
  wireTools(drawing, panel);

  function show(network) {
    drawing.show(network);
    panel.clear(drawing);
    listAgents(network);
    explorer.dataset.drawn = String(network.edges.length); // says that the drawing is there
  }
  return view.network().then(show);
}

function wireTools(drawing, panel) {
  const click = (name, action) => tool(name).addEventListener("click", action);
  click("closer", () => drawing.zoom(1 / 1.5));
  click("farther", () => drawing.zoom(1.5));
  click("whole", () => drawing.whole());
  click("svg", () => save(new Blob([picture(drawing)], { type: "image/svg+xml" }), "network.svg"));
  click("png", async () => save(await toPng(picture(drawing)), "network.png"));
  tool("find").addEventListener("change", (event) => {
    const agent = drawing.agentNamed(event.target.value);
    if (agent !== undefined) panel.showAgent(agent, drawing);
  });
}

function picture(drawing) {
  const { caution } = explorer.dataset;
  return toSvg(drawing, { title: document.title, description: `${caution} ${location.href}` });
}

const MOST_LISTED = 1000; // browsers get slow over longer lists

function listAgents(network) {
  const list = document.getElementById("agents-drawn");
  const options = network.nodes.slice(0, MOST_LISTED).map(({ label }) => {
    const option = document.createElement("option");
    option.value = label;
    return option;
  });
  list.replaceChildren(...options);
}

start().catch((error) => {
  explorer.hidden = true; // the table has it all
  console.warn(error);
});
