import type { DrillRecord, OpenDrill } from '../../policy/model/drill-record.ts';
import type { Location } from '../../policy/model/location.ts';
import {
  askedKey,
  doneFolder,
  doneKey,
  drillOf,
  EVIDENCE,
  evidenceKey,
  idsFrom,
  OPEN,
  openFolder,
  openKey,
  placeOf,
  pointerFolder,
  provenKey,
  sequenceOf,
} from '../../policy/recovery/evidence/keys.ts';
import { jsonText, NO_PREDECESSOR, sha256 } from '../../policy/recovery/evidence/text.ts';
import { UnexpectedAnswer } from '../client/unexpected-answer.ts';
import { DrillRecordChanged, type DrillStore } from './drill-store.ts';
import type { Objects } from './objects.ts';

/** Numbers that others take while one drill is being closed. More: the next sweep goes on. */
const MAX_RACES = 20;

/** A drill that has its place in the chain of evidence, as its record says. */
type Linked = DrillRecord & Required<Pick<DrillRecord, 'closing'>>;

/** The records of drills in a bucket. */
export function createDrillStore(objects: Objects): DrillStore {
  /**
   * The number of a drill that is over; undefined for one that is not. It may have a record left, of a run that ended while
   * it closed it, or began it again too late.
   */
  async function endOf(record: DrillRecord): Promise<number | undefined> {
    const mark = await objects.get(doneKey(record));
    return mark && pointedTo(doneKey(record), textOf(mark));
  }

  /** The records in an account and Region. */
  async function recorded(
    place: Location,
    unreadable: (error: UnexpectedAnswer) => void,
  ): Promise<OpenDrill[]> {
    const folder = openFolder(place);
    const found: OpenDrill[] = [];
    for (const { key } of await objects.list(folder)) {
      if (drillOf(key, folder) === undefined) continue;
      const object = await objects.get(key);
      // Closed since it was listed.
      if (object === undefined) continue;
      try {
        const record = await read(key, object);
        if (openKey(record) !== key) throw new UnexpectedAnswer(`${key} holds the record of another drill`);
        found.push({ record, etag: object.etag });
      } catch (error) {
        if (!(error instanceof UnexpectedAnswer)) throw error;
        unreadable(error);
      }
    }
    return found;
  }

  async function save(record: DrillRecord, etag: string): Promise<OpenDrill> {
    const text = jsonText(record);
    const written = await objects.put(openKey(record), text, { etag });
    if (written !== undefined) return { record, etag: written };
    // The answer to an earlier attempt may have been lost.
    const there = await objects.get(openKey(record));
    if (there === undefined || textOf(there) !== text) throw new DrillRecordChanged(record.drill);
    return { record, etag: there.etag };
  }

  /** The place after the last evidence. */
  async function nextLink(after: string): Promise<Linked['closing']> {
    const listed = await objects.list(EVIDENCE, after);
    const last = listed.reduce((most, { key }) => Math.max(most, sequenceOf(key) ?? 0), 0);
    if (last === 0) return { sequence: 1, previous: NO_PREDECESSOR };
    return { sequence: last + 1, previous: sha256((await existing(evidenceKey(last))).bytes) };
  }

  async function existing(key: string) {
    const object = await objects.get(key);
    if (object === undefined) throw new UnexpectedAnswer(`${key} is not in the bucket of evidence any more`);
    return object;
  }

  /** Evidence is never written again, so whoever had the number first has it. */
  async function hasNumber({ drill, place, closing }: Linked, text: string): Promise<boolean> {
    const key = evidenceKey(closing.sequence);
    if ((await objects.put(key, text, { isNew: true })) !== undefined) return true;
    // An object that is no record of a drill is passed over, whoever put it there: the verification reports it.
    const there = await read(key, await existing(key)).catch((error: unknown) => {
      if (error instanceof UnexpectedAnswer) return undefined;
      throw error;
    });
    return there !== undefined && openKey(there) === openKey({ drill, place });
  }

  async function link(record: DrillRecord, etag: string): Promise<Linked> {
    const first = record.closing ?? (await nextLink(''));
    let current: Linked = { ...record, closing: first };
    let version = record.closing === undefined ? (await save(current, etag)).etag : etag;
    for (let race = 0; race < MAX_RACES; race += 1) {
      if (await hasNumber(current, jsonText(current))) return current;
      // From the number that was taken on: the one before it is needed for the listing to hold it.
      current = { ...record, closing: await nextLink(evidenceKey(current.closing.sequence - 1)) };
      version = (await save(current, version)).etag;
    }
    throw new DrillRecordChanged(record.drill);
  }

  /** A pointer only ever moves on, whoever writes it. */
  async function point(key: string, { source, drill, closing: { sequence } }: Linked): Promise<void> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const there = await objects.get(key);
      if (there !== undefined && pointedTo(key, textOf(there)) >= sequence) return;
      const condition = there === undefined ? ({ isNew: true } as const) : { etag: there.etag };
      const text = jsonText({ sequence, drill, cluster: source.arn });
      if ((await objects.put(key, text, condition)) !== undefined) return;
    }
    throw new DrillRecordChanged(drill);
  }

  return {
    save,

    // Only reads, because plans and mode observe ask this, too. One that is being closed is closed again, which removes it.
    async open(place, unreadable) {
      const found: OpenDrill[] = [];
      const all = await recorded(place, (error) => {
        if (unreadable === undefined) throw error;
        unreadable(error.message);
      });
      for (const one of all) {
        const isLeft = one.record.closing === undefined && (await endOf(one.record)) !== undefined;
        if (!isLeft) found.push(one);
      }
      return found;
    },

    async places() {
      const listed = await objects.list(OPEN);
      const found = new Map(
        listed.flatMap(({ key }) => placeOf(key) ?? []).map((place) => [openFolder(place), place]),
      );
      return [...found.values()];
    },

    async done(place, since) {
      const folder = doneFolder(place);
      const listed = await objects.list(folder, `${folder}${idsFrom(since)}`);
      return new Set(listed.flatMap(({ key }) => drillOf(key, folder) ?? []));
    },

    async begin(record) {
      const [key, text] = [openKey(record), jsonText(record)];
      const written = await objects.put(key, text, { isNew: true });
      const there = written === undefined ? await objects.get(key) : undefined;
      const etag = written ?? (there !== undefined && textOf(there) === text ? there.etag : undefined);
      if (etag === undefined) return undefined;
      // It may have been closed just before this: then only its mark says so.
      if ((await endOf(record)) === undefined) return { record, etag };
      await objects.remove(key);
      return undefined;
    },

    async close(record, etag) {
      if (record.verdict === undefined) throw new Error(`drill ${record.drill} has no verdict yet`);
      // A version is the digest of its content: the one that was read may have been put there again, too late.
      const end = await endOf(record);
      if (end !== undefined) {
        await objects.remove(openKey(record));
        return { sequence: end };
      }
      const linked = await link(record, etag);
      const key = evidenceKey(linked.closing.sequence);
      const { bytes } = await existing(key);
      if (linked.checks.length > 0) await point(askedKey(linked), linked);
      if (linked.verdict === 'passed') await point(provenKey(linked), linked);
      await objects.put(doneKey(linked), jsonText(markOf(linked, sha256(bytes))));
      await objects.remove(openKey(linked));
      return { sequence: linked.closing.sequence };
    },

    async last(record) {
      const key = askedKey(record);
      const pointer = await objects.get(key);
      if (pointer === undefined) return undefined;
      const evidence = evidenceKey(pointedTo(key, textOf(pointer)));
      return read(evidence, await existing(evidence));
    },

    async proven(place: Location) {
      const folder = pointerFolder('proven', place);
      const listed = await objects.list(folder);
      return new Map(
        listed.flatMap(({ key, at }) => {
          const resourceId = drillOf(key, folder);
          return resourceId === undefined ? [] : [[resourceId, at] as const];
        }),
      );
    },
  };
}

