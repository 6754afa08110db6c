"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const MOST_LISTED = 400;

// All text goes in as text, never as markup: it comes from models and documents.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function shown(measure, value) {
  if (measure.unit === "tokens") return Math.round(value).toLocaleString("en");
  if (measure.unit === "seconds") return value.toFixed(value < 0.1 ? 3 : 2) + " s";
  return value.toFixed(3);
}

function showRun() {
  const run = data.run;
  const facts = Object.entries(run.facts).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  byId("run").append(make("dl", { class: "facts" }, ...facts));
  for (const warning of run.warnings) byId("run").append(make("p", { class: "card warning" }, warning));
}

// Plots stretch with the page, so that places are in per cent and only strokes and dots in pixels.
function place(value, top) {
  return (2 + (96 * value) / top).toFixed(2) + "%";
}

function topOf(results) {
  const measured = results.filter((one) => one.result.status === "measured");
  return measured[0].unit === "share" ? 1 : Math.max(...measured.map((one) => one.result.high)) * 1.05 || 1;
}

function plot(results) {
  const measured = results.filter((one) => one.result.status === "measured");
  const top = topOf(results);
  const svg = draw("svg", { role: "img", "aria-label": measured.map(told).join("; ") });
  for (const tick of measured[0].unit === "share" ? [0, 0.25, 0.5, 0.75, 1] : [0]) {
    svg.append(draw("line", { class: "axis", x1: place(tick, top), x2: place(tick, top), y1: 1, y2: 25 }));
  }
  measured.forEach((one, row) => {
    const y = measured.length === 1 ? 13 : 7 + (12 * row) / (measured.length - 1);
    const { value, low, high } = one.result;
    svg.append(draw("line", { class: one.split, x1: place(low, top), x2: place(high, top), y1: y, y2: y, "stroke-width": 2 }));
    const mark = draw("svg", { x: place(value, top), y, overflow: "visible" });
    mark.append(one.split === "test"
      ? draw("rect", { class: one.split, x: -3.5, y: -3.5, width: 7, height: 7 })
      : draw("circle", { class: one.split, cx: 0, cy: 0, r: 4 }));
    svg.append(mark);
  });
  return svg;
}

function scale() {
  const svg = draw("svg", { "aria-hidden": "true" });
  for (const tick of [0, 0.25, 0.5, 0.75, 1]) {
    const label = draw("text", { x: place(tick, 1), y: 11, "text-anchor": "middle" });
    label.textContent = String(tick);
    svg.append(label);
  }
  return make("div", { class: "scale" }, make("span"), svg, make("span", {}, "value [95% interval] and number of cases"));
}

function told(one) {
  const { value, low, high, n } = one.result;
  return `${one.split === "all" ? "" : one.split + " "}${shown(one, value)} [${shown(one, low)}, ${shown(one, high)}], ${n} cases`;
}

function valueLine(one, several) {
  const label = several ? one.split.padEnd(5) : "";
  if (one.result.status !== "measured") return make("div", {}, label + "not run");
  const spread = one.result.spread === null ? "" : ` ±${shown(one, one.result.spread)}`;
  const { value, low, high, n } = one.result;
  return make("div", {}, `${label}${shown(one, value)} [${shown(one, low)}, ${shown(one, high)}]${spread}  n ${n}`);
}

function measureRow(results, several) {
  const first = results[0];
  const direction = { higher: "higher is better", lower: "lower is better", neutral: "" }[first.better];
  return make("div", { class: "measure", "data-metric": first.metric },
    make("div", { class: "name" }, first.title, direction ? make("small", {}, direction) : null),
    plot(results),
    make("div", { class: "values" }, ...results.map((one) => valueLine(one, several))));
}

