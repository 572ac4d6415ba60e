"use strict";
// The form of an article: parts are put in order by button, the title says how long it is, leaving asks first.
const prepareArticleForm = (form) => {
  const labels = document.getElementById("article-form-labels").dataset;
  const orderOf = (row) => row.querySelector('input[name$="-order"]');
  const rowsOf = (part) => [...part.querySelectorAll(".inline-related:not(.empty-form)")].filter(orderOf);

  const renumber = (part) => rowsOf(part).forEach((row, n) => (orderOf(row).value = n));

  const move = (button, row, step) => {
    const part = row.closest(".part");
    const rows = rowsOf(part);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    step < 0 ? other.before(row) : other.after(row);
    renumber(part);
    button.focus();
    const place = rowsOf(part).indexOf(row) + 1;
    announcer.textContent = labels.moved.replace("%(place)s", place).replace("%(count)s", rows.length);
  };

  const addButtons = (row) => {
    if (!orderOf(row) || row.querySelector(".order-buttons")) return;
    const buttons = [[-1, "↑", labels.up], [1, "↓", labels.down]].map(([step, sign, label]) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: sign, title: label, ariaLabel: label });
      button.addEventListener("click", () => move(button, row, step));
      return button;
    });
    const group = document.createElement("span");
    group.className = "order-buttons";
    group.append(...buttons);
    row.querySelector(".row-head").append(group);
  };

  const announcer = document.createElement("p");
  announcer.className = "visually-hidden";
  announcer.setAttribute("role", "status");
  form.append(announcer);
  document.querySelectorAll(".part .inline-related:not(.empty-form)").forEach(addButtons);
  document.addEventListener("formset:added", ({ target }) => {
    if (!target.closest(".part")) return;
    addButtons(target);
    renumber(target.closest(".part"));
  });

  const title = document.getElementById("id_title");
  if (title) {
    const length = document.createElement("p");
    length.className = "help length";
    const say = () => {
      const count = [...title.value].length;
      length.textContent = labels.length.replace("%(count)s", count);
      length.classList.toggle("is-too-long", count > 300);
    };
    title.addEventListener("input", say);
    title.closest(".form-row").append(length);
    say();
  }

  let isChanged = false;
  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", (event) => (isChanged &&= event.defaultPrevented));
  window.addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
};

// The lists of the admin load this file too.
const articleForm = document.querySelector("#article_form:has(#article-form-labels)");
if (articleForm) prepareArticleForm(articleForm);
