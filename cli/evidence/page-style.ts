import { palette } from '../../page/palette.ts';

/** The look of the page: light and dark, wide and narrow, and on paper. Figures and marks have words, too, and not colour alone. */
export const pageStyle = `${palette}
:root {
  --bad: light-dark(#b3211c, #ff8b85);
  --restore: light-dark(#1f4f9c, #9cc1f7);
  --instance: light-dark(#3b74c9, #6d9fe8);
  --ready: light-dark(#8ab0e8, #47648f);
  --checks: light-dark(#7a4fb0, #b894e8);
  --clean-up: light-dark(#848ea0, #77829a);
  font: 15px/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--page); }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.2rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 0.3rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 0.6rem; }
h3, .box h2 { font-size: 1rem; margin: 0; }
h4 { font-size: 0.85rem; margin: 1rem 0 0.3rem; color: var(--soft); font-weight: 600; }
p { margin: 0.3rem 0; }
code, .digest { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.86em; }
.digest, dd, li, p, code { overflow-wrap: anywhere; }
td { overflow-wrap: break-word; }
.soft, header p, dt, th { color: var(--soft); }
.good { color: var(--good); }
.bad { color: var(--bad); }
.box { border: 1px solid var(--line); border-left: 0.35rem solid var(--good); border-radius: 0.4rem; padding: 0.8rem 1rem; margin: 1.2rem 0; background: var(--raised); }
.box.broken { border-left-color: var(--bad); }
.box ul { margin: 0.4rem 0 0; padding-left: 1.2rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.8rem; margin: 0; }
.figures div { border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.6rem 0.9rem; }
.figures dt { font-size: 0.82rem; }
.figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; font-size: 0.82rem; }
th, td { padding: 0.35rem 0.8rem 0.35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
td .soft { font-size: 0.85rem; }
td code { display: inline-block; min-width: 9rem; }
.short { white-space: nowrap; }
article { border: 1px solid var(--line); border-radius: 0.4rem; padding: 1rem 1.1rem; margin: 0 0 1rem; }
article > header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.2rem 1rem; align-items: baseline; }
article .why { margin-top: 0.4rem; }
.facts { display: grid; grid-template-columns: max-content 1fr max-content 1fr; gap: 0.2rem 1rem; margin: 0.8rem 0 0; }
.facts dt, .facts dd { margin: 0; }
.facts .wide { grid-column: 2 / -1; }
svg.bar { display: block; width: 100%; height: 0.7rem; border-radius: 0.2rem; background: var(--raised); }
.phases { display: flex; flex-wrap: wrap; gap: 0.2rem 1.4rem; list-style: none; margin: 0.4rem 0 0; padding: 0; font-size: 0.88rem; }
.phases svg { width: 0.7rem; height: 0.7rem; margin-right: 0.35rem; }
.restore { fill: var(--restore); }
.instance { fill: var(--instance); }
.ready { fill: var(--ready); }
.checks { fill: var(--checks); }
.clean-up { fill: var(--clean-up); }
pre { overflow-x: auto; background: var(--raised); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.8rem 1rem; }
@media (max-width: 40rem) {
  main { padding: 1.2rem 0.8rem 3rem; }
  .facts { grid-template-columns: 1fr; }
  .facts dt:not(:first-child) { margin-top: 0.3rem; }
  .facts .wide { grid-column: auto; }
  article { padding: 0.8rem; }
  table { min-width: 40rem; }
  h4 { margin-top: 0.8rem; }
}
@page { size: A4; margin: 1.5cm; }
@media print {
  :root { color-scheme: light; font-size: 11px; }
  * { print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  article, .box, .figures, tr { break-inside: avoid; }
  h2 { break-after: avoid; }
  .table { overflow: visible; }
  pre { white-space: pre-wrap; }
}
`;
