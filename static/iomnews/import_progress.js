"use strict";
// How far an import has come, asked for every two seconds; when it has come to its end, its report.
{
  const EVERY = 2000;

  const watch = (box) => {
    const status = document.getElementById("import-progress-said");
    const shown = () => box.firstElementChild.dataset;
    let said = shown().said;

    const look = async () => {
      const answer = await fetch(box.dataset.address).catch(() => null);
      if (answer?.redirected || (answer && !answer.ok)) return; // signed out: the page says so when it is loaded
      if (answer) {
        box.innerHTML = (await answer.text()).trim();
        if (!("underWay" in shown())) return location.reload();
        if (shown().said !== said) status.textContent = box.querySelector(".import-state").textContent.trim();
        said = shown().said;
      }
      setTimeout(look, EVERY);
    };

    setTimeout(look, EVERY);
  };

  window.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("import-progress");
    if (box && "underWay" in box.firstElementChild.dataset) watch(box);
  });
}
