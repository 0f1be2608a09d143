// Small comforts for reading. Every page works without them.

/** Whether a key press belongs to something that takes text. @param {EventTarget | null} target */
function takesText(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** The search field that a reader means: the large one where there is one. @returns {HTMLInputElement | null} */
function searchField() {
  return document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
}

/** "/" leads to the search field. @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || takesText(event.target)) return;
  event.preventDefault();
  searchField()?.focus();
}

/** A status that is spoken and shown. @returns {HTMLElement} */
function makeStatus() {
  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");
  document.body.append(status);
  return status;
}

const status = makeStatus();

/** Say something for a moment. @param {string} words */
function say(words) {
  status.textContent = words;
  setTimeout(() => { status.textContent = ""; }, 2500);
}

/** A click on a paragraph's link goes there, as ever, and copies its address. @param {MouseEvent} event */
function onClick(event) {
  const link = event.target instanceof Element ? event.target.closest("a.para") : null;
  if (!(link instanceof HTMLAnchorElement) || !navigator.clipboard) return;
  navigator.clipboard.writeText(link.href).then(() => say("Link copied"), () => {});
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
