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

  const nameOpenBox = ({ target: select }) => {
    const results = `select2-${select.id}-results`;
    const box = select.nextElementSibling.querySelector("[role=combobox]");
    box.setAttribute("aria-controls", results);
    const field = document.querySelector(`.select2-search__field[aria-controls="${results}"]`);
    field.setAttribute("aria-labelledby", select.labels[0].id);
    document.getElementById(results).setAttribute("aria-labelledby", select.labels[0].id);
  };

  for (const select of document.querySelectorAll(".admin-autocomplete")) {
    select.dataset.dropdownParent = "#content-start"; // what is offered stands in the page's main part
  }
  window.django?.jQuery?.(nameBoxes);
  window.django?.jQuery?.(document).on("select2:open", nameOpenBox);
  document.addEventListener("formset:added", nameBoxes);
  window.addEventListener("load", () => {
    for (const calendar of document.querySelectorAll(".calendarbox")) {
      const opener = document.getElementById(calendar.id.replace("box", "link"));
      calendar.setAttribute("role", "dialog");
      calendar.setAttribute("aria-label", opener.querySelector("[title]").title);
    }
    document.querySelectorAll(".search-label-icon").forEach((icon) => icon.setAttribute("role", "img"));
  });
}