function showMeasures() {
  const whole = data.metrics.filter((one) => one.kind === "all");
  for (const part of new Set(whole.map((one) => one.part))) {
    const own = whole.filter((one) => one.part === part);
    const splits = [...new Set(own.map((one) => one.split))];
    const card = make("div", { class: "card", id: "part-" + part }, make("h3", {}, data.parts[part]));
    card.append(make("div", { class: "legend" }, ...splits.map((split) => make("span", { class: split }, split === "all" ? "all cases" : split))), scale());
    const missing = new Map();
    for (const metric of new Set(own.map((one) => one.metric))) {
      const results = own.filter((one) => one.metric === metric);
      if (results.some((one) => one.result.status === "measured")) card.append(measureRow(results, splits.length > 1));
      else missing.set(results[0].title, results[0].result.reason);
    }
    for (const reason of new Set(missing.values())) {
      const titles = [...missing].filter(([, why]) => why === reason).map(([title]) => title);
      card.append(make("p", { class: "not-run" }, `Not run: ${titles.join(", ")} (${reason}).`));
    }
    byId("measures").append(card);
    byId("contents").append(make("a", { href: "#", "data-part": part }, data.parts[part]));
  }
  byId("contents").append(make("a", { href: "#", "data-part": "" }, "Cases"));
  byId("contents").addEventListener("click", (event) => {
    if (event.target.dataset.part === undefined) return;
    event.preventDefault();
    byId(event.target.dataset.part ? "part-" + event.target.dataset.part : "cases").scrollIntoView();
  });
}

const FILTERS = [
  ["part", "Part", (one) => [data.parts[one.part]]],
  ["split", "Split", (one) => [one.split]],
  ["kind", "Kind", (one) => [one.kind]],
  ["outcome", "Outcome", (one) => [one.error ? "error" : one.faults.length ? "falls short" : "fine"]],
  ["verdict", "Sentence verdict", (one) => one.sentences.map((sentence) => sentence.verdict)],
];
const state = new URLSearchParams(location.hash.slice(1));

function showFilters() {
  for (const [name, label, values] of FILTERS) {
    const options = [...new Set(data.cases.flatMap(values))];
    const select = make("select", { id: "filter-" + name, name }, make("option", { value: "" }, "any"),
      ...options.map((value) => make("option", { value }, value.replaceAll("_", " "))));
    select.addEventListener("change", () => choose(name, select.value));
    byId("filters").append(make("label", { for: "filter-" + name }, label, select));
  }
  const input = make("input", { id: "filter-text", type: "search", placeholder: "words or an id" });
  input.addEventListener("input", () => choose("text", input.value));
  byId("filters").append(make("label", { for: "filter-text" }, "Text", input));
}

function choose(name, value) {
  if (value) state.set(name, value); else state.delete(name);
  if (name !== "case") state.delete("case");
  history.replaceState(null, "", "#" + state);
  refresh();
}

function matching() {
  const text = (state.get("text") || "").toLowerCase();
  return data.cases.filter((one) =>
    FILTERS.every(([name, , values]) => !state.get(name) || values(one).includes(state.get(name))) &&
    (!text || [one.id, one.prompt, one.text].some((field) => field.toLowerCase().includes(text))));
}

function refresh() {
  for (const [name] of FILTERS) byId("filter-" + name).value = state.get(name) || "";
  if (document.activeElement !== byId("filter-text")) byId("filter-text").value = state.get("text") || "";
  const found = matching();
  const short = found.filter((one) => one.faults.length).length;
  const more = found.length > MOST_LISTED ? `; the first ${MOST_LISTED} are listed` : "";
  byId("count").textContent = `${found.length} of ${data.cases.length} cases, ${short} fall short${more}`;
  byId("list").replaceChildren(...found.slice(0, MOST_LISTED).map(listed));
  byId("cases").classList.toggle("with-case", state.has("case"));
  const chosen = data.cases.find((one) => one.key === state.get("case"));
  if (chosen) byId("detail").replaceChildren(...detail(chosen));
}

