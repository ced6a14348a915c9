/** The engines that share the control plane, and how each differs. */
export interface Engine {
  readonly version: string;
  readonly port: number;
  readonly namespace: 'AWS/RDS' | 'AWS/Neptune' | 'AWS/DocDB';
  readonly instanceClass: string;
  readonly instances: number;
}

const aurora = {
  namespace: 'AWS/RDS',
  instanceClass: 'db.r6g.large',
  instances: 2,
} as const;
const multiAz = {
  namespace: 'AWS/RDS',
  instanceClass: 'db.m5d.large',
  instances: 3,
} as const;

export const engines = {
  'aurora-postgresql': { ...aurora, version: '16.6', port: 5432 },
  'aurora-mysql': { ...aurora, version: '8.0.mysql_aurora.3.08.1', port: 3306 },
  neptune: {
    version: '1.4.2.0',
    port: 8182,
    namespace: 'AWS/Neptune',
    instanceClass: 'db.r6g.large',
    instances: 1,
  },
  docdb: {
    version: '5.0.0',
    port: 27017,
    namespace: 'AWS/DocDB',
    instanceClass: 'db.r6g.large',
    instances: 1,
  },
  postgres: { ...multiAz, version: '17.2', port: 5432 },
  mysql: { ...multiAz, version: '8.0.40', port: 3306 },
} as const satisfies Record<string, Engine>;

export type EngineName = keyof typeof engines;

const byName = new Map<string, Engine>(Object.entries(engines));

/** Recognizes a Multi-AZ DB cluster by its engine: Aurora's engines have names of their own. */
export function isMultiAz(engine: string): boolean {
  return engine === 'postgres' || engine === 'mysql';
}

/** The engine of that name, undefined when the control plane has none. */
export function engineOf(name: string): Engine | undefined {
  return byName.get(name);
}
