"use strict";
// Names and roles that the admin's own widgets leave out, for those who hear the page.
{
  const nameBoxes = () => {
    for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
      const label = select.labels[0];
      const box = select.nextElementSibling.querySelector("[role=combobox]");
      label.id ||= `${select.id}_label`;
      box.setAttribute("aria-labelledby", `${label.id} select2-${select.id}-container`);
      box.querySelector("input, [role=textbox]").setAttribute("aria-labelledby", label.id);
      box.querySelector("ul > span")?.setAttribute("role", "listitem");
    }
  };

  window.django?.jQuery?.(nameBoxes);
  document.addEventListener("formset:added", nameBoxes);
  window.addEventListener("load", () => {
    document.querySelectorAll(".search-label-icon").forEach((icon) => icon.setAttribute("role", "img"));
  });
}
