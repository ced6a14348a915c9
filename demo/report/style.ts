/** Colours keep a contrast of 3:1 to the page, in light and dark, and to each other by pattern or outline. */
export const STYLE = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; --ink: light-dark(#1d2430, #e6e9ee); --page: light-dark(#fff, #14181f);
  --soft: light-dark(#596273, #a3acba); --line: light-dark(#8a93a3, #7c8696); --ground: light-dark(#e8ebf0, #2a313c);
  --up: light-dark(#2a8f59, #3fb076); --between: light-dark(#b57a10, #d9a13b); --paused: light-dark(#6f9fc4, #7fb0d6);
  --missing: light-dark(#c93532, #e5625f); --stream: light-dark(#3b74c9, #6d9fe8); --limits: light-dark(#a9c3ea, #35558a); }
body { margin: 2rem auto; max-width: 84rem; padding: 0 1rem; color: var(--ink); background: var(--page); }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
p { margin: .4rem 0; color: var(--soft); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .15em .8em .15em 0; white-space: nowrap; vertical-align: middle; }
thead th { color: var(--soft); font-weight: 400; font-size: .85rem; padding-bottom: .3em; }
tbody th { font-weight: 400; }
th.place { font-weight: 600; padding-top: 1em; }
.bar { width: 55%; }
.hours { text-align: right; font-variant-numeric: tabular-nums; }
.soft { color: var(--soft); }
.text { white-space: normal; }
svg { display: block; width: 100%; height: 1.1em; background: var(--ground); outline: 1px solid var(--line); }
svg.high { height: 2.4em; }
.ruler { display: flex; }
.ruler span { overflow: hidden; border-left: 1px solid var(--line); padding-left: .2em; box-sizing: border-box; }
.up { fill: var(--up); } .between { fill: var(--between); } .paused { fill: var(--paused); } .missing { fill: var(--missing); }
.on, .used { fill: var(--stream); } .limits { fill: var(--limits); }
i { display: inline-block; width: 1em; height: 1em; vertical-align: -.15em; margin: 0 .3em 0 .8em; background: var(--ground);
  outline: 1px solid var(--line); print-color-adjust: exact; }
i:first-child { margin-left: 0; }
i.up { background: var(--up); } i.between { background: var(--between); } i.paused { background: var(--paused); }
i.missing { background: var(--missing); } i.on, i.used { background: var(--stream); } i.limits { background: var(--limits); }
@media (max-width: 50rem) {
  table.bars, .bars thead, .bars tbody { display: block; }
  .bars tr { display: grid; grid-template-columns: 1fr auto auto; column-gap: .8em; padding: .2em 0; }
  .bars .bar { grid-row: 2; grid-column: 1 / -1; width: auto; padding: 0; }
  .bars .engine, .bars .rule, .bars thead th:not(.bar) { display: none; }
  .bars th, .bars td { padding: 0; overflow: hidden; text-overflow: ellipsis; }
  .bars td.bar { overflow: visible; padding: 1px; }
  .bars th.place { grid-column: 1 / -1; padding-top: .8em; }
  .scroll { overflow-x: auto; }
}
@media print {
  @page { size: A4 landscape; margin: 1.2cm; }
  body { margin: 0; max-width: none; font-size: 10px; }
  svg, svg * { print-color-adjust: exact; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`;
