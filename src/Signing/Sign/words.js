// Sentences come from the server in the person's language; a key it did not send shows as itself, so that tests see it.
const options = document.getElementById("sign-options");

/** What the page tells the scripts; a page that only shows a document gives nothing but texts. */
export const settings = options ? JSON.parse(options.textContent) : {};

/** The sentence with this key, its {places} filled in. */
export function say(key, values = {}) {
  const sentence = settings.texts?.[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** An element with properties, "aria-…" and "data-…" attributes among them, and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
