// What Word and its like put on the clipboard, as clean HTML: their lists are paragraphs that only look like lists.

const JUNK = "script, style, meta, link, title, xml, noscript, template, iframe, object, svg, img";
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

const styleOf = (element) => element.dataset.style ?? "";

// Styles are read, never applied, handlers never run: under the content policy even a parsed one would be an error.
const withoutStyles = (html) =>
  html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/(<[a-z][^>]*?\s)style=/gi, "$1data-style=")
    .replace(/(<[a-z][^>]*?\s)on(?=[a-z]+=)/gi, "$1data-on");
const isItem = (element) => element.tagName === "P" && /mso-list:\s*l\d/i.test(styleOf(element));

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function takeMarker(item) {
  const markers = [...item.querySelectorAll("span")].filter((span) => /mso-list:\s*ignore/i.test(styleOf(span)));
  const text = markers.map((marker) => marker.textContent).join("").trim();
  markers.forEach((marker) => marker.remove());
  return text;
}

// Consecutive items become one list, a deeper level a list within the last item.
function makeLists(body) {
  let open = [];
  for (const item of [...body.querySelectorAll("p")].filter(isItem)) {
    const level = Number(/level(\d+)/i.exec(styleOf(item))?.[1] ?? 1);
    const name = /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(takeMarker(item)) ? "ol" : "ul";
    if (item.previousElementSibling !== open[0]) open = [];
    open.length = Math.min(open.length, level);
    while (open.length < level) open.push(newList(item, open.at(-1), name));
    const li = body.ownerDocument.createElement("li");
    li.append(...item.childNodes);
    open.at(-1).append(li);
    item.remove();
  }
}

function newList(item, within, name) {
  const list = item.ownerDocument.createElement(name);
  if (within) (within.lastElementChild ?? within.appendChild(item.ownerDocument.createElement("li"))).append(list);
  else item.before(list);
  return list;
}

// The property itself: Word puts mso-bidi-font-weight:normal on all that is bold.
const looks = (element, property, value) =>
  new RegExp(`(?:^|[;\\s])${property}:\\s*(?:${value})`, "i").test(styleOf(element));

// Some programs write bold and italics as styles, or take bold back with one.
function nameEmphasis(body) {
  for (const bold of body.querySelectorAll("b[data-style]")) {
    if (looks(bold, "font-weight", "normal")) bold.replaceWith(...bold.childNodes);
  }
  for (const span of body.querySelectorAll("span[data-style]")) {
    if (looks(span, "font-weight", "bold|[6-9]00")) renamed(span, "strong");
    else if (looks(span, "font-style", "italic")) renamed(span, "em");
  }
}

const isEmpty = (paragraph) => !paragraph.textContent.trim() && !paragraph.querySelector("br");

export function pasted(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  body.querySelectorAll(JUNK).forEach((element) => element.remove());
  makeLists(body);
  nameEmphasis(body);
  for (const [tag, name] of Object.entries(HEADINGS)) {
    body.querySelectorAll(tag).forEach((heading) => renamed(heading, name));
  }
  [...body.querySelectorAll("p")].filter(isEmpty).forEach((paragraph) => paragraph.remove());
  return body.innerHTML;
}
