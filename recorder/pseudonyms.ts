/** Other names for the things of a fleet, the same for the same thing wherever it is named. */
export interface Pseudonyms {
  readonly account: (id: string) => string;
  readonly cluster: (id: string) => string;
  readonly instance: (id: string) => string;
  /** `cluster-…` or `db-…`. */
  readonly resource: (id: string) => string;
  readonly global: (id: string) => string;
  readonly snapshot: (id: string) => string;
  /** Of a KMS key. */
  readonly key: (id: string) => string;
  readonly alias: (alias: string) => string;
  readonly tagValue: (value: string) => string;
  readonly rule: (name: string) => string;
  readonly calendar: (name: string) => string;
  readonly externalId: (id: string) => string;
  /** Of an organizational unit. */
  readonly unit: (id: string) => string;
  /** The stage of a deployment; `prod`, the default, stays. */
  readonly stage: (name: string) => string;
  readonly arn: (arn: string) => string;
  /** A note that Dormouse or a person has left in a tag `dormouse:…`: its words stay, names do not. */
  readonly note: (text: string) => string;
  /** Free text, in which every name that has another one by now is replaced. */
  readonly text: (text: string) => string;
  /** Decides the other name of a snapshot, before it is asked for. */
  readonly setSnapshot: (id: string, other: string) => void;
}

const words = new Set(
  `start stop first again refused busy attempt change changes turn turns undone since until up stopped off on async sync no
  forever orphan expired by last hourly daily weekly monthly yearly create-snapshots copy-snapshots stop-idle-clusters`.split(
    /\s+/,
  ),
);
const harmless = /^[\d.,:TZ+x-]+$|^[\da-f]{8,64}$|^\d+[a-z]$/;

export function createPseudonyms(): Pseudonyms {
  const all = new Map<string, string>();

  function series(make: (n: string, original: string) => string): (original: string) => string {
    const known = new Map<string, string>();
    return (original) => {
      const other = known.get(original) ?? make(String(known.size + 1).padStart(4, '0'), original);
      known.set(original, other);
      all.set(original, other);
      return other;
    };
  }

  const account = series((n) => `10000000${n}`);
  const cluster = series((n) => `cluster-${n}`);
  const instance = series((n) => `instance-${n}`);
  const resource = series((n, id) => `${id.startsWith('db-') ? 'db' : 'cluster'}-ANONYMOUS${n}`);
  const global = series((n) => `global-${n}`);
  const key = series((n, id) => `${id.startsWith('mrk-') ? 'mrk-' : ''}${toKeyId(id, n)}`);
  const aliases = series((n) => `alias/key-${n}`);
  const alias = (name: string) => (name.startsWith('alias/aws/') ? name : aliases(name));
  const tagValue = series((n) => `value-${n}`);
  const rule = series((n) => `rule ${n}`);
  const calendar = series((n) => `calendar${n}`);
  const externalId = series((n) => `external-${n}`);
  const unit = series((n) => `ou-anon-${n.padStart(8, '0')}`);
  const stages = series((n) => `stage${n}`);
  const stage = (name: string) => (name === 'prod' ? name : stages(name));
  const snapshots = series((n, id) => `${/^[a-z]+:/.exec(id)?.[0] ?? ''}snapshot-${n}`);
  const decided = new Map<string, string>();
  const snapshot = (id: string) => decided.get(id) ?? snapshots(id);

  function arn(text: string): string {
    const [prefix, partition, service, region, owner = '', kind = '', ...rest] = text.split(':');
    const of = owner === '' ? '' : account(owner);
    const [type = '', slashed] = kind.split('/', 2);
    const name = slashed === undefined ? rest.join(':') : kind.slice(type.length + 1);
    const other = names[type]?.(name) ?? tagValue(name);
    const resourcePart = slashed === undefined ? `${kind}:${other}` : `${type}/${other}`;
    return [prefix, partition, service, region, of, type === 'alias' ? alias(kind) : resourcePart].join(':');
  }

  const names: Readonly<Record<string, (name: string) => string>> = {
    cluster,
    db: instance,
    'cluster-snapshot': snapshot,
    'global-cluster': global,
    key,
    role: () => 'dormouse',
  };

  function word(token: string): string {
    if (words.has(token) || harmless.test(token)) return token;
    return token.startsWith('arn:') ? arn(token) : (all.get(token) ?? 'x');
  }

  return {
    ...{
      account,
      cluster,
      instance,
      resource,
      global,
      snapshot,
      key,
      alias,
      tagValue,
      rule,
      calendar,
      externalId,
      unit,
      stage,
      arn,
    },
    note(text) {
      const [, head = text, name] = /^(.*\bby) (.+)$/s.exec(text) ?? [];
      const told = head.split(/\s+/).map(word).join(' ');
      return name === undefined ? told : `${told} ${rule(name)}`;
    },
    text(text) {
      const longestFirst = [...all.keys()]
        .filter((one) => one.length > 2)
        .sort((a, b) => b.length - a.length);
      return longestFirst.reduce(
        (told, original) => told.replaceAll(original, all.get(original) ?? ''),
        text,
      );
    },
    setSnapshot(id, other) {
      decided.set(id, other);
      all.set(id, other);
    },
  };
}

/** In the form that the id has. */
function toKeyId(id: string, n: string): string {
  const hex = n.padStart(32, '0');
  if (id.startsWith('mrk-')) return hex;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
