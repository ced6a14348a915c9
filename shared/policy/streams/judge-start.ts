import { judgeMembers } from '../model/availability.ts';
import { type Finding, leave } from '../model/finding.ts';
import type { StreamFinding, WantedCase } from './case.ts';
import { ineligibleByInstances, ofAws } from './eligibility.ts';
import { judgeLost } from './flapping.ts';
import { readStreamNote } from './note.ts';
import type { StreamFacts, StreamKey } from './stream.ts';

/** Whether what is allowed, or waits, could be done: as far as facts are there, and before it is done they have to be. */
export function judgeStart(subject: WantedCase, then: StreamFinding): StreamFinding {
  const { kmsKey, facts, key, cluster, stream } = subject;
  if (kmsKey === undefined) {
    return leave('key-missing', 'the rule names no kmsKey, which a stream needs; add one');
  }
  const found =
    (facts && judgeInstances(subject, facts)) ??
    (key && judgeKey(subject, key)) ??
    (facts && judgeMembers(cluster, facts.members));
  if (found !== undefined) return found;
  const lost = stream.status === 'started' ? undefined : judgeLost(subject);
  if (facts !== undefined && key !== undefined) return lost ?? then;
  return then.verdict === 'act'
    ? { ...leave('not-observed', 'its instances and its key have not been read'), unread: 'decides' }
    : { ...(lost ?? then), unread: 'explains' };
}

function judgeInstances(subject: WantedCase, facts: StreamFacts): Finding | undefined {
  const ineligible = ineligibleByInstances(subject, facts);
  return ineligible && leave('ineligible', ineligible.detail);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Overview.html */
function judgeKey({ kmsKey, cluster, stream }: WantedCase, key: StreamKey): Finding | undefined {
  if (key.awsManaged) {
    return leave('ineligible', ofAws(kmsKey));
  }
  if (key.usable) return undefined;
  const note = readStreamNote(cluster.tags);
  const started = stream.status === 'stopped' && note?.action === 'start' && note.answer === undefined;
  const lost = started ? '; AWS stops a stream whose key is lost, and this one had been started' : '';
  return leave('key-unusable', `${key.detail}${lost}`);
}
