"use strict";
// The link to the source page opens it beside the form where there is room; elsewhere, and without this file, it is a link.
{
  const WIDE = window.matchMedia("(min-width: 75rem)");

  const open = async (link, pane) => {
    const answer = await fetch(`${link.href}?pane=1`);
    if (!answer.ok || answer.redirected) {
      location.assign(link.href);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    pane.replaceChildren(...page.body.childNodes);
    pane.hidden = false;
    document.body.classList.add("with-source");
  };

  const prepare = (link) => {
    const pane = document.createElement("aside");
    pane.id = "source-pane";
    pane.hidden = true;
    pane.tabIndex = 0;
    pane.setAttribute("aria-label", link.textContent);
    document.querySelector("#content-main").append(pane);
    link.addEventListener("click", (click) => {
      if (!WIDE.matches || click.ctrlKey || click.metaKey || click.shiftKey) return;
      click.preventDefault();
      if (pane.hidden) {
        open(link, pane);
      } else {
        pane.hidden = true;
        document.body.classList.remove("with-source");
      }
    });
  };

  window.addEventListener("DOMContentLoaded", () => {
    const link = document.querySelector(".model-article.change-form .object-tools a[href$='/source/']");
    if (link) prepare(link);
  });
}
