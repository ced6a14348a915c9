import { HOURS_TAG } from '../shared/policy/model/tags.ts';
import { RECIPE_TAGS } from '../shared/policy/recovery/recipe/tags.ts';
import { renamedIdentifier } from '../shared/policy/snapshots/own.ts';
import { isDayWord } from '../shared/policy/time/day-words.ts';
import type { Entry, FleetDocument } from './fleet-document.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** The same fleet under other names. */
export function anonymise({ head, clusters, missing }: FleetDocument, names: Pseudonyms): FleetDocument {
  // Names first: they stand in what refers to them, wherever that is.
  for (const cluster of clusters) {
    names.cluster(textOf(cluster.id));
    for (const instance of entriesOf(cluster.instances)) names.instance(textOf(instance.id));
  }
  nameSnapshots(clusters, names);
  return {
    head: headOf(head, names),
    clusters: clusters.map((cluster) => clusterOf(cluster, names)),
    missing: missing.map((one) => ({
      ...one,
      account: names.account(one.account),
      what: named(one.what, names),
      // An error says who asked.
      why: one.isLasting ? named(one.why, names) : (one.why.split(':')[0] ?? ''),
    })),
  };
}

function named(text: string, names: Pseudonyms): string {
  const told = text.replace(/arn:\S+/g, names.arn).replace(/alias\/\S+/g, names.alias);
  return names.text(told);
}

function headOf(head: Entry, names: Pseudonyms): Entry {
  const { accounts, keys, quotas } = head;
  return {
    ...head,
    accounts: entriesOf(accounts).map((account) => ({
      ...mapped(account, { id: names.account, externalId: names.externalId }),
      ...('role' in account && { role: 'dormouse' }),
    })),
    ...(keys !== undefined && {
      keys: entriesOf(keys).map((key) =>
        mapped(key, { alias: names.alias, id: names.key, account: names.account }),
      ),
    }),
    ...(isEntry(quotas) && {
      quotas: { of: entriesOf(quotas.of).map((one) => mapped(one, { account: names.account })) },
    }),
  };
}

function clusterOf(cluster: Entry, names: Pseudonyms): Entry {
  const { instances, tags, snapshots, activityStream, recording } = cluster;
  return {
    ...mapped(cluster, {
      id: names.cluster,
      account: names.account,
      resourceId: names.resource,
      global: names.global,
      readReplicaOf: names.cluster,
      greenOf: names.cluster,
      encrypted: encryptionBy(names),
    }),
    ...(Array.isArray(instances) && {
      instances: entriesOf(instances).map((one) =>
        mapped(one, { id: names.instance, resourceId: names.resource }),
      ),
    }),
    ...(isEntry(tags) && { tags: tagsOf(tags, names) }),
    ...(isEntry(activityStream) && { activityStream: mapped(activityStream, { key: names.alias }) }),
    ...(snapshots !== undefined && { snapshots: entriesOf(snapshots).map((one) => snapshotOf(one, names)) }),
    ...(isEntry(recording) && { recording: recordingOf(recording, names) }),
  };
}

function recordingOf(recording: Entry, names: Pseudonyms): Entry {
  const { capacity } = recording;
  if (!isEntry(capacity)) return recording;
  const renamed = Object.entries(capacity).map(([id, runs]) => [names.instance(id), runs]);
  return { ...recording, capacity: Object.fromEntries(renamed) };
}

function snapshotOf(snapshot: Entry, names: Pseudonyms): Entry {
  return {
    ...mapped(snapshot, { id: names.snapshot, copyOf: names.arn, encrypted: encryptionBy(names) }),
    ...(isEntry(snapshot.tags) && { tags: tagsOf(snapshot.tags, names) }),
  };
}

const byTag: Readonly<Record<string, keyof Omit<Pseudonyms, 'setSnapshot'>>> = {
  'dormouse:rule': 'rule',
  'dormouse:cluster': 'arn',
  'dormouse:source': 'arn',
  'dormouse:resource': 'resource',
  'dormouse:deployment': 'stage',
};

/** Keys stay, because policies match by them. Recipes decide nothing, and are full of names. */
function tagsOf(tags: Entry, names: Pseudonyms): Readonly<Record<string, string>> {
  const told = Object.entries(tags).filter(([key]) => !key.startsWith(RECIPE_TAGS));
  const entries = told.map(([key, value]) => {
    if (key === HOURS_TAG) return [key, anonymousHours(textOf(value), names)] as const;
    const own = key.startsWith('dormouse:') ? (byTag[key] ?? 'note') : 'tagValue';
    return [key, names[own](textOf(value))] as const;
  });
  return Object.fromEntries(entries);
}

/** Calendars get other names; times, days and what cannot be read as a name of one stay. */
function anonymousHours(text: string, names: Pseudonyms): string {
  return text.replace(/(?<![\p{L}\p{N}_-])\p{L}[\p{L}\p{N}_-]*/gu, (word) =>
    isDayWord(word) || word === 'until' ? word : names.calendar(word),
  );
}

function encryptionBy(names: Pseudonyms): (text: string) => string {
  return (text) => (text.startsWith('alias/') ? names.alias(text) : text);
}

/**
 * The identifiers of snapshots that Dormouse made prove their tags, and those of automated backups begin with the name of the
 * cluster: both have to go on doing so. Copies come last, because they name their sources.
 */
function nameSnapshots(clusters: readonly Entry[], names: Pseudonyms): void {
  const all = clusters.flatMap((cluster) =>
    entriesOf(cluster.snapshots).map((snapshot) => ({ cluster, snapshot })),
  );
  const isCopy = ({ snapshot }: { snapshot: Entry }) => Number(snapshot.copyOf !== undefined);
  for (const { cluster, snapshot } of all.toSorted((a, b) => isCopy(a) - isCopy(b))) {
    const id = textOf(snapshot.id);
    const [, backedUp, time] = /^rds:(.*)-(\d{4}(?:-\d\d){4})$/.exec(id) ?? [];
    if (backedUp !== undefined) names.setSnapshot(id, `rds:${names.cluster(backedUp)}-${time}`);
    const own = ownName(cluster, snapshot, names);
    if (own !== undefined) names.setSnapshot(id, own);
  }
}

/** The name that Dormouse would have given it under the other names; undefined when it did not make it. */
function ownName(cluster: Entry, snapshot: Entry, names: Pseudonyms): string | undefined {
  const tags = isEntry(snapshot.tags) ? snapshot.tags : {};
  const own = {
    id: textOf(snapshot.id),
    region: textOf(snapshot.region ?? cluster.region),
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, textOf(value)])),
  };
  return renamedIdentifier(own, { clusterId: names.cluster(textOf(cluster.id)), tags: tagsOf(tags, names) });
}

/** The entry with some of its texts under other names; keys that it does not have stay away. */
function mapped(entry: Entry, by: Readonly<Record<string, (text: string) => string>>): Entry {
  const changed = Object.entries(by).flatMap(([key, rename]) => {
    const value = entry[key];
    return typeof value === 'string' ? [[key, rename(value)] as const] : [];
  });
  return { ...entry, ...Object.fromEntries(changed) };
}

function entriesOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value ?? '');
}
