// Beside the drawing: an agent with what is said of it, or a line with all its evidence.

const MOST = 100; // relations in one list

export class Panel {
  #element;
  #view;

  constructor(element, view) {
    this.#element = element;
    this.#view = view;
  }

  clear(drawing) {
    this.#element.replaceChildren(this.#part("nothing"));
    drawing.focus();
  }

  showAgent(place, drawing) {
    const { id, label, kind } = drawing.network.nodes[place];
    const name = lastOf(id);
    const part = this.#part("agent");
    fill(part, "name", label).href = `/doc/agent/${encodeURIComponent(name)}`;
    fill(part, "kind", kind);
    part.querySelector("[data-path]").href = `/path?from=${encodeURIComponent(name)}`;
    this.#wireChoice(part, name);
    part.querySelector("[data-lines]").append(...this.#lines(place, drawing));
    this.#put(part);
    drawing.focus(place);
    drawing.goTo(place);
  }

  async showLine(line, drawing) {
    const { edges } = drawing.graph.getEdgeAttributes(line);
    const part = this.#part("line");
    const [one, other] = drawing.graph.extremities(line).map((end) => drawing.network.nodes[end]);
    fill(part, "from", one.label);
    fill(part, "to", other.label);
    const list = part.querySelector("[data-evidence]");
    this.#put(part);
    drawing.focus(undefined, line);
    for (const iri of new Set(edges.map(({ id }) => id.split("#")[0]))) list.append(await evidence(iri));
  }

  #part(name) {
    return this.#element.parentElement.querySelector(`template[data-part="${name}"]`).content.cloneNode(true);
  }

  #put(part) {
    this.#element.replaceChildren(part);
    this.#element.scrollTop = 0;
  }

  #wireChoice(part, name) {
    const chosen = this.#view.agents;
    const expand = part.querySelector('[data-action="expand"]');
    expand.hidden = !chosen.length || chosen.includes(name);
    expand.addEventListener("click", () => (this.#view.agents = [...chosen, name]));
    const only = part.querySelector('[data-action="only"]');
    only.addEventListener("click", () => (this.#view.agents = [name]));
  }

  #lines(place, drawing) {
    const { graph, network } = drawing;
    return graph.edges(place).slice(0, MOST).map((line) => {
      const { edges } = graph.getEdgeAttributes(line);
      const button = document.createElement("button");
      const other = network.nodes[graph.opposite(place, line)];
      const said = new Set(edges.map((edge) => `${network.labels[edge.kind]} (${network.labels[edge.standing]})`));
      button.append(arrow(edges, place), " ", apart(other.label), " – ", apart([...said].join("; ")));
      button.type = "button";
      button.addEventListener("click", () => this.showLine(line, drawing));
      const item = document.createElement("li");
      item.append(button);
      return item;
    });
  }
}

// A text whose direction is its own.
function apart(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

function arrow(edges, place) {
  const isOut = edges.some((edge) => edge.mutual || String(edge.source) === place);
  const isIn = edges.some((edge) => edge.mutual || String(edge.target) === place);
  const sign = document.createElement("span");
  sign.className = "way";
  sign.textContent = isOut && isIn ? "↔" : isOut ? "→" : "←";
  return sign;
}

// The server's own words on a proposition, escaped there.
async function evidence(iri) {
  const item = document.createElement("li");
  const asked = new URLSearchParams({ proposition: iri });
  const lang = new URLSearchParams(location.search).get("lang");
  if (lang) asked.set("lang", lang);
  const response = await fetch(`/network/evidence?${asked}`, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  item.append(...page.body.childNodes);
  return item;
}

function fill(part, name, text) {
  const element = part.querySelector(`[data-${name}]`);
  element.textContent = text;
  return element;
}

function lastOf(iri) {
  return iri.slice(iri.lastIndexOf("/") + 1);
}
