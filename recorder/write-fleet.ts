import { stringify } from 'yaml';
import { recordedVersion } from '../simulator/fleet/recording-schema.ts';
import type { FleetDocument } from './fleet-document.ts';
import type { Missing } from './listing.ts';
import type { RecordedSpan } from './windows.ts';

export interface Provenance {
  readonly span: RecordedSpan;
  /** The version of Dormouse. */
  readonly by: string;
  readonly missing: readonly Missing[];
}

/** One thing that could not be read, for people. */
export function missingText({ account, region, what, why }: Missing): string {
  return `${account} ${region}: ${what}: ${why}`;
}

/** A fleet file in pieces, so that no copy of all of it is made: the head, and each cluster. */
export function* fleetText(
  { head, clusters }: FleetDocument,
  { span, by, missing }: Provenance,
): Generator<string> {
  yield '# Recorded by dormouse record: what is unknown is written as ?, and named under missing.\n';
  const recorded = {
    version: recordedVersion,
    at: new Date(span.until).toISOString(),
    from: new Date(span.from).toISOString(),
    by,
    clusters: clusters.length,
    ...(missing.length > 0 && { missing: missing.map(missingText) }),
  };
  yield toYaml({ recorded, ...head });
  yield clusters.length === 0 ? 'clusters: []\n' : 'clusters:\n';
  for (const cluster of clusters) yield indented(toYaml([cluster]));
}

/** Without folding: a series is one line, however long. */
function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
