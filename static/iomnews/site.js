// Everything works without this.
const announce = (text) => { document.querySelector("#announced").textContent = text; };
const folded = (text) => text.toLowerCase().replace(/œ/g, "oe").replace(/’/g, "'").normalize("NFKD").replace(/\p{M}/gu, "");

// On a phone the filters are a panel over the page, closed by Esc.
const phone = matchMedia("(max-width: 46rem)");
const filters = () => document.querySelector("details.filters");
const behind = () => document.querySelectorAll(".masthead, .foot, .find, .found, .skip, .filters > summary");
const arrange = () => {
  const isPanel = Boolean(filters()?.open && phone.matches);
  filters()?.classList.toggle("panel", isPanel);
  filters()?.querySelector(".close").toggleAttribute("hidden", !isPanel);
  behind().forEach((part) => { part.inert = isPanel; });
  document.documentElement.classList.toggle("held", isPanel);
  return isPanel;
};
const shut = () => {
  filters().open = false;
  arrange();
  filters().querySelector("summary").focus();
};
const setUpFilters = () => {
  if (!filters()) return;
  if (!phone.matches && !CSS.supports("selector(::details-content)")) filters().open = true;
  filters().querySelector(".close").addEventListener("click", shut);
};
document.addEventListener("toggle", (event) => {
  if (event.target === filters() && arrange() && !filters().contains(document.activeElement)) {
    filters().querySelector(".close").focus();
  }
}, true);
phone.addEventListener("change", arrange);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && filters()?.classList.contains("panel")) shut();
});

// A long facet: what is typed narrows the values that are there, folded ones too, and leads to those that are not. It
// is no filter of the list.
const offerFinders = () => document.querySelectorAll(".within").forEach((box) => {
  const facet = box.parentElement;
  const [details, none, beyond] = ["details", ".none", ".beyond a"].map((part) => facet.querySelector(part));
  const values = [...facet.querySelectorAll("li")];
  box.hidden = false;
  box.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("input", () => {
    const typed = box.value.trim();
    const wanted = folded(typed);
    values.forEach((value) => { value.hidden = !folded(value.querySelector("bdi").textContent).includes(wanted); });
    const left = values.filter((value) => !value.hidden).length;
    none.hidden = left > 0;
    if (typed) details.open = true;
    if (beyond) {
      const address = new URL(beyond.href);
      address.searchParams.set("find", typed);
      beyond.href = address;
      beyond.parentElement.hidden = !typed;
    }
    announce(left ? `${box.dataset.found} ${left}` : none.textContent);
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
});
setUpFilters();
offerFinders();

// htmx exchanges the list in place: what was open stays open, what had the focus keeps it, the count is said. The
// search box above it has the words of the address.
let kept = null;
document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (!value) detail.formData.delete(name);
});
document.addEventListener("htmx:beforeSwap", () => {
  kept = {
    open: [...document.querySelectorAll("#list details[open][id]")].map((part) => part.id),
    isPanel: filters()?.classList.contains("panel") && !document.activeElement.matches(".apply button"),
    focused: document.activeElement.id,
    scrolled: document.querySelector(".drawer")?.scrollTop,
  };
});
document.addEventListener("htmx:afterSwap", () => {
  if (!kept) return;
  const { open, isPanel, focused, scrolled } = kept;
  kept = null;
  const box = document.querySelector("[name=q]");
  if (box !== document.activeElement) box.value = new URLSearchParams(location.search).get("q") ?? "";
  open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  if (isPanel && filters()) filters().open = true;
  setUpFilters();
  offerFinders();
  arrange();
  if (scrolled) document.querySelector(".drawer")?.scrollTo(0, scrolled);
  const again = focused && document.getElementById(focused);
  if (again) again.focus({ preventScroll: true });
  else if (document.activeElement === document.body) document.querySelector("#results").focus({ preventScroll: true });
  announce(document.querySelector("#heading").textContent);
});
["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((failure) => {
  document.addEventListener(failure, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));
});

// Suggestions under a search box, as the combobox of the ARIA practices: arrows, Enter, Esc.
document.querySelectorAll("[data-suggest]").forEach((input) => {
  const list = document.createElement("ul");
  let waiting, asking, active = null;
  Object.assign(list, { id: "suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label"));
  input.closest(".box").after(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const point = (option) => {
    active?.setAttribute("aria-selected", "false");
    active = option;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const show = (html) => {
    point(null);
    list.innerHTML = html;
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    announce(list.firstElementChild?.dataset.number ?? "");
  };
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`, { signal: asking.signal });
      if (document.activeElement === input) show(answer.ok ? await answer.text() : "");
    } catch (failure) {
      if (failure.name !== "AbortError") show("");  // without an answer there is nothing to suggest
    }
  };
  const step = (event, towards) => {
    const options = [...list.children];
    event.preventDefault();
    const place = options.indexOf(active);
    point(options[(place + towards + (place < 0 && towards < 0 ? 1 : 0) + options.length) % options.length]);
  };
  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    show("");
  };
  input.addEventListener("input", () => {
    point(null);
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") step(event, 1);
    else if (event.key === "ArrowUp") step(event, -1);
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && active) { event.preventDefault(); location.assign(active.dataset.url); }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
});
