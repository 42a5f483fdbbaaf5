// What is chosen: the form, the address, and what the server says is to be shown for it.

const PAUSE = 250; // milliseconds; who moves a slider gets an answer when it rests

export class View {
  #explorer;
  #changed = () => {};
  #timer;
  #request = new AbortController();

  constructor(explorer) {
    this.#explorer = explorer;
    this.#wireForm();
    this.#wireDays();
    window.addEventListener("popstate", () => {
      if (this.#form.contains(document.activeElement)) document.activeElement.blur();
      this.#follow(location.search);
    });
  }

  onChange(action) {
    this.#changed = action;
  }

  // The relations that are to be drawn, as /network.json tells them.
  async network() {
    const response = await fetch(document.getElementById("shown").dataset.network);
    if (!response.ok) throw new Error(`the network cannot be had: ${response.status}`);
    return response.json();
  }

  // The agents at one of which every relation must begin or end; none leaves that free.
  get agents() {
    return new URLSearchParams(location.search).getAll("agent");
  }

  set agents(names) {
    const asked = new URLSearchParams(location.search);
    asked.delete("agent");
    asked.delete("page");
    for (const name of names) asked.append("agent", name);
    this.#go(asked);
  }

  get #form() {
    return document.getElementById("filters");
  }

  #wireForm() {
    this.#form.addEventListener("change", () => this.#soon());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#soon(0);
    });
  }

  #wireDays() {
    const slider = this.#explorer.querySelector("[data-days]");
    if (!slider) return;
    const field = () => this.#form.elements.namedItem("asOf");
    const told = this.#explorer.querySelector("[data-day]");
    const tell = () => (told.textContent = field().value);
    slider.addEventListener("input", () => {
      field().value = new Date(slider.valueAsNumber * 86_400_000).toISOString().slice(0, 10);
      tell();
      this.#soon();
    });
    this.#explorer.querySelector('[data-tool="no-day"]').addEventListener("click", () => {
      field().value = "";
      tell();
      this.#soon(0);
    });
    this.setDay = () => {
      tell();
      slider.value = field().value ? String(field().valueAsNumber / 86_400_000) : slider.max;
    };
    this.setDay();
  }

  #soon(pause = PAUSE) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#go(this.#chosen()), pause);
  }

  #chosen() {
    const given = [...new FormData(this.#form)].filter(([, value]) => value !== "");
    return new URLSearchParams(given);
  }

  #go(asked) {
    const query = asked.toString();
    const address = query ? `?${query}` : location.pathname;
    if (address === location.search) return;
    history.pushState(null, "", address);
    this.#follow(location.search);
  }

  // Bring the page to an address: its table and its form as the server writes them, and the drawing.
  async #follow(query) {
    this.#request.abort();
    this.#request = new AbortController();
    try {
      const { signal } = this.#request;
      const response = await fetch(`/network${query}`, { headers: { Accept: "text/html" }, signal });
      this.#replace(new DOMParser().parseFromString(await response.text(), "text/html"));
      await this.#changed();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  #replace(page) {
    document.getElementById("shown").replaceWith(page.getElementById("shown"));
    // Who is at work in the form has said there what is to be shown, and keeps the place.
    if (!this.#form.contains(document.activeElement)) {
      this.#form.replaceWith(page.getElementById("filters"));
      this.#wireForm();
    }
    this.setDay?.();
  }
}
