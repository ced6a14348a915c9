import type { DrillRecord } from '../../model/drill-record.ts';
import { evidenceKey, PROVEN, provenKey } from './keys.ts';

/** An object of the bucket. */
interface Stored {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/**
 * Reports pointers to proofs that lead to none. Whether a cluster is proven goes by its resource id: another one may have
 * got its name since.
 */
export function checkProofs(
  objects: readonly Stored[],
  chain: readonly { readonly key: string; readonly record: DrillRecord }[],
  report: (kind: 'pointer', key: string, detail: string) => void,
): void {
  const passed = new Map(
    chain.flatMap(({ key, record }) =>
      record.verdict === 'passed' ? [[key, provenKey(record)] as const] : [],
    ),
  );
  for (const object of objects.filter(({ key }) => key.startsWith(PROVEN))) {
    const sequence = readNumber(object);
    const evidence = sequence === undefined ? 'nothing' : evidenceKey(sequence);
    if (passed.get(evidence) !== object.key)
      report('pointer', object.key, `${evidence} is not of a drill of that cluster that passed`);
  }
}

function readNumber({ bytes }: Stored): number | undefined {
  try {
    const { sequence } = Object(JSON.parse(new TextDecoder().decode(bytes)));
    return Number.isInteger(sequence) ? sequence : undefined;
  } catch {
    return undefined;
  }
}
