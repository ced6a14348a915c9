import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Act } from '../../../shared/policy/model/decision.ts';
import type { Keep, Policy } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { decidingRule } from '../../../shared/policy/rules/match.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, SATURDAY } from '../builders.ts';
import { HOME } from './builders.ts';
import { aLife, aRealCluster, type Happening, type Life } from './generated-life.ts';
import { keptByBruteForce } from './keep-by-brute-force.ts';
import { Model } from './model.ts';

const LIVES = runs(2_000);
const ZONE = 'Europe/Berlin';

/** The true facts about a snapshot, whatever its tags say by now. */
interface Truth {
  readonly maker: string | undefined;
  readonly resourceId: string;
  readonly at: number;
}

const seen = { deleted: 0, orphansDeleted: 0, copies: 0, tampered: 0 };

function live({ policies, happenings }: Life): void {
  const truth = new Map<string, Truth>();
  /** Clusters that have been in development at some time, so that not all of their snapshots were protected. */
  const developed = new Set<string>();
  const orphanSince = new Map<string, number>();
  const current = policies.map(([first]) => first);
  let clusters = ['a', 'b'].map((id) => aRealCluster(id, `cluster-${id}`, SATURDAY - 99 * 86_400_000));
  let snapshots: Snapshot[] = [];
  let now = SATURDAY;
  let made = 0;

  function happen({ what, of, other, rules, tag }: Happening): void {
    const [one, two] = [clusters[of % clusters.length], clusters[other % clusters.length]];
    const fresh = () => `new-${++made}`;
    const put = (changed: Cluster, id: string) =>
      aCluster({ ...changed, id, arn: aCluster({ id }).arn, members: [] });
    const replace = (from: Cluster, to: Cluster) => clusters.map((each) => (each === from ? to : each));
    if (what === 'change rule') {
      const index = of % policies.length;
      current[index] = policies[index]?.[rules % policies[index].length];
    }
    if (what === 'restore' || what === 'clone') {
      clusters = [...clusters, aRealCluster(fresh(), `cluster-${made}`, now, one?.tags.env)];
    }
    if (what === 'tamper') tamper(of, other, tag);
    if (one === undefined || two === undefined) return;
    if (what === 'rename') clusters = replace(one, put(one, fresh()));
    if (what === 'delete') clusters = clusters.filter((each) => each !== one);
    if (what === 'recreate')
      clusters = replace(one, aRealCluster(one.id, `cluster-${fresh()}`, now, one.tags.env));
    if (what === 'retag')
      clusters = replace(one, { ...one, tags: { env: one.tags.env === 'dev' ? 'prod' : 'dev' } });
    if (what === 'swap names' && one !== two) {
      const [first, second] = [put(one, two.id), put(two, one.id)];
      clusters = clusters.map((each) => (each === one ? first : each === two ? second : each));
    }
  }

  function tamper(of: number, other: number, tag: Happening['tag']): void {
    const [one, two] = [snapshots[of % snapshots.length], snapshots[other % snapshots.length]];
    if (one === undefined || two === undefined) return;
    const { [tag]: value, ...rest } = { ...one.tags, [tag]: two.tags[tag] };
    const tags = {
      ...(tag === 'all' ? two.tags : {}),
      ...(tag === 'all' || tag === 'none' ? {} : rest),
      ...(value !== undefined && { [tag]: value }),
    };
    seen.tampered += 1;
    snapshots = snapshots.map((each) => (each === one ? { ...one, tags: tags as Snapshot['tags'] } : each));
  }

  /** The keep that today's rule has for a snapshot of a cluster that is there; undefined when no rule wants any. */
  function wanted(policy: Policy, resourceId: string, region: string): { keep?: Keep } | undefined {
    const cluster = clusters.find((each) => each.resourceId === resourceId);
    const { create, copy } = (cluster && decidingRule(policy, cluster, 'snapshots')?.snapshots) ?? {};
    const found = region === HOME ? create : copy?.to.find((to) => to.region === region);
    return found && defined({ keep: found.keep });
  }

  function noteOrphans(): void {
    for (const policy of current) {
      if (policy === undefined) continue;
      for (const { region } of snapshots) {
        for (const { resourceId } of truth.values()) {
          const key = `${policy.deployment} ${region} ${resourceId}`;
          if (wanted(policy, resourceId, region) === undefined)
            orphanSince.set(key, orphanSince.get(key) ?? now);
          else orphanSince.delete(key);
        }
      }
    }
  }

  function checkDeletion({ resourceArn }: Act, policy: Policy, before: readonly Snapshot[]): void {
    const snapshot = before.find(({ arn }) => arn === resourceArn);
    const found = truth.get(resourceArn);
    const what = `${resourceArn} deleted by ${policy.deployment}: ${JSON.stringify(found)}`;
    if (snapshot === undefined || found === undefined) throw new Error(what);
    const { maker, resourceId } = found;
    // Ours means that this deployment made it.
    expect(maker, what).toBe(policy.deployment);
    const group = before
      .filter(
        ({ region, status, arn }) => region === snapshot.region && status === 'available' && truth.has(arn),
      )
      .map(({ arn }) => ({ key: arn, at: truth.get(arn)?.at ?? 0, ...truth.get(arn) }))
      .filter((each) => each.maker === maker && each.resourceId === resourceId);
    // One of its cluster is left, and none is newer than that.
    const newest = Math.max(...group.map(({ at }) => at));
    expect(group.length, what).toBeGreaterThan(1);
    if (group.filter(({ at }) => at === newest).length === 1) expect(found.at, what).toBeLessThan(newest);
    // A cluster whose tags can't be known any more counts as protected.
    const isProtected = policy.protect.length > 0 && !developed.has(resourceId);
    expect(isProtected, what).toBe(false);
    const rule = wanted(policy, resourceId, snapshot.region);
    seen.deleted += 1;
    if (rule !== undefined) {
      expect(rule.keep, what).toBeDefined();
      expect([...keptByBruteForce(rule.keep ?? {}, group, ZONE)], what).not.toContain(resourceArn);
      return;
    }
    seen.orphansDeleted += 1;
    const { orphans } = policy;
    if (orphans === 'keep') throw new Error(`orphans are kept: ${what}`);
    const since = orphanSince.get(`${policy.deployment} ${snapshot.region} ${resourceId}`) ?? now;
    const isOld = now - newest > orphans.expireAfterMs || now - since >= orphans.expireAfterMs;
    expect(isOld, `an orphan since ${new Date(since).toISOString()}, ${what}`).toBe(true);
  }

  function sweep(policy: Policy, { what, of }: Happening): void {
    const listed =
      what === 'missing in a listing'
        ? clusters.filter((_, index) => index !== of % clusters.length)
        : clusters;
    const model = new Model(policy, listed, now, snapshots);
    const note = (
      acts: readonly { resourceArn: string; command?: unknown }[],
      of: (act: { resourceArn: string }) => Truth | undefined,
    ) => {
      for (const act of acts) {
        const { snapshot, region } = Object(Object(act).command);
        const arn = `arn:aws:rds:${region}:111122223333:cluster-snapshot:${snapshot}`;
        const found = of(act);
        if (found !== undefined) truth.set(arn, { ...found, maker: policy.deployment });
      }
    };
    const clusterAt = (arn: string) => clusters.find((each) => each.arn === arn)?.resourceId;
    note(model.create(), ({ resourceArn }) => {
      const resourceId = clusterAt(resourceArn);
      return resourceId === undefined ? undefined : { maker: undefined, resourceId, at: now };
    });
    model.settle();
    const copies = model.copy();
    note(copies, ({ resourceArn }) => truth.get(resourceArn));
    seen.copies += copies.length;
    model.settle();
    for (const region of [HOME, 'us-west-2']) {
      const before = [...model.snapshots.values()];
      for (const act of model.prune(region)) {
        if (act.verdict === 'act' && act.command.kind === 'delete-snapshot')
          checkDeletion(act, policy, before);
      }
    }
    snapshots = [...model.snapshots.values()];
  }

  for (const happening of happenings) {
    happen(happening);
    for (const { resourceId = '', tags } of clusters) if (tags.env === 'dev') developed.add(resourceId);
    noteOrphans();
    for (const policy of current) if (policy !== undefined) sweep(policy, happening);
    now += happening.after;
  }
}

test('whatever happens to clusters, rules, tags and listings, nothing is deleted that this deployment would keep if it knew all', () => {
  fc.assert(fc.property(aLife, live), LIVES);

  expect(seen.deleted).toBeGreaterThan(LIVES.numRuns);
  expect(seen.orphansDeleted).toBeGreaterThan(LIVES.numRuns / 20);
  expect(seen.copies).toBeGreaterThan(LIVES.numRuns);
  expect(seen.tampered).toBeGreaterThan(LIVES.numRuns / 4);
});
