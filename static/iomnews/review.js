"use strict";
// The review desk: a field that is chosen is lit on the page at once, and everything has a key. Without this file each
// field is a link that does the same.
{
  const KEYS_OFF = "review-keys-off";
  const review = document.querySelector("#review");
  const cards = [...review.querySelectorAll(".card")];
  const marks = [...review.querySelectorAll("mark[data-of]")];
  const status = document.querySelector("#review-status");
  const correction = document.querySelector("#correction");
  const chosen = () => review.querySelector(".card.is-chosen");

  const isOf = (mark, field) => mark.dataset.of.split(" ").some((key) => key.startsWith(`${field}.`));

  const light = (card) => {
    const { field } = card.dataset;
    const name = card.querySelector(".choose").textContent;
    const lit = marks.filter((mark) => isOf(mark, field));
    marks.forEach((mark) => mark.classList.toggle("lit", lit.includes(mark)));
    const words = lit.length ? review.dataset.lit : review.dataset.notLit;
    status.textContent = words.replace("{field}", name).replace("{count}", lit.length);
    show(lit[0]);
  };

  // Within the page's own column where there is one; else the fields would scroll away.
  const show = (mark) => {
    const column = document.querySelector("#came");
    if (!mark || getComputedStyle(column).position !== "sticky") return;
    const scrolls = column.scrollHeight > column.clientHeight ? column : null;
    if (scrolls) scrolls.scrollTop += mark.getBoundingClientRect().top - scrolls.getBoundingClientRect().top - 80;
  };

  const choose = (card) => {
    for (const other of cards) {
      other.classList.toggle("is-chosen", other === card);
      other.querySelector(".choose").toggleAttribute("aria-current", other === card);
    }
    const link = card.querySelector(".choose");
    link.setAttribute("aria-current", "true");
    history.replaceState(null, "", link.href);
    light(card);
  };

  const step = (by) => {
    const next = cards[cards.indexOf(chosen()) + by];
    if (!next) return;
    choose(next);
    next.querySelector(".choose").focus();
    next.scrollIntoView({ block: "nearest" });
  };

  const press = (key) => {
    const within = chosen()?.querySelector(`[data-key="${key}"]`) || review.querySelector(`.review-bar [data-key="${key}"]`);
    within?.click();
    return Boolean(within);
  };

  const ACTIONS = { n: () => step(1), p: () => step(-1), a: () => press("a"), c: () => press("c"), s: () => press("s") };

  const keysWork = () => document.querySelector("#review-keys-on").checked;

  document.addEventListener("keydown", (event) => {
    if (correction && event.key === "Escape" && !event.target.closest(".select2-container, [contenteditable], dialog")) {
      document.querySelector("#leave-correction").click();
    } else if (correction && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      correction.requestSubmit();
    } else if (keysWork() && ACTIONS[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.target.closest("input, select, textarea, [contenteditable], .select2-container")) return;
      event.preventDefault();
      ACTIONS[event.key]();
    }
  }, { capture: true }); // before the editor of the text, to which Ctrl + Enter is a line break

  for (const card of cards) {
    card.querySelector(".choose").addEventListener("click", (click) => {
      if (correction || click.ctrlKey || click.metaKey || click.shiftKey) return;
      click.preventDefault();
      choose(card);
    });
  }

  const box = document.querySelector("#review-keys-on");
  box.parentElement.hidden = false;
  box.checked = localStorage.getItem(KEYS_OFF) === null;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  });

  // Once the browser has been to the address's #fragment, which takes the focus away.
  window.addEventListener("load", () => {
    light(chosen());
    if (correction) correction.querySelector(".row input, .row textarea, .row select")?.focus({ preventScroll: true });
    else if (location.hash.startsWith("#card-")) chosen().querySelector(".choose").focus({ preventScroll: true });
  });
}
