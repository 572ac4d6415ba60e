// The rich text of an article. Without this script, or where the text holds more than it can, the textarea stays.

const BLOCKS = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem"];
const CELLS = ["table", "tableRow", "tableCell", "tableHeader"];
const MARKS = ["bold", "italic", "link", "subscript", "superscript"];
const ADDRESS = /^(https?:\/\/|mailto:|tel:|\/|#)/i;

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const attribute = (name) => ({
  [name]: {
    default: null,
    parseHTML: (node) => node.getAttribute(name),
    renderHTML: (values) => (values[name] ? { [name]: values[name] } : {}),
  },
});

function extensionsOf(tiptap, openLink) {
  const { Bold, Italic, Subscript, Superscript, Paragraph, Heading, Blockquote, HardBreak } = tiptap;
  const { BulletList, OrderedList, ListItem, Table, TableRow, TableCell, TableHeader } = tiptap;
  const kept = tiptap.Extension.create({
    name: "keptAttributes",
    addGlobalAttributes: () => [
      { types: [...BLOCKS, ...CELLS, ...MARKS], attributes: { ...attribute("lang"), ...attribute("dir") } },
      { types: ["tableHeader"], attributes: attribute("scope") },
      { types: ["link"], attributes: attribute("hreflang") },
    ],
  });
  const link = tiptap.Link.extend({
    addKeyboardShortcuts: () => ({ "Mod-k": () => openLink() }),
  }).configure({ enableTarget: false, autolink: false, defaultProtocol: "https" });
  return [
    ...[tiptap.Document, tiptap.Text, tiptap.History, tiptap.Gapcursor, tiptap.SpecialCharacters, kept, link],
    ...[Bold, Italic, Subscript, Superscript, Paragraph, Blockquote, HardBreak, BulletList, OrderedList, ListItem],
    ...[Heading.configure({ levels: [2, 3] }), Table, TableRow, TableCell, TableHeader],
  ];
}

// A cell or an item that holds one paragraph is written without it, as everywhere in the newsroom.
function written(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const holder of body.querySelectorAll("li, td, th")) {
    const [first, second] = holder.children;
    if (first?.tagName === "P" && !first.attributes.length && second?.tagName !== "P") first.replaceWith(...first.childNodes);
  }
  return body.textContent.trim() || body.querySelector("table") ? body.innerHTML : "";
}

function linkDialog(labels, apply) {
  const field = element("input", { type: "text", inputMode: "url", id: "text-editor-address" });
  field.setAttribute("aria-describedby", "text-editor-address-help");
  const help = element("p", { id: "text-editor-address-help", className: "help" }, labels.addressHelp);
  const done = element("button", { type: "button", className: "button default" }, labels.apply);
  const cancel = element("button", { type: "button", className: "button" }, labels.cancel);
  const label = element("label", { htmlFor: field.id }, labels.address);
  const dialog = element("dialog", { className: "text-editor-dialog", "aria-label": labels.link }, label, field, help, done, cancel);
  const finish = () => {
    const address = field.value.trim();
    if (address && !ADDRESS.test(address)) {
      help.textContent = labels.addressWrong;
      help.setAttribute("role", "alert");
      field.setAttribute("aria-invalid", "true");
      return;
    }
    dialog.close();
    apply(address);
  };
  done.addEventListener("click", finish);
  cancel.addEventListener("click", () => dialog.close());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    finish();
  });
  return { dialog, field, help };
}

