/** A page at an address of the old site: hands the address on to /go/, which knows where it leads now. */

const root = new URL(document.documentElement.dataset.root ?? "../", document.baseURI);
const inside = location.pathname.slice(root.pathname.length).replace(/\/(?:index\.html)?$/, "");
const target = new URL(`go/?url=${encodeURIComponent(`/${inside}${location.search}${location.hash}`)}`, root);
document.getElementById("on")?.setAttribute("href", target.href);
location.replace(target);
