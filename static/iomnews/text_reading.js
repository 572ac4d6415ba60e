// What a text says, without the ways in which the same may be written: two texts that read alike are the same.

const MARKS = new Set(["STRONG", "EM", "A", "SUB", "SUP"]);
const WRAPPINGS = new Set(["THEAD", "TBODY", "TFOOT", "COLGROUP"]);
const SILENT = new Set(["rel", "target", "style", "class"]);

const attributesOf = (element) =>
  [...element.attributes]
    .filter(({ name, value }) => !SILENT.has(name) && !(name.endsWith("span") && value === "1"))
    .map(({ name, value }) => `${name}=${value}`)
    .sort()
    .join(" ");

const nameOf = (element) => `${element.tagName} ${attributesOf(element)}`.trim();

function* piecesOf(node, marks) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) yield { marks, text: child.data };
    else if (child.nodeType === Node.ELEMENT_NODE) yield* piecesOfElement(child, marks);
  }
}

function* piecesOfElement(element, marks) {
  if (MARKS.has(element.tagName)) {
    yield* piecesOf(element, [...new Set([...marks, nameOf(element)])].sort());
    return;
  }
  const edge = WRAPPINGS.has(element.tagName) ? null : nameOf(element);
  if (edge) yield { edge };
  yield* piecesOf(element, marks);
  if (edge) yield { edge: edge === "P" ? edge : `/${edge}` };
}

function said(pieces, { marks = [], text, edge }) {
  const last = pieces.at(-1);
  if (edge) {
    if (last?.text) last.text = last.text.trimEnd();
    pieces.push({ edge });
    return pieces;
  }
  const words = text.replace(/[ \t\r\n\f]+/g, " ");
  const more = !last?.text || last.text.endsWith(" ") ? words.replace(/^ /, "") : words;
  if (more && last?.marks === marks.join("+")) last.text += more;
  else if (more) pieces.push({ marks: marks.join("+"), text: more });
  return pieces;
}

// A paragraph counts between two texts only: a cell, an item and a quotation hold one, written or not.
const isNeeded = (piece, n, pieces) =>
  piece.edge !== "P" || (pieces[n - 1]?.text && pieces.slice(n).find(({ edge }) => edge !== "P")?.text);

export function reading(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return JSON.stringify([...piecesOf(body, [])].reduce(said, []).filter(isNeeded));
}
