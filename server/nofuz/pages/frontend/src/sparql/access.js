// What Yasgui leaves for others to do: a name for the field of the editor, and a way out of it
// for the keyboard, whose Tab key would write into the text.

export function makeAccessible(yasqe, label) {
  yasqe.getInputField().setAttribute("aria-label", label);
  yasqe.setOption("extraKeys", { ...yasqe.getOption("extraKeys"), Tab: false, "Shift-Tab": false });
  yasqe.getScrollerElement().tabIndex = 0;
  yasqe.getScrollerElement().setAttribute("aria-label", label);
  yasqe.getScrollerElement().setAttribute("role", "group");
}
