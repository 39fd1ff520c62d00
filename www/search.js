// @ts-check
// A menu of many names becomes a field in which they are searched: by any part of a name, in either language, accents or
// not. The menu stays behind it and holds what is chosen, so whoever listens to it need not know.

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/[’']/g, " ").toLowerCase();

/**
 * Puts the field before a menu, whose `data-none` says that nothing was found. Gives what to call when the menu has changed.
 * @param {HTMLSelectElement} menu
 */
export function search(menu) {
  const box = document.createElement("span");
  box.className = "search";
  const field = document.createElement("input");
  const list = document.createElement("ul");
  list.id = `${menu.name}-found`;
  list.hidden = true;
  for (const [name, value] of Object.entries({
    role: "combobox", type: "text", autocomplete: "off", spellcheck: "false", autocapitalize: "none",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  const name = menu.closest("label")?.firstChild?.textContent?.trim() ?? "";
  field.setAttribute("aria-label", name);
  list.setAttribute("aria-label", name);
  // Hundreds of them: made when somebody searches.
  const made = () => Array.from(menu.options, (option, at) => {
    const line = document.createElement("li");
    line.id = `${list.id}-${at}`;
    line.setAttribute("role", "option");
    line.textContent = option.label;
    line.dataset.value = option.value;
    const names = plain(`${option.label} ${option.dataset.also ?? ""} ${option.value}`);
    return { line, label: plain(option.label), names: ` ${names.replace(/-/g, " ")}` };
  });
  /** @type {ReturnType<typeof made> | null} */
  let lines = null;
  const none = document.createElement("li");
  none.setAttribute("role", "option");
  none.setAttribute("aria-disabled", "true");
  none.textContent = menu.dataset.none ?? "";
  /** @type {HTMLElement | null} */
  let active = null;

  const refresh = () => {
    if (field !== document.activeElement || list.hidden) field.value = menu.selectedOptions[0]?.label ?? "";
  };
  /** @param {HTMLElement | null} line */
  const point = (line) => {
    active?.setAttribute("aria-selected", "false");
    active = line;
    active?.setAttribute("aria-selected", "true");
    if (active) field.setAttribute("aria-activedescendant", active.id);
    else field.removeAttribute("aria-activedescendant");
    active?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    point(null);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    refresh();
  };
  /** Shows the names that hold the words, those that begin with them first. @param {string} text */
  const show = (text) => {
    const wanted = plain(text.trim());
    const found = (lines ??= made()).filter(({ names }) => names.includes(wanted));
    const first = found.filter(({ names }) => names.includes(` ${wanted}`));
    const rest = found.filter((one) => !first.includes(one));
    const whole = first.filter(({ label }) => label === wanted);
    const order = [...whole, ...first.filter((one) => !whole.includes(one)), ...rest].map(({ line }) => line);
    list.replaceChildren(...(order.length ? order : [none]));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    point(wanted ? order[0] ?? null : order.find((line) => line.dataset.value === menu.value) ?? null);
  };
  /** @param {HTMLElement | null} line */
  const choose = (line) => {
    const value = line?.dataset.value;
    if (value === undefined) return;
    menu.value = value;
    close();
    field.select();
    menu.dispatchEvent(new Event("input", { bubbles: true }));
  };

  field.addEventListener("focus", () => field.select());
  field.addEventListener("click", () => { if (list.hidden) show(""); });
  field.addEventListener("input", (event) => {
    // The menu's own listeners hear of what was chosen, not of what is typed.
    event.stopPropagation();
    show(field.value);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Enter") {
      event.preventDefault();
      if (!list.hidden) choose(active);
    } else if (key === "Escape" && !list.hidden) {
      close();
      field.select();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return show("");
      const shown = /** @type {HTMLElement[]} */ ([...list.children]).filter((line) => line !== none);
      const step = key === "ArrowDown" ? 1 : -1;
      const at = active ? shown.indexOf(active) + step : step > 0 ? 0 : -1;
      point(shown.at(at % shown.length) ?? null);
    }
  });
  // The field keeps the focus: a list has none.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const line = /** @type {HTMLElement} */ (event.target).closest("li");
    // Inside a label a click would be the field's.
    event.preventDefault();
    choose(line);
  });
  box.append(field, list);
  menu.before(box);
  menu.classList.add("unseen");
  menu.tabIndex = -1;
  menu.setAttribute("aria-hidden", "true");
  refresh();
  return refresh;
}
