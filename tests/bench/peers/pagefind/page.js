// Pagefind as its own documentation uses it: loaded with the first search; ten results with title, link and excerpt.

const list = document.getElementById("results");
const status = document.getElementById("status");
let loading = null;

/** Pagefind, fetched once. */
function pagefind() {
  loading ??= import("../bundle/pagefind.js").then(async (library) => {
    await library.options({ excerptLength: 30 });
    await library.init();
    return library;
  });
  return loading;
}

/** A result as a list item. */
function shown({ url, meta, excerpt }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = meta.title;
  const text = document.createElement("p");
  text.innerHTML = excerpt;
  item.append(link, text);
  return item;
}

/** Search, and show the first ten; `filters` asks for the counts too. */
async function search(text, filters) {
  const library = await pagefind();
  const found = await library.search(text, filters ? { filters } : undefined);
  const first = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  list.replaceChildren(...first.map(shown));
  status.textContent = `${found.results.length} results.`;
}

window.search = search;
window.all = async ([queries, limit]) => {
  const library = await pagefind();
  const answers = [];
  for (const text of queries) {
    const found = await library.search(text);
    answers.push((await Promise.all(found.results.slice(0, limit).map((result) => result.data()))).map(({ url }) => url));
  }
  return answers;
};
