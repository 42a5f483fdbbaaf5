// What is shown as a picture to keep: SVG, and PNG made of it.

const SVG = "http://www.w3.org/2000/svg";
const SCALE = 2; // pixels of PNG for one of the screen
const DASHES = { contested: "6 3", "wording-only": "2 3", unsupported: "2 3" };
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

// Returns the text of an SVG picture with a title and a description.
export function toSvg(drawing, { title, description }) {
  const scene = drawing.scene();
  const { width, height, colours } = scene;
  const svg = element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
  svg.append(textual("title", title), textual("desc", description), arrowHeads(colours));
  svg.append(element("rect", { width, height, fill: colours.ground }), lines(scene), agents(scene));
  return new XMLSerializer().serializeToString(svg);
}

export async function toPng(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function lines({ graph, place, colours, widthOf }) {
  const group = element("g", { fill: "none" });
  graph.forEachEdge((_, data, source, target) => {
    const [from, to] = [place(source), place(target)];
    const line = element("line", {
      x1: from.x.toFixed(1),
      y1: from.y.toFixed(1),
      x2: to.x.toFixed(1),
      y2: to.y.toFixed(1),
      stroke: colours.standing[data.standing],
      "stroke-width": widthOf(data),
    });
    if (DASHES[data.standing]) line.setAttribute("stroke-dasharray", DASHES[data.standing]);
    if (data.type === "arrow") line.setAttribute("marker-end", `url(#to-${data.standing})`);
    group.append(line);
  });
  return group;
}

function agents({ graph, place, colours, font }) {
  const group = element("g", { fill: colours.link, "font-family": font, "font-size": 11 });
  graph.forEachNode((node, { size, label }) => {
    const { x, y } = place(node);
    group.append(element("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: (size / 1.5).toFixed(1) }));
    const text = textual("text", label);
    for (const [name, value] of [["x", x + size], ["y", y + 4]]) text.setAttribute(name, value.toFixed(1));
    text.setAttribute("fill", colours.ink);
    group.append(text);
  });
  return group;
}

const HEAD = { orient: "auto", refX: 14, refY: 3, markerWidth: 14, markerHeight: 6, markerUnits: "userSpaceOnUse" };

function arrowHeads(colours) {
  const definitions = element("defs", {});
  for (const [standing, fill] of Object.entries(colours.standing)) {
    const marker = element("marker", { id: `to-${standing}`, ...HEAD });
    marker.append(element("path", { d: "M0 0 8 3 0 6Z", fill }));
    definitions.append(marker);
  }
  return definitions;
}

function textual(name, text) {
  const made = element(name, {});
  made.textContent = text.replace(NO_XML, "\ufffd");
  return made;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