function listed(one) {
  const current = one.key === state.get("case");
  const link = make("a", { href: "#case", "aria-current": current ? "true" : null, "data-key": one.key },
    make("div", { class: "head" }, make("strong", {}, one.id), make("span", {}, one.kind.replaceAll("_", " ")),
      make("span", { class: "tag" }, one.split)),
    make("div", {}, one.prompt),
    ...one.faults.map((fault) => make("div", { class: "fault" }, "✗ " + fault)),
    one.error ? make("div", { class: "fault" }, "! " + one.error) : null);
  link.addEventListener("click", (event) => { event.preventDefault(); choose("case", one.key); byId("detail").scrollTop = 0; });
  return make("li", {}, link);
}

function detail(one) {
  const parts = [make("h3", {}, one.prompt),
    make("p", { class: "soft" }, `${one.id} · ${data.parts[one.part]} · ${one.split} · ${one.kind.replaceAll("_", " ")}` +
      (one.seconds === null ? "" : ` · ${one.seconds.toFixed(2)} s`))];
  for (const fault of one.faults) parts.push(make("p", { class: "no" }, "✗ " + fault));
  if (one.error) parts.push(make("p", { class: "no" }, "Error: " + one.error));
  parts.push(...wanted(one));
  if (one.sentences.length) parts.push(make("h4", {}, "Sentences"), ...one.sentences.map(sentence));
  else if (one.text) parts.push(make("h4", {}, "Given"), make("p", { class: "raw" }, one.text));
  if (one.ids.length) parts.push(make("h4", {}, "Passages found, best first"), ...one.ids.map((id) => passage(id, one.gold.includes(id))));
  if (one.sentences.length) parts.push(make("details", {}, make("summary", {}, "The text as it was given"), make("p", { class: "raw" }, one.text)));
  const rows = Object.entries(one.marks).map(([name, [got, of]]) =>
    make("tr", {}, make("td", {}, data.titles[name]), make("td", {}, of === 1 ? String(+got.toFixed(3)) : `${+got.toFixed(3)} of ${of}`)));
  parts.push(make("h4", {}, "What it adds to the measures"), make("table", { class: "marks" }, make("tbody", {}, ...rows)));
  return parts;
}

function wanted(one) {
  const parts = [];
  if (one.facts.length) {
    parts.push(make("h4", {}, "Gold facts"), make("ul", { class: "plain" }, ...one.facts.map(([fact, isTold]) =>
      make("li", {}, make("span", { class: isTold ? "yes" : "no" }, isTold ? "✓ told: " : "✗ not told: "), fact))));
  }
  if (one.gold.length) {
    parts.push(make("h4", {}, "Gold passages"), ...one.gold.map((id) => passage(id, one.cited.includes(id) || one.ids.includes(id))));
  }
  if (one.note) parts.push(make("p", { class: "soft" }, one.note));
  return parts;
}

function passage(id, marked) {
  const known = data.passages[id];
  const mark = marked ? make("span", { class: "yes" }, " ✓") : null;
  if (!known) return make("p", {}, id, mark);
  return make("details", {}, make("summary", {}, known.citation, mark), make("blockquote", {}, known.text));
}

function sentence(one) {
  const tone = { supported: "good", no_source_needed: "", not_checked: "open" }[one.verdict] ?? "bad";
  return make("div", { class: "sentence " + tone },
    make("div", {}, one.text),
    make("div", { class: "verdict" }, data.verdicts[one.verdict].join(" ")),
    ...one.findings.map((finding) => make("p", { class: "finding" }, finding)),
    ...one.cited.map((id) => passage(id, false)));
}

showRun();
showMeasures();
showFilters();
byId("back").addEventListener("click", () => choose("case", ""));
window.addEventListener("hashchange", () => {
  for (const name of [...state.keys()]) state.delete(name);
  new URLSearchParams(location.hash.slice(1)).forEach((value, name) => state.set(name, value));
  refresh();
});
refresh();
if (state.has("case")) byId("cases").scrollIntoView();
