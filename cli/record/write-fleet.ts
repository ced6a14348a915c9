import manifest from '../../package.json' with { type: 'json' };
import { anonymise } from '../../recorder/anonymise.ts';
import { anonymisePolicy } from '../../recorder/anonymise-policy.ts';
import type { FleetDocument } from '../../recorder/fleet-document.ts';
import { createPseudonyms } from '../../recorder/pseudonyms.ts';
import type { RecordedSpan } from '../../recorder/windows.ts';
import { fleetText } from '../../recorder/write-fleet.ts';
import { writeWhole } from '../output/whole-file.ts';

/** A recording to write: `missing` in the fleet is all that is missing. */
export interface Writing {
  readonly out: string;
  readonly fleet: FleetDocument;
  readonly span: RecordedSpan;
}

/** Writes the fleet file. */
export async function writeFleet({ out, fleet, span }: Writing): Promise<void> {
  await writeWhole(out, fleetText(fleet, { span, by: manifest.version, missing: fleet.missing }));
}

/** Writes the fleet file under other names, and the policy under the same beside it; gives the name of that file. */
export async function writeAnonymous(
  { out, fleet, span }: Writing,
  policyText: string | undefined,
): Promise<string | undefined> {
  const names = createPseudonyms();
  await writeFleet({ out, fleet: anonymise(fleet, names), span });
  if (policyText === undefined) return undefined;
  const file = out.replace(/(\.ya?ml)?$/, '.policy.yml');
  await writeWhole(file, [anonymisePolicy(policyText, fleet.clusters, names)]);
  return file;
}
