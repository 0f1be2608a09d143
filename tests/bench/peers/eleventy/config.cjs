// Eleventy over Markdown with one layout and nothing else.
module.exports = (config) => {
  config.setQuietMode(true);
  config.setUseGitIgnore(false);
  config.addGlobalData("layout", "page.njk");
  return { dir: { input: "pages", output: process.env.BENCH_OUTPUT, includes: "../_includes" }, markdownTemplateEngine: false };
};
