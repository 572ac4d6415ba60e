"use strict";
// A click on the preview of a picture sets its focal point, as its two numbers do. A file too heavy is named before it
// is sent.
{
  const parts = (element) => {
    const part = element.closest(".inline-related");
    const [across, down] = part.querySelectorAll(".focal-point input");
    return { preview: part.querySelector(".picture-preview"), across, down };
  };

  const showPoint = ({ preview, across, down }) => {
    const mark = preview?.querySelector(".focal-mark");
    if (!mark || !across) return;
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
    mark.hidden = !across.validity.valid || !down.validity.valid;
  };

  const movePoint = (event) => {
    const { preview, across, down } = parts(event.target);
    if (!across) return;
    const box = event.target.getBoundingClientRect();
    const share = (distance, length) => Math.min(100, Math.max(0, (100 * distance) / length)).toFixed(1);
    across.value = share(event.clientX - box.left, box.width);
    down.value = share(event.clientY - box.top, box.height);
    showPoint({ preview, across, down });
  };

  const checkFile = (input) => {
    const isTooHeavy = input.files[0]?.size > Number(input.dataset.maxBytes);
    input.setCustomValidity(isTooHeavy ? input.dataset.tooHeavy : "");
    input.reportValidity();
    const preview = input.closest(".inline-related")?.querySelector(".picture-preview");
    if (preview) preview.hidden = input.files.length > 0;
  };

  document.addEventListener("click", (event) => {
    if (event.target.matches(".picture-preview img")) movePoint(event);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".focal-point input")) showPoint(parts(event.target));
    if (event.target.matches("input[type=file][data-max-bytes]")) checkFile(event.target);
  });
  // Django's forms leave it to the server to check: here that would be after minutes of sending.
  document.addEventListener("submit", (event) => {
    const heavy = [...event.target.querySelectorAll("input[type=file][data-max-bytes]")].find((input) => !input.validity.valid);
    if (!heavy) return;
    event.preventDefault();
    for (let part = heavy.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    heavy.reportValidity();
  }, true);
  window.addEventListener("load", () => {
    document.querySelectorAll(".picture-preview").forEach((preview) => showPoint(parts(preview)));
  });
}