// [key of its label, what stands on the button, command, what it is on in, what it needs]
const BUTTONS = [
  [
    ["bold", "B", "toggleBold", ["bold"]],
    ["italic", "I", "toggleItalic", ["italic"]],
    ["superscript", "x²", "toggleSuperscript", ["superscript"]],
    ["subscript", "x₂", "toggleSubscript", ["subscript"]],
  ],
  [
    ["paragraph", null, "setParagraph", ["paragraph"]],
    ["heading", null, ["toggleHeading", { level: 2 }], ["heading", { level: 2 }]],
    ["subheading", null, ["toggleHeading", { level: 3 }], ["heading", { level: 3 }]],
    ["bullets", "•≡", "toggleBulletList", ["bulletList"]],
    ["numbers", "1≡", "toggleOrderedList", ["orderedList"]],
    ["blockquote", "“ ”", "toggleBlockquote", ["blockquote"]],
  ],
  [
    ["link", null, "link", ["link"]],
    ["table", null, ["insertTable", { rows: 3, cols: 3, withHeaderRow: true }], null],
  ],
  [
    ["row", null, "addRowAfter", null, "table"],
    ["column", null, "addColumnAfter", null, "table"],
    ["lessRow", null, "deleteRow", null, "table"],
    ["lessColumn", null, "deleteColumn", null, "table"],
    ["lessTable", null, "deleteTable", null, "table"],
  ],
  [
    ["undo", "↶", "undo", null],
    ["redo", "↷", "redo", null],
  ],
];

function buttonOf([key, sign, command, state, place], editor, labels, openLink) {
  const button = element("button", { type: "button", className: `for-${key}`, title: labels[key] }, sign ?? labels[key]);
  const [name, options] = [command].flat();
  if (sign) button.setAttribute("aria-label", labels[key]);
  button.addEventListener("click", () => (name === "link" ? openLink() : editor.chain().focus()[name](options).run()));
  const update = () => {
    if (state) button.setAttribute("aria-pressed", String(editor.isActive(...state)));
    if (place) button.hidden = !editor.isActive(place);
    const isBarred = ["undo", "redo"].includes(name) && !editor.can()[name]();
    button.setAttribute("aria-disabled", String(isBarred));
  };
  editor.on("transaction", update);
  update();
  return button;
}

// One stop for the tabulator, arrows within: the pattern for toolbars of the ARIA practices.
function toolbarOf(editor, labels, openLink) {
  const groups = BUTTONS.map((group) =>
    element("div", { className: "group" }, ...group.map((button) => buttonOf(button, editor, labels, openLink))),
  );
  const bar = element("div", { role: "toolbar", className: "text-editor-bar", "aria-label": labels.toolbar }, ...groups);
  const buttons = () => [...bar.querySelectorAll("button:not([hidden])")];
  const choose = (chosen) => bar.querySelectorAll("button").forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = buttons();
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    choose(next);
    next.focus();
  });
  bar.addEventListener("focusin", (event) => choose(event.target));
  choose(buttons()[0]);
  return bar;
}

function namesFor(textarea) {
  const [label] = textarea.labels;
  label.id ||= `${textarea.id}_label`;
  const names = { role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, class: "text-editor-text" };
  for (const name of ["lang", "dir", "aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) names[name] = textarea.getAttribute(name);
  }
  return names;
}

async function edit(textarea) {
  const { modules, labels } = JSON.parse(textarea.dataset.textEditor);
  const [tiptap, { pasted }, { reading }] = await Promise.all(modules.map((address) => import(address)));
  const box = element("div", { className: "text-editor" });
  textarea.before(box);
  const openLink = () => {
    field.value = editor.getAttributes("link").href ?? "";
    help.textContent = labels.addressHelp;
    dialog.showModal();
    return true;
  };
  const editor = new tiptap.Editor({
    element: box,
    content: textarea.value,
    extensions: extensionsOf(tiptap, openLink),
    injectCSS: false, // the policy allows no inline style; text_editor.css has the same
    editorProps: { attributes: namesFor(textarea), transformPastedHTML: pasted },
    onUpdate: () => {
      textarea.value = written(editor.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  if (reading(textarea.value) !== reading(editor.getHTML())) {
    editor.destroy();
    box.replaceWith(element("p", { className: "help text-editor-note" }, labels.notHeld));
    return;
  }
  const { dialog, field, help } = linkDialog(labels, (address) => {
    const chain = editor.chain().focus().extendMarkRange("link");
    (address ? chain.setLink({ href: address }) : chain.unsetLink()).run();
  });
  box.prepend(toolbarOf(editor, labels, openLink));
  box.append(dialog);
  textarea.hidden = true;
  textarea.labels[0].addEventListener("click", () => editor.commands.focus());
}

document.querySelectorAll("textarea[data-text-editor]").forEach(edit);
