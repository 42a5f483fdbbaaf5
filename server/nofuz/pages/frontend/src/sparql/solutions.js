// Solutions as a table. Every value is set as text, so that none is ever read as markup, and
// the name of a thing of this dataset leads to its page here.

const AT_ONCE = 200; // rows; the others come when they are asked for
const TERMS = /^https:\/\/w3id\.org\/nofuz\/((?:def#|voc\/|shape\/).*)/s; // of the ontology, in any dataset

export class Solutions {
  static base = ""; // what the IRIs of the dataset begin with
  priority = 10;
  label = "Table";
  hideFromSelection = false;

  constructor(yasr) {
    this.yasr = yasr;
  }

  canHandleResults() {
    return (this.yasr.results?.getVariables()?.length ?? 0) > 0;
  }

  getIcon() {
    const icon = document.createElement("span");
    icon.textContent = "▦";
    icon.setAttribute("aria-hidden", "true");
    return icon;
  }

  draw() {
    const { results, resultsEl } = this.yasr;
    const variables = results.getVariables();
    const rows = results.getBindings() ?? [];
    const table = element("table", { class: "solutions" });
    table.append(header(variables));
    const body = table.createTBody();
    const frame = element("div", { class: "scroll", tabindex: "0", role: "region" });
    frame.setAttribute("aria-label", this.label);
    frame.append(table);
    resultsEl.replaceChildren(frame);
    this.fill(body, rows, variables, resultsEl);
  }

  fill(body, rows, variables, place) {
    const prefixes = this.yasr.getPrefixes();
    const next = rows.slice(body.rows.length, body.rows.length + AT_ONCE);
    body.append(...next.map((row) => line(row, variables, prefixes)));
    if (body.rows.length < rows.length) {
      const more = element("button", { type: "button" }, `+ ${rows.length - body.rows.length}`);
      more.addEventListener("click", () => {
        more.remove();
        this.fill(body, rows, variables, place);
      });
      place.append(more);
    }
  }

  download(filename) {
    return {
      getData: () => this.yasr.results?.asCsv() || "",
      contentType: "text/csv",
      title: "CSV",
      filename: `${filename || "solutions"}.csv`,
    };
  }
}

function header(variables) {
  const head = element("thead");
  const row = head.insertRow();
  row.append(...variables.map((name) => element("th", { scope: "col" }, name)));
  return head;
}

function line(solution, variables, prefixes) {
  const row = element("tr");
  for (const name of variables) {
    const cell = row.insertCell();
    cell.dataset.label = name;
    if (solution[name]) cell.append(value(solution[name], prefixes));
  }
  return row;
}

function value(term, prefixes) {
  const text = element("bdi", { dir: "auto" }, term.value);
  if (term.type !== "uri") {
    if (term["xml:lang"]) text.lang = term["xml:lang"];
    return text;
  }
  text.textContent = shortened(term.value, prefixes);
  const address = addressOf(term.value);
  if (!address) return text;
  const link = element("a", { href: address, title: term.value });
  link.append(text);
  return link;
}

function shortened(iri, prefixes) {
  const known = Object.entries(prefixes ?? {}).filter(([, start]) => start && iri.startsWith(start));
  const [prefix, start] = known.sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  return start ? `${prefix}:${iri.slice(start.length)}` : iri;
}

function addressOf(iri) {
  const { base } = Solutions;
  if (base && iri.startsWith(base)) return `/${iri.slice(base.length).replace(/^id\//, "doc/")}`;
  const [, term] = TERMS.exec(iri) ?? [];
  if (term) return `/${term}`;
  return /^https?:\/\//.test(iri) ? iri : null; // no other scheme is ever a link
}

function element(name, attributes = {}, text) {
  const made = document.createElement(name);
  for (const [attribute, given] of Object.entries(attributes)) made.setAttribute(attribute, given);
  if (text !== undefined) made.textContent = text;
  return made;
}
