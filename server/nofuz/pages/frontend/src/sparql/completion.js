// Completion from the release that is served: its prefixes, classes, properties and concepts.

const NOT_OURS = ["prefixes", "property", "class"]; // they know the world, not this dataset

export async function offerCompletions(Yasqe) {
  const offered = await (await fetch("/editor/completion.json")).json();
  const lines = Object.entries(offered.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  fork(Yasqe, "prefixes", lines.sort());
  fork(Yasqe, "property", offered.properties);
  fork(Yasqe, "class", [...offered.classes, ...offered.concepts]);
  const { autocompleters } = Yasqe.defaults;
  Yasqe.defaults.autocompleters = autocompleters.filter((name) => !NOT_OURS.includes(name));
  return offered;
}

function fork(Yasqe, name, terms) {
  const config = { name: `nofuz-${name}`, get: () => terms, bulk: true, persistenceId: null };
  Yasqe.forkAutocompleter(name, config);
}
