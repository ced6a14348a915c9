/** One version of a parameter. */
export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
}

/** SSM allows so many versions of a parameter. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
const MAX_VERSIONS = 100;

/** Parameters by name with their current values; every value that was set is a version. */
export class Parameters extends Map<string, string> {
  // Not a field with a value: Map's constructor calls `set` before fields have theirs.
  #versions: Map<string, ParameterVersion[]> | undefined;

  override set(name: string, value: string): this {
    this.#versions ??= new Map();
    const before = this.#versions.get(name) ?? [];
    const version = (before.at(-1)?.version ?? 0) + 1;
    this.#versions.set(name, [...before, { version, value }].slice(-MAX_VERSIONS));
    return super.set(name, value);
  }

  override delete(name: string): boolean {
    this.#versions?.delete(name);
    return super.delete(name);
  }

  /** Oldest first. Empty: there is no such parameter. */
  versions(name: string): readonly ParameterVersion[] {
    return this.has(name) ? (this.#versions?.get(name) ?? []) : [];
  }
}
