// The examples go into the editor and run there; their links lead to their own pages.

export function enliven(list, yasgui) {
  let texts;
  list?.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-example]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    texts ??= fetch("/editor/examples.json").then((reply) => reply.json());
    const tab = yasgui.getTab();
    tab.setName(link.textContent);
    tab.setQuery((await texts)[link.dataset.example]);
    tab.query().catch(() => {}); // the editor shows what went wrong
    document.getElementById("editor").scrollIntoView({ block: "start" });
  });
}
