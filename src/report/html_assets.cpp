#include "report/html_assets.hpp"

namespace primebench {
namespace {

constexpr std::string_view kStyle = R"css(
:root {
  color-scheme: light dark;
  --paper: #fff; --panel: #f4f6f8; --ink: #1d2126; --muted: #59626c;
  --rule: #d5dae0; --frame: #8b949e; --grid: #e3e6ea; --accent: #0b6bb3; --best: #0a6b4c;
  --alert: #9a4a00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181d; --panel: #1f242b; --ink: #e8ebef; --muted: #a5afba;
    --rule: #39414b; --frame: #6d7782; --grid: #2c333b; --accent: #6cb6f0; --best: #6fd3ad;
    --alert: #f0b26b; )css";

constexpr std::string_view kMoreStyle = R"css(
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
  overflow-wrap: break-word;
}
header, main, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.75rem; }
h1 { font-size: clamp(1.5rem, 1.1rem + 1.6vw, 2.2rem); line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.75rem 0 .75rem; }
h3 { font-size: 1.05rem; line-height: 1.35; margin: 0 0 .5rem; }
p, li { max-width: 46rem; }
p { margin: .5rem 0; }
a { color: var(--accent); }
.facts, .note, footer { color: var(--muted); font-size: .9rem; }
.facts { margin: .15rem 0; max-width: none; }
.verdict {
  margin: 1.25rem 0 0; padding: .9rem 1.15rem; background: var(--panel);
  border-left: .35rem solid var(--accent); border-radius: .3rem;
}
.verdict h2 { margin: 0 0 .35rem; font-size: 1rem; color: var(--muted); }
.verdict p { font-size: 1.15rem; margin: 0; max-width: 60rem; }
.verdict ul, .verdict dl { margin: .25rem 0; padding: 0; }
.verdict dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; }
.verdict dt { font-weight: 600; }
.verdict dd { margin: 0; }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 2.25rem 2.5rem; }
figure { margin: 0; grid-column: 1 / -1; min-width: 0; }
figure.half { grid-column: auto; }
figure svg { display: block; height: auto; }
figure .narrow { display: none; }
figcaption { font-size: .9rem; color: var(--muted); margin-top: .35rem; }
svg [fill]:has(> title):hover, svg circle:hover { filter: brightness(1.15); }
.scroll { overflow-x: auto; margin: 0 0 2rem; }
.scroll:focus-visible { outline: .15rem solid var(--accent); outline-offset: .2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
caption p {
  font-weight: 400; margin: .15rem 0 .25rem;
  position: sticky; left: 0; max-width: min(60rem, calc(100vw - 2rem));
}
.flag { white-space: nowrap; }
th, td { padding: .4rem .75rem; text-align: left; vertical-align: baseline; }
th:first-child { padding-left: 0; }
thead th { border-bottom: 2px solid var(--rule); white-space: nowrap; font-size: .9rem; }
tbody th { font-weight: 600; min-width: 9.5rem; }
tbody tr > * { border-bottom: 1px solid var(--rule); }
.n { text-align: right; white-space: nowrap; }
small { display: block; color: var(--muted); font-size: .8rem; }
.badge { color: var(--best); font-size: .8rem; font-weight: 600; white-space: nowrap; }
.badge::before { content: "● "; }
th button {
  font: inherit; color: inherit; background: none; border: 0; padding: .1rem .2rem;
  margin: 0 -.2rem; cursor: pointer; border-radius: .2rem;
}
th button:hover { color: var(--accent); }
th button:focus-visible { outline: .15rem solid var(--accent); }
th button::after { content: " ↕"; color: var(--muted); }
[aria-sort="ascending"] button::after { content: " ↑"; color: var(--accent); }
[aria-sort="descending"] button::after { content: " ↓"; color: var(--accent); }
.warnings li { margin: .35rem 0; }
.warnings li::marker { content: "▲  "; color: var(--alert); }
pre {
  background: var(--panel); border: 1px solid var(--rule); border-radius: .3rem; margin: .5rem 0;
  padding: .75rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9rem;
}
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
footer { margin-top: 3rem; padding-top: .75rem; padding-bottom: 1.75rem; }
@media (max-width: 40rem) {
  header, main, footer { padding-left: .9rem; padding-right: .9rem; }
  .charts { display: block; }
  figure { margin-bottom: 2rem; }
  figure .wide { display: none; }
  figure .narrow { display: block; }
  .verdict dl { display: block; }
  .verdict dd { margin-bottom: .6rem; }
  th, td { padding: .35rem .5rem; font-size: .9rem; }
  .scroll th:first-child { position: sticky; left: 0; background: var(--paper); }
}
@media print {
  @page { margin: 14mm; }
  html { font-size: 10pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  h2 { margin-top: 1.5rem; break-after: avoid; }
  .verdict, figure, tr, pre { break-inside: avoid; }
  .charts { display: block; }
  figure { margin-bottom: 1.25rem; }
  figure.half { display: inline-block; width: 48%; vertical-align: top; margin-right: 1%; }
  figure .wide { display: block; }
  figure .narrow { display: none; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; margin-bottom: 1.25rem; }
  table { font-size: 8pt; }
  th, td { padding: .2rem .4rem; font-size: inherit; }
  tbody th { min-width: 0; }
  .scroll th:first-child { position: static; }
  small { font-size: 7pt; }
  th button { padding: 0; margin: 0; }
  th button::after { content: none !important; }
}
)css";

constexpr std::string_view kScript = R"js(
'use strict';
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = 'Sort by this column';
    button.append(...head.childNodes);
    head.append(button);
    const key = row => {
      const cell = row.cells[column];
      if (!('value' in cell.dataset)) return cell.textContent;
      return cell.dataset.value === '' ? null : Number(cell.dataset.value);
    };
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      heads.forEach(other => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const order = (a, b) => typeof a === 'number' ? a - b : a.localeCompare(b, 'en', {numeric: true});
      const rows = [...body.rows].map(row => [key(row), row]);
      rows.sort(([a], [b]) => a === null || b === null ? (a === null) - (b === null)
                                                       : (down ? -1 : 1) * order(a, b));
      body.append(...rows.map(([, row]) => row));
    });
  });
}
)js";

}  // namespace

std::string page_style(const std::string& dark) {
  return std::string(kStyle) + dark + std::string(kMoreStyle);
}

std::string_view page_script() { return kScript; }

}  // namespace primebench
