import manifest from '../../package.json' with { type: 'json' };
import { htmlDocument } from '../../page/document.ts';
import { list, type Markup, markup } from '../../page/markup.ts';
import { type ClusterProof, judgedAt } from '../../shared/policy/recovery/evidence/proofs.ts';
import { problemKinds } from '../../shared/policy/recovery/evidence/verify.ts';
import { formatSpan, formatUtc } from '../../shared/policy/time/when.ts';
import { count } from '../terminal/columns.ts';
import { drillArticle } from './drill-html.ts';
import { pageStyle } from './page-style.ts';
import type { EvidenceReport } from './report.ts';
import { againstTarget, pointText } from './words.ts';

/** The page that an auditor can be given: self-contained, without a script, asks the network for nothing, and prints. */
export function evidenceHtml(report: EvidenceReport): string {
  const body = markup`<main>
${headOf(report)}
${verificationBox(report)}
${figures(report)}
<h2>Clusters</h2>
${clustersTable(report)}
${underWay(report)}
<h2>Drills</h2>
${report.drills.length === 0 ? markup`<p class="soft">None.</p>` : list(report.drills.map(drillArticle))}
${howToVerify}
</main>`;
  return htmlDocument({ title: 'Evidence of restore drills', style: pageStyle, body });
}

function headOf({ source, now, since, drills, proofs, open }: EvidenceReport): Markup {
  const records = [...drills.map(({ record }) => record), ...open];
  const deployments = [...new Set(records.map(({ deployment }) => deployment))].join(', ');
  const range = since === undefined ? 'All drills' : `Drills since ${formatUtc(since)}`;
  return markup`<header>
<h1>Evidence of restore drills</h1>
<p>${range} of ${count(proofs.length, 'cluster')}${deployments === '' ? '' : `, deployment ${deployments}`}; from ${source}.
Written ${formatUtc(now)} by Dormouse ${manifest.version}.</p>
<p>In a restore drill, a backup of a cluster is restored, queried, measured and deleted again. It passes only if every check of
the restored data passed and every target was met.</p>
</header>`;
}

function verificationBox({ chain, problems }: EvidenceReport): Markup {
  const { last } = chain;
  if (problems.length > 0) {
    return markup`<section class="box broken"><h2 class="bad">✗ ${count(problems.length, 'problem')} found</h2>
<ul>${list(problems.map(({ kind, key, detail }) => markup`<li><code>${key}</code>: ${problemKinds[kind]}; ${detail}</li>`))}</ul></section>`;
  }
  if (last === undefined) return markup`<section class="box"><h2>No drill has been closed yet</h2></section>`;
  return markup`<section class="box"><h2 class="good">✓ The evidence is whole</h2>
<p>Drills 1 to ${last.sequence} are there without a gap. Each holds the SHA-256 of the one before it, and each verdict follows
from the checks, targets and times of its record.</p>
<p>SHA-256 of drill ${last.sequence}, the last one: <span class="digest">${last.sha256}</span></p></section>`;
}

function figures({ proofs, drills, now }: EvidenceReport): Markup {
  const proven = proofs.flatMap((one) => one.proven ?? []);
  const oldest = proven.map((drill) => now - judgedAt(drill)).toSorted((a, b) => b - a)[0];
  const slowest = drills.flatMap(({ record }) => record.rtoMs ?? []).toSorted((a, b) => b - a)[0];
  const passed = drills.filter(({ record }) => record.verdict === 'passed').length;
  const all: readonly (readonly [string, string])[] = [
    ['Clusters proven', `${proven.length} of ${proofs.length}`],
    ['Drills passed', `${passed} of ${drills.length}`],
    ['Oldest proof', oldest === undefined ? 'none' : formatSpan(oldest)],
    ['Slowest restore', slowest === undefined ? 'none' : formatSpan(slowest)],
  ];
  return markup`<dl class="figures">${list(all.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`))}</dl>`;
}

function clustersTable({ proofs, now }: EvidenceReport): Markup {
  return markup`<div class="table"><table>
<thead><tr><th>Cluster</th><th>Last proven</th><th>From</th><th>RTO</th><th>RPO</th><th>Drills</th></tr></thead>
<tbody>${list(proofs.map((proof) => clusterRow(proof, now)))}</tbody>
</table></div>`;
}

function clusterRow({ source, proven, last, passed, failed }: ClusterProof, now: number): Markup {
  const cluster = markup`<td>${source.cluster}<br><span class="soft">${source.account} ${source.region}, ${source.engine} ${source.engineVersion}</span></td>`;
  const drills = markup`<td class="short">${passed} passed${failed > 0 ? markup`, <span class="bad">${failed} failed</span>` : ''}</td>`;
  if (proven === undefined) {
    return markup`<tr>${cluster}<td class="bad" colspan="4">never; the last drill, ${last.sequence}, failed</td>${drills}</tr>`;
  }
  const { record, sequence } = proven;
  const { targets } = record.wanted;
  const isStale = last.sequence !== sequence;
  return markup`<tr>${cluster}
<td>${formatSpan(now - judgedAt(proven))} ago<br><span class="soft">${formatUtc(judgedAt(proven))}, drill ${sequence}</span>${isStale ? markup`<br><span class="bad">drill ${last.sequence} failed since</span>` : ''}</td>
<td>${pointText(record)}, restored in ${record.place.region}</td>
<td class="short">${againstTarget(record.rtoMs, targets.rtoMs)}</td>
<td class="short">${againstTarget(record.rpoMs, targets.rpoMs)}</td>${drills}</tr>`;
}

function underWay({ open }: EvidenceReport): Markup {
  if (open.length === 0) return markup``;
  return markup`<h2>Under way</h2><ul>${list(
    open.map(
      ({ source, place, restored, openedAt, until, cleanUp }) =>
        markup`<li>${source.cluster} in ${place.region} as <code>${restored.cluster}</code>, since ${formatUtc(Date.parse(openedAt))}, until ${formatUtc(Date.parse(until))}${cleanUp?.leftover === undefined ? '' : markup`: <span class="bad">${cleanUp.leftover}</span>`}</li>`,
    ),
  )}</ul>`;
}

const howToVerify = markup`<h2>How to verify this without Dormouse</h2>
<p>Each drill is a JSON file <code>evidence/&lt;number&gt;.json</code> in the bucket, which is versioned and locked. Its
<code>closing.previous</code> is the SHA-256 of the file before it, 64 zeros for the first. In a copy of the bucket:</p>
<pre><code>${`cd evidence; previous=$(printf '%064d' 0); number=0
for file in *.json; do
  number=$((number + 1)); [ "$file" = "$(printf '%08d.json' $number)" ] || echo "gap before $file"
  grep -q "\\"previous\\": \\"$previous\\"" "$file" || echo "the chain breaks at $file"
  previous=$(sha256sum < "$file" | cut -d' ' -f1)
done
echo "$number drills, the last with SHA-256 $previous"`}</code></pre>`;
