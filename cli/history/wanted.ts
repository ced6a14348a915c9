import { matchesGlobs } from '../../shared/policy/rules/match.ts';
import { CliError } from '../errors/cli-error.ts';
import type { HistoryEntry } from './entry.ts';

/** The clusters that a history is about. */
export interface Wanted {
  /** Lines that have none of these are not about them. None: any line may be. */
  readonly terms: readonly string[];
  /** Whether an entry about a cluster is about one of them. */
  is(entry: HistoryEntry): boolean;
}

/**
 * The clusters that an argument names: an identifier or a glob, an ARN, or a DbClusterResourceId, which shows a cluster
 * under all the names that it had. Without an argument all.
 *
 * @throws CliError for what is none of these.
 */
export function readWanted(argument: string | undefined): Wanted {
  if (argument === undefined) return { terms: [], is: () => true };
  if (/^cluster-[A-Z0-9]+$/.test(argument)) {
    return { terms: [argument], is: ({ resourceId }) => resourceId === argument };
  }
  if (argument.startsWith('arn:')) return ofArn(argument);
  const glob = argument.toLowerCase();
  if (!/^[a-z0-9*-]+$/.test(glob)) {
    throw new CliError(
      `"${argument}" names no cluster`,
      'write its identifier, an ARN, a resource id such as cluster-ABC, or a pattern such as "dev-*"',
    );
  }
  return {
    terms: termsOf(glob),
    is: ({ cluster }) => cluster !== undefined && matchesGlobs([glob], cluster),
  };
}

function ofArn(arn: string): Wanted {
  const [, , , region, account, kind, id = ''] = arn.split(':');
  if (kind !== 'cluster' || id === '') {
    throw new CliError(
      `"${arn}" is no ARN of a cluster`,
      'write arn:aws:rds:<region>:<account>:cluster:<identifier>',
    );
  }
  return {
    terms: [id],
    // A copy of its snapshot happens in another Region.
    is: (entry) =>
      entry.cluster === id &&
      entry.account === account &&
      (entry.region === region || entry.snapshot !== undefined),
  };
}

/** The longest part of a glob that is written out. */
function termsOf(glob: string): string[] {
  const [longest = ''] = glob.split('*').toSorted((a, b) => b.length - a.length);
  return longest === '' ? [] : [longest];
}
