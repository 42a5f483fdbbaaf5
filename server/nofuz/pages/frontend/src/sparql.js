// The query editor: Yasgui in the place of the form, for who has a script.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./sparql/editor.css";
import { makeAccessible } from "./sparql/access.js";
import { offerCompletions } from "./sparql/completion.js";
import { enliven } from "./sparql/examples.js";
import { Solutions } from "./sparql/solutions.js";
import { Sharing } from "./sparql/sharing.js";

const LONGEST_ADDRESS = 4000; // longer queries go by POST

const form = document.getElementById("raw");
const root = document.getElementById("editor");

async function start() {
  const { prefixes } = await offerCompletions(Yasgui.Yasqe);
  Solutions.base = root.dataset.base;
  Yasgui.Yasr.registerPlugin("table", Solutions);
  const yasgui = new Yasgui(root, configuration(prefixes));
  const tab = yasgui.getTab() ?? yasgui.addTab(true);
  tab.setQuery(form.elements.query.value);
  enliven(document.getElementById("example-list"), yasgui);
  new Sharing(root).follow(yasgui);
  // What the server has answered already stays until another query runs.
  root.classList.add("fresh");
  yasgui.once("query", () => {
    root.classList.remove("fresh");
    document.getElementById("raw-result").remove();
  });
  makeAccessible(tab.getYasqe(), form.querySelector("label").textContent);
  form.hidden = true;
  root.hidden = false;
  tab.getYasqe().refresh();
}

// A problem of the server (RFC 9457): what is wrong, and where.
async function explain(error) {
  const { detail } = JSON.parse(error.text);
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = detail;
  return line;
}

function configuration(prefixes) {
  const length = (yasgui) => encodeURIComponent(yasgui.getTab().getQuery()).length;
  const requestConfig = {
    endpoint: new URL("/sparql", location).href,
    method: (yasgui) => (length(yasgui) < LONGEST_ADDRESS ? "GET" : "POST"),
    acceptHeaderGraph: "text/turtle",
    acceptHeaderSelect: "application/sparql-results+json",
  };
  return {
    autofocus: false,
    persistenceId: null, // the address of a query is what keeps it
    populateFromUrl: false,
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    requestConfig,
    yasqe: { ...Yasgui.Yasqe.defaults, createShareableLink: undefined, persistenceId: null, editorHeight: "20rem" },
    yasr: { ...Yasgui.Yasr.defaults, persistenceId: null, prefixes, errorRenderers: [explain], pluginOrder: ["table", "response"] },
  };
}

start();
