// Pagefind as its documentation shows it: its own API, loaded while the person types; ten results with title, link
// and excerpt; counts of a filter where one is asked for.

const list = document.getElementById("results");
const status = document.getElementById("status");
const committees = document.querySelector("select[name=committee]");
const loading = import("../bundle/pagefind.js").then(async (library) => {
  await library.options({ excerptLength: 30 });
  await library.init();
  return library;
});

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

/** A value of a filter with its count. */
function choice([value, count]) {
  const option = document.createElement("option");
  option.value = value;
  option.textContent = `${value} (${count})`;
  return option;
}

/** Search for what the address asks for, and show the first ten. */
async function run() {
  const asked = new URLSearchParams(location.search);
  if (!asked.get("q")) return;
  const library = await loading;
  const committee = asked.get("committee");
  if (committee) await library.filters();
  const found = await library.search(asked.get("q"), committee ? { filters: { committee } } : undefined);
  const first = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  list.replaceChildren(...first.map(shown));
  if (committee) committees.replaceChildren(...Object.entries(found.totalFilters.committee ?? {}).map(choice));
  status.textContent = `${found.results.length} results.`;
}

addEventListener("popstate", run);
const form = document.getElementById("search");
form.addEventListener("input", async () => (await loading).preload(form.elements.q.value));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", `?${new URLSearchParams(new FormData(form))}`);
  run();
});
run();

window.all = async ([queries, limit]) => {
  const library = await loading;
  const answers = [];
  for (const text of queries) {
    const found = await library.search(text);
    answers.push((await Promise.all(found.results.slice(0, limit).map((result) => result.data()))).map(({ url }) => url));
  }
  return answers;
};
