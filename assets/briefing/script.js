"use strict";
// Hover values, bands that can be hidden, tables that can be sorted, days of a map. All of it is extra: without this script
// the page says the same.
document.documentElement.classList.add("js");

const WIDTH = 1920;
const HEIGHT = 1080;

function data(figure, name) {
  const element = figure.querySelector("script." + name);
  return element ? JSON.parse(element.textContent) : null;
}

// The distance by which the nearest spot is found.
function distance(by, spot, x, y) {
  if (by === "x") return Math.abs(spot.x - x);
  if (by === "y") return Math.abs(spot.y - y);
  return Math.hypot(spot.x - x, spot.y - y);
}

function answerPointer(figure) {
  const plots = data(figure, "plots");
  const picture = figure.querySelector(".picture");
  if (!picture || !plots?.some((plot) => plot.spots.length)) return;
  const readout = figure.querySelector(".readout");
  const pointer = document.createElement("div");
  pointer.className = "pointer";
  picture.append(pointer);
  const spots = plots.flatMap((plot) => plot.spots.map((spot) => ({ plot, spot })));
  // Where the arrow keys stop: neighbouring spots that say the same are one.
  const stops = spots.map((_, index) => index)
    .filter((index) => index === 0 || spots[index].spot.text !== spots[index - 1].spot.text);
  let current = -1;

  function show(index) {
    const { plot, spot } = spots[index];
    const text = figure.onDay ? figure.onDay(index) : spot.text;
    if (text === null) return;
    const svg = picture.querySelector("svg");
    const scale = svg.getBoundingClientRect().width / WIDTH;
    const above = svg.getBoundingClientRect().top - picture.getBoundingClientRect().top - picture.clientTop;
    current = index;
    readout.textContent = text;
    pointer.classList.toggle("dot", plot.by !== "x");
    pointer.style.display = "block";
    pointer.style.left = spot.x * scale + "px";
    pointer.style.top = above + (plot.by === "x" ? plot.top : spot.y) * scale + "px";
    pointer.style.height = plot.by === "x" ? (plot.bottom - plot.top) * scale + "px" : "";
  }

  function nearest(event) {
    const box = picture.querySelector("svg").getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const y = ((event.clientY - box.top) / box.height) * HEIGHT;
    const inside = (plot) => x >= plot.left - 20 && x <= plot.right + 20 && y >= plot.top - 20 && y <= plot.bottom + 20;
    let best = -1;
    let least = Infinity;
    spots.forEach(({ plot, spot }, index) => {
      if (!inside(plot)) return;
      const away = distance(plot.by, spot, x, y);
      if (away < least) [least, best] = [away, index];
    });
    return best;
  }

  picture.addEventListener("pointermove", (event) => {
    const index = nearest(event);
    if (index >= 0) show(index);
  });
  picture.addEventListener("pointerleave", () => { pointer.style.display = "none"; });
  picture.addEventListener("blur", () => { pointer.style.display = "none"; });
  picture.addEventListener("keydown", (event) => {
    const last = stops.length - 1;
    const here = stops.findLastIndex((stop) => stop <= current);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 7, PageUp: -7 };
    if (event.key === "Home") show(stops[0]);
    else if (event.key === "End") show(stops[last]);
    else if (event.key in steps) show(stops[Math.min(last, Math.max(0, here + steps[event.key]))]);
    else return;
    event.preventDefault();
  });
}

// A day of a map: sizes and colours of what is in the picture. Its lengths are tenths of a pixel.
function answerDays(figure) {
  const frames = data(figure, "frames");
  const slider = figure.querySelector("input.day");
  if (!frames || !slider) return;
  const svg = figure.querySelector(".picture svg");
  const set = (group, element, attribute, value) => {
    for (const found of svg.querySelectorAll("." + group + " " + element)) found.setAttribute(attribute, value);
  };
  slider.addEventListener("input", () => {
    const index = Number(slider.value);
    const day = frames.days[index];
    figure.querySelector("output").textContent = day.date;
    figure.querySelector(".says").textContent = day.says;
    frames.places.forEach((place, at) => {
      set("hosted-" + at, "circle", "r", 10 * day.radii[at]);
      if (day.fills[at] !== null) set("held-" + at, "circle", "fill", day.fills[at]);
      for (const text of svg.querySelectorAll(".amount-" + at + " text")) text.textContent = day.amounts[at];
    });
    day.arcs.forEach((arc, at) => set("arc-" + at, "polyline", "stroke-width", 10 * arc.width));
    figure.querySelector(".readout").textContent = "";
    // The spots of the picture tell of its own day, the last; the places come first among them.
    figure.onDay = index === frames.days.length - 1 ? null : (spot) => {
      if (spot >= frames.places.length) return null;
      const parts = [];
      if (day.held[spot] !== null) parts.push("attackers hold it in " + Math.round(100 * day.held[spot]) + " % of runs");
      if (day.amounts[spot] !== "") parts.push(day.amounts[spot] + " displaced people are there");
      return day.date + ", " + frames.places[spot].label + ": " + (parts.join("; ") || "nobody displaced");
    };
  });
}

function answerToggles(figure) {
  for (const button of figure.querySelectorAll(".bands button")) {
    button.addEventListener("click", () => {
      const hidden = figure.classList.toggle("hide-" + button.dataset.class);
      button.setAttribute("aria-pressed", String(!hidden));
    });
  }
}

function answerSorting(table) {
  const heads = Array.from(table.tHead.rows[0].cells);
  const body = table.tBodies[0];
  const original = Array.from(body.rows);
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
  };
  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other
    : typeof one === "number" ? -1
    : typeof other === "number" ? 1
    : one.localeCompare(other, "en");
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = original.slice().sort((one, other) => {
        const [a, b] = [key(one, column), key(other, column)];
        const bothNumbers = typeof a === "number" && typeof b === "number";
        const bothTexts = typeof a === "string" && typeof b === "string";
        return descending && (bothNumbers || bothTexts) ? compare(b, a) : compare(a, b);
      });
      body.append(...rows);
    });
  });
}

for (const figure of document.querySelectorAll("figure.chart")) {
  answerPointer(figure);
  answerDays(figure);
  answerToggles(figure);
}
for (const table of document.querySelectorAll("table.sortable")) answerSorting(table);
