// Everything works without this. On a phone it makes the filters a panel over the page, closed by Esc.
const filters = document.querySelector(".filters");
if (filters) {
  const summary = filters.querySelector("summary");
  const close = filters.querySelector(".close");
  const phone = matchMedia("(max-width: 46rem)");
  const around = document.querySelectorAll(".masthead, .foot, .find, .found, .skip");

  const arrange = () => {
    const isPanel = filters.open && phone.matches;
    filters.classList.toggle("panel", isPanel);
    close.hidden = !isPanel;
    [summary, ...around].forEach((part) => { part.inert = isPanel; });
    document.documentElement.classList.toggle("held", isPanel);
    return isPanel;
  };
  const shut = () => {
    filters.open = false;
    arrange();
    summary.focus();
  };

  if (!phone.matches && !CSS.supports("selector(::details-content)")) filters.open = true;
  filters.addEventListener("toggle", () => { if (arrange()) close.focus(); });
  phone.addEventListener("change", arrange);
  close.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && filters.classList.contains("panel")) shut();
  });
}

// A long facet: what is typed narrows the values that are there.
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const offerFinders = (within) => within.querySelectorAll(".within").forEach((box) => {
  const values = [...box.parentElement.querySelectorAll("li")];
  box.hidden = false;
  box.addEventListener("input", () => {
    const wanted = folded(box.value.trim());
    values.forEach((value) => { value.hidden = !folded(value.querySelector("bdi").textContent).includes(wanted); });
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
});
offerFinders(document);
