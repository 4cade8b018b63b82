"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const runs = data.runs.map(run => ({ ...run, shown: true }));
const dashes = { sgd: [8, 4], momentum: [8, 4], adagrad: [8, 4], rmsprop: [2, 3], adamw: [8, 4] };

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const percent = value => (100 * value).toFixed(1) + " %";
const loss = value => Number(value).toFixed(6); // "NaN" and "Infinity" come as text

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

// A piece of the curve's own line.
function swatch(run) {
  const [on, off] = dashes[run.name] ?? [1, 0];
  const style = `background: repeating-linear-gradient(90deg, var(--${run.name}) 0 ${on}px, transparent ${on}px ${on + off}px)`;
  return element("span", { className: "swatch", style });
}

// A box at the cursor with the values of the curves that are shown, in the order in which they lie.
function tip({ values, format }) {
  const box = element("div", { className: "tip", hidden: true });
  return {
    hooks: {
      init: u => u.over.append(box),
      setCursor: u => {
        const { idx, left, top } = u.cursor;
        const lines = runs.filter(run => run.shown);
        box.hidden = idx == null || left < 0 || lines.length === 0;
        if (box.hidden)
          return;
        lines.sort((a, b) => values(b)[idx] - values(a)[idx]);
        box.replaceChildren(
          element("div", {}, `Epoch ${idx}`),
          ...lines.map(run => element("div", {}, swatch(run), run.title, element("b", {}, format(values(run)[idx])))));
        const { clientWidth: width, clientHeight: height } = u.over;
        box.style.left = (left < width / 2 ? left + 16 : left - 16 - box.offsetWidth) + "px";
        box.style.top = Math.max(0, Math.min(top, height - box.offsetHeight)) + "px";
      },
    },
  };
}

// What differs between the two charts. Without a curve to show, there are no low and high.
const kinds = [
  {
    id: "loss",
    label: "Mean cross entropy (logarithmic)",
    values: run => run.loss,
    scale: { distr: 3, range: (_, low, high) => low > 0 ? [low / 1.1, high * 1.1] : [0.1, 1] },
    axis: { splits: (_, axis, low, high) => decades(low, high), filter: (_, ticks) => ticks },
    tick: String,
    format: loss,
    fits: value => value > 0 && Number.isFinite(value),
  },
  {
    id: "accuracy",
    label: "Share of flowers named rightly",
    values: run => run.accuracy,
    scale: { range: (_, low) => [Math.floor((low ?? 0) * 10) / 10, 1.02] },
    axis: {},
    tick: value => (100 * value).toFixed(0) + " %",
    format: percent,
    fits: () => true,
  },
];

// 1, 2 and 5 in each decade.
function decades(low, high) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    ticks.push(...[1, 2, 5].map(digit => Number(`${digit}e${power}`)));
  return ticks.filter(t => t >= low && t <= high);
}

function chart(kind) {
  const place = document.getElementById(kind.id);
  const axis = { stroke: css("--text"), grid: { stroke: css("--line"), width: 1 }, ticks: { stroke: css("--line"), width: 1 }, labelSize: 24 };
  const options = {
    width: place.clientWidth,
    height: 360,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { sync: { key: "epoch" }, focus: { prox: 12 } },
    focus: { alpha: 0.2 },
    scales: { x: { time: false }, y: kind.scale },
    axes: [
      { ...axis, label: "Epoch", size: 32 },
      { ...axis, ...kind.axis, label: kind.label, size: 60, values: (_, ticks) => ticks.map(kind.tick) },
    ],
    series: [{}, ...runs.map(run => ({
      label: run.title, show: run.shown, stroke: css("--" + run.name), width: 2, dash: dashes[run.name], points: { show: false },
    }))],
    plugins: [tip(kind)],
  };
  const epochs = runs[0].loss.map((_, epoch) => epoch);
  return new uPlot(options, [epochs, ...runs.map(run => kind.values(run).map(v => kind.fits(v) ? v : null))], place);
}

let charts = [];
function draw() {
  charts.forEach(c => c.destroy());
  charts = kinds.map(chart);
}

function show(run, shown) {
  run.shown = shown;
  run.button.setAttribute("aria-pressed", shown);
  charts.forEach(c => c.setSeries(runs.indexOf(run) + 1, { show: shown }));
}

function focus(run) {
  charts.forEach(c => run ? c.setSeries(runs.indexOf(run) + 1, { focus: true }) : c.setSeries(null, { focus: false }));
}

for (const run of runs) {
  run.button = element("button", { type: "button" }, swatch(run), run.title);
  run.button.setAttribute("aria-pressed", true);
  run.button.addEventListener("click", () => show(run, !run.shown));
  run.button.addEventListener("mouseenter", () => run.shown && focus(run));
  run.button.addEventListener("mouseleave", () => focus(null));
  document.getElementById("legend").append(run.button);

  document.getElementById("results").append(element("tr", {},
    element("td", {}, swatch(run), run.title),
    element("td", {}, loss(run.loss.at(-1))),
    element("td", {}, percent(run.accuracy.at(-1))),
    element("td", {}, run.epochsToGoal ?? "–")));
}

const everything = element("button", { type: "button" }, "All");
everything.addEventListener("click", () => {
  const shown = runs.some(run => !run.shown);
  runs.forEach(run => show(run, shown));
});
document.getElementById("legend").append(everything);
document.getElementById("goal").textContent = `Epochs to ${(100 * data.goal).toFixed(0)} %`;
document.getElementById("summary").textContent =
  `The same network from the same initial weights; only the optimizer and its batch size differ. Epochs: ${data.epochs}, seed: ${data.seed}.`;

draw();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
new ResizeObserver(() => charts.forEach(c => c.setSize({ width: c.root.parentNode.clientWidth, height: c.height })))
  .observe(document.querySelector("main"));
