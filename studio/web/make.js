// Elements of the page. Text is always a text node, whatever stands in it.

/// make("button", {class: "main", onclick}, "text", element, [more])
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  add(element, children);
  return element;
}

export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

/// Puts children in place of those before. If one of these had the focus, what is filled has it now: who goes on by
/// Tab is not thrown back to the beginning of the page.
export function fill(element, ...children) {
  const hadFocus = element !== document.activeElement && element.contains(document.activeElement) && element !== document.body;
  element.replaceChildren();
  add(element, ...children);
  if (hadFocus) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }
  return element;
}

let ids = 0;

/// A control with its label: field("Width", make("input")).
export function field(label, control, hint) {
  ids += 1;
  control.id ||= `field-${ids}`;
  const told = hint && make("small", { id: `${control.id}-hint`, class: "hint" }, hint);
  if (told) control.setAttribute("aria-describedby", told.id);
  const name = make("label", { for: control.id }, label);
  const isTick = control.type === "checkbox" || control.type === "radio";
  return make("div", { class: isTick ? "field tick" : "field" }, isTick ? [control, name] : [name, control], told);
}

/// A list to choose from: choice([["pdf", "PDF"], …], "pdf", change)
export function choice(options, chosen, onchange, attributes = {}) {
  const made = options.map(([value, text]) => make("option", { value, selected: value === chosen }, text));
  return make("select", { ...attributes, onchange: (event) => onchange?.(event.target.value) }, made);
}

/// Facts as calls give them: a label and what it comes to, or a line without a label.
export function facts(list) {
  return make("dl", { class: "facts" }, list.map(([label, value]) =>
    label ? [make("dt", {}, label), make("dd", {}, value)] : make("dd", { class: "whole" }, value)));
}
