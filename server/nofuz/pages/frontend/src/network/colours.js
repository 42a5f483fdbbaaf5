// The colours of the style sheet, in light and dark, for what no style sheet reaches.

const NAMES = { ground: "--ground", ink: "--ink", quiet: "--quiet", line: "--line", link: "--link" };
const OF_STANDING = {
  contested: "--against",
  corroborated: "--for",
  "single-origin": "--quiet",
  "wording-only": "--neither",
  unsupported: "--neither",
};

export function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim() || "#777777";
  const values = (names) =>
    Object.fromEntries(Object.entries(names).map(([key, name]) => [key, read(name)]));
  return { ...values(NAMES), standing: values(OF_STANDING) };
}

export function onSchemeChange(action) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", action);
}
