import { list, type Markup, markup } from '../../page/markup.ts';
import type { CheckResult, DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { judgedAt } from '../../shared/policy/recovery/evidence/proofs.ts';
import type { ClosedDrill } from '../../shared/policy/recovery/evidence/verify.ts';
import { formatSpan, formatUtc } from '../../shared/policy/time/when.ts';
import { againstTarget, cleanUpText, pointText } from './words.ts';

/** One drill with everything that its record says. */
export function drillArticle({ sequence, sha256, record }: ClosedDrill): Markup {
  const { source, place, restored, settings, wanted, rtoMs, rpoMs, failure, verdict, versions } = record;
  const hasPassed = verdict === 'passed';
  return markup`<article>
<header><h3>${sequence}: ${source.cluster}, ${hasPassed ? markup`<span class="good">✓ passed</span>` : markup`<span class="bad">✗ failed</span>`}</h3>
<span class="soft">${formatUtc(judgedAt({ record }))}</span></header>
${hasPassed || failure === undefined ? '' : markup`<p class="why bad">${failure.phase}: ${failure.detail}</p>`}
<dl class="facts">
<dt>Recovery point</dt><dd class="wide">${pointText(record)}</dd>
<dt>RTO</dt><dd>${againstTarget(rtoMs, wanted.targets.rtoMs)}</dd>
<dt>RPO</dt><dd>${againstTarget(rpoMs, wanted.targets.rpoMs)}</dd>
<dt>Restored in</dt><dd>${place.account} ${place.region}</dd>
<dt>Engine</dt><dd>${settings.engine} ${settings.engineVersion}, ${restored.instanceClass}</dd>
<dt>Restored as</dt><dd class="wide"><code>${restored.cluster}</code>${restored.resourceId === undefined ? '' : markup` <span class="soft">${restored.resourceId}</span>`}</dd>
<dt>Source</dt><dd class="wide"><code>${source.arn}</code> <span class="soft">${source.resourceId}</span></dd>
<dt>Clean-up</dt><dd class="wide">${cleanUpText(record)}</dd>
</dl>
${phasesOf(record)}
${checksTable(record.checks)}
<p class="soft">Drill ${record.drill}, rule ${record.rule}, Dormouse ${versions.dormouse}.
SHA-256 <span class="digest">${sha256}</span></p>
</article>`;
}

interface Phase {
  readonly name: string;
  readonly style: string;
  readonly ms: number;
}

/** The times between the phases that were reached, in order. */
function phasesIn({ phases }: DrillRecord): Phase[] {
  const { restoreRequestedAt, clusterAvailableAt, instanceAvailableAt, usableAt, checkedAt, goneAt } = phases;
  const steps: readonly (readonly [string, string, string | undefined])[] = [
    ['restore', 'restore', clusterAvailableAt],
    ['instance', 'instance', instanceAvailableAt],
    ['first answer', 'ready', usableAt],
    ['checks', 'checks', checkedAt],
    ['clean-up', 'clean-up', goneAt],
  ];
  let from = restoreRequestedAt;
  return steps.flatMap(([name, style, to]) => {
    if (from === undefined || to === undefined) return [];
    const ms = Date.parse(to) - Date.parse(from);
    from = to;
    return [{ name, style, ms }];
  });
}

const BAR = 1000;

function phasesOf(record: DrillRecord): Markup {
  const phases = phasesIn(record);
  const total = phases.reduce((sum, { ms }) => sum + ms, 0);
  if (total <= 0) return markup``;
  let x = 0;
  const bars = phases.map(({ style, ms }) => {
    const width = (BAR * ms) / total;
    const rect = markup`<rect class="${style}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`;
    x += width;
    return rect;
  });
  const items = phases.map(
    ({ name, style, ms }) =>
      markup`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${style}" width="10" height="10"/></svg>${name} ${formatSpan(ms)}</li>`,
  );
  return markup`<h4>Time, from the request of the restore</h4>
<svg class="bar" viewBox="0 0 ${BAR} 10" preserveAspectRatio="none" aria-hidden="true">${list(bars)}</svg>
<ul class="phases">${list(items)}</ul>`;
}

function checksTable(checks: readonly CheckResult[]): Markup {
  if (checks.length === 0) return markup`<h4>Checks</h4><p>None was run.</p>`;
  return markup`<h4>Checks</h4><div class="table"><table>
<thead><tr><th>Check</th><th>Result</th><th>Answer</th><th>Before</th><th>Detail</th></tr></thead>
<tbody>${list(checks.map(checkRow))}</tbody></table></div>`;
}

function checkRow({ check, verdict, value = '', before = '', detail, ms }: CheckResult): Markup {
  const result =
    verdict === 'passed'
      ? markup`<span class="good">✓ passed</span>`
      : markup`<span class="bad">✗ failed</span>`;
  return markup`<tr><td><code>${check}</code></td><td class="short">${result}</td><td>${value}</td><td>${before}</td>
<td>${detail}${ms === undefined ? '' : markup` <span class="soft">${ms} ms</span>`}</td></tr>`;
}
