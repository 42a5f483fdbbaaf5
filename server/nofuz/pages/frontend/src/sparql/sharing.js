// The short address of the query in the editor, and how curl and Python ask it; the server
// writes all three, so that quoting has one home.

export class Sharing {
  constructor(root) {
    this.words = root.dataset;
    this.box = document.createElement("details");
    this.box.className = "sharing";
    const summary = document.createElement("summary");
    summary.textContent = this.words.share;
    this.body = document.createElement("div");
    this.box.append(summary, this.body);
    this.box.hidden = Boolean(document.querySelector("#raw-result .sharing"));
    root.after(this.box);
  }

  follow(yasgui) {
    const query = () => yasgui.getTab()?.getYasqe().getValue() ?? "";
    this.box.addEventListener("toggle", () => this.box.open && this.show(query()));
    yasgui.on("query", () => {
      this.box.hidden = false;
      if (this.box.open) this.show(query());
    });
  }

  async show(query) {
    try {
      const reply = await fetch("/q", { method: "POST", body: new URLSearchParams({ query }) });
      if (!reply.ok) throw new Error(reply.statusText);
      const { link, curl, python } = await reply.json();
      const { link: inWords, curl: forCurl, python: forPython } = this.words;
      this.body.replaceChildren(
        this.part(inWords, link),
        this.part(forCurl, curl),
        this.part(forPython, python),
      );
    } catch {
      this.body.textContent = this.words.failed;
    }
  }

  part(heading, text) {
    const part = document.createElement("div");
    const title = document.createElement("h2");
    title.textContent = heading;
    const code = document.createElement("pre");
    code.tabIndex = 0;
    code.textContent = text;
    part.append(title, code, this.copyButton(text));
    return part;
  }

  copyButton(text) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.words.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = this.words.copied;
    });
    return button;
  }
}
