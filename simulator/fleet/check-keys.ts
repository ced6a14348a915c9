import { suggest } from '../../shared/document/nearest.ts';
import type { FleetFinding } from './complaint.ts';
import type { FleetKey } from './fleet.ts';
import { accountOf, streamOf, toKeys } from './resolve.ts';
import type { FleetFile, FleetFileCluster } from './schema.ts';

/** Keys of accounts that there are not, and aliases that stand for two keys. */
export function checkKeys(file: FleetFile): FleetFinding[] {
  const accounts = file.accounts.map(({ id }) => id);
  const known = new Set<string>();
  return file.keys.flatMap((key, index) => {
    const findings: FleetFinding[] = [];
    if (key.account !== undefined && !accounts.includes(key.account)) {
      const remedy = `add it there, or ${suggest(key.account, accounts)}`;
      const message = 'is not among the accounts of the fleet';
      findings.push({ path: ['keys', index, 'account'], value: key.account, message, remedy });
    }
    for (const { account, region, alias } of toKeys(file, key)) {
      const name = `${account}/${region}/${alias}`;
      if (known.has(name)) {
        const message = `names a second key in ${region}`;
        const remedy = 'give one of them another alias or Region';
        findings.push({ path: ['keys', index, 'alias'], value: alias, message, remedy });
      }
      known.add(name);
    }
    return findings;
  });
}

/** Keys that clusters, their streams and their snapshots are encrypted with, but that are not where these are. */
export function checkEncryption(file: FleetFile, cluster: FleetFileCluster, index: number): FleetFinding[] {
  const keys = file.keys.flatMap((key) => toKeys(file, key));
  const account = accountOf(file, cluster);
  const home = cluster.region ?? file.region;
  const check = (encrypted: string, region: string, path: FleetFinding['path']): FleetFinding[] => {
    if (!encrypted.startsWith('alias/') || keys.some(isKey(encrypted, account, region))) return [];
    const message = `is no key of ${account} in ${region}`;
    const near = keys.filter((key) => key.account === account && key.region === region);
    return [{ path, value: encrypted, message, remedy: remedyFor(encrypted, near, path) }];
  };
  const { key: streamKey = 'aws' } = streamOf(cluster);
  const own = [
    ...check(cluster.encrypted, home, ['clusters', index, 'encrypted']),
    ...check(streamKey, home, ['clusters', index, 'activityStream', 'key']),
  ];
  // An error in the cluster's own key is reported once.
  if (own.length > 0) return own;
  return cluster.snapshots.flatMap(({ encrypted = cluster.encrypted, region = home }, nth) =>
    check(encrypted, region, ['clusters', index, 'snapshots', nth, 'encrypted']),
  );
}

function isKey(alias: string, account: string, region: string): (key: FleetKey) => boolean {
  return (key) => key.alias === alias && key.account === account && key.region === region;
}

function remedyFor(alias: string, near: readonly FleetKey[], path: FleetFinding['path']): string {
  const aliases = near.map((key) => key.alias);
  const add = path.includes('snapshots') ? 'say here how it is encrypted' : 'add it to keys';
  return aliases.length === 0 ? add : `${add}, or ${suggest(alias, aliases)}`;
}