/** The mark of a drill that is over: small, and with the digest of its evidence, which nothing else has if it is the last. */
function markOf({ closing, verdict, source, phases, openedAt }: Linked, digest: string): object {
  const { cluster, account, region, resourceId } = source;
  const times = Object.values(phases).filter((one) => typeof one === 'string');
  const closedAt = [openedAt, ...times].toSorted().at(-1);
  return {
    ...{ sequence: closing.sequence, sha256: digest, verdict, closedAt },
    source: { account, region, cluster, resourceId },
  };
}

function textOf({ bytes }: { readonly bytes: Uint8Array }): string {
  return new TextDecoder().decode(bytes);
}

async function read(key: string, object: { readonly bytes: Uint8Array }): Promise<DrillRecord> {
  // Loaded only where there is something to read: most sweeps find no drill under way.
  const { readRecord } = await import('../../policy/recovery/evidence/read-record.ts');
  const found = readRecord(textOf(object));
  if (!found.ok) throw new UnexpectedAnswer(`${key} is not the record of a drill: ${found.detail}`);
  return found.record;
}

function pointedTo(key: string, text: string): number {
  const { sequence } = Object(JSON.parse(text));
  if (!Number.isInteger(sequence)) throw new UnexpectedAnswer(`${key} points to no evidence`);
  return sequence;
}
