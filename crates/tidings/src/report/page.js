// What the page can do beyond links: open what a link leads to, and filter the documents. It works without, too.
"use strict";
(() => {
  // Browsers open closed parts around a target by themselves nowadays; older ones do not.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
      if (at.hidden) at.hidden = false;
    }
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  // A second click on a link to the same place changes no hash.
  addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.getAttribute("href") === location.hash) reveal();
  });

  const form = document.querySelector(".filter");
  const box = document.getElementById("filter");
  const count = form.querySelector("output");
  let documents;
  // Once, and not before it is needed: a report can be long.
  const index = () => Array.from(document.querySelectorAll("details.document"), (element) => {
    const parts = element.querySelectorAll(":scope > summary, .meta, .phrases");
    return { element, words: Array.from(parts, (part) => part.textContent).join(" ").toLowerCase() };
  });
  const filter = () => {
    documents = documents || index();
    const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, words } of documents) {
      element.hidden = !wanted.every((word) => words.includes(word));
      if (!element.hidden) shown += 1;
    }
    count.textContent = wanted.length ? `${shown} of ${documents.length}` : "";
  };
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, 150);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  reveal();
})();
