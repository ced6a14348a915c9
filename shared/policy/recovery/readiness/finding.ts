/** Something about the restore of a cluster in one place. */
export interface ReadinessFinding {
  readonly code: ReadinessCode;
  /** A blocker stops the restore, or may: what could not be read is one. A note does not. */
  readonly severity: 'blocker' | 'note';
  /** One sentence for people. */
  readonly detail: string;
  /** A sentence that begins with a verb and says how to mend it. */
  readonly remedy: string;
}

export type ReadinessCode =
  | ('no-snapshot' | 'snapshot-incomplete' | 'key-unusable' | 'subnet-group-missing')
  | ('parameter-group-missing' | 'version-not-offered' | 'class-not-orderable' | 'quota-full' | 'not-read')
  | ('newer-incomplete' | 'only-default-subnet-group' | 'extended-support' | 'recipe-missing');

export function blocker(code: ReadinessCode, detail: string, remedy: string): ReadinessFinding {
  return { code, severity: 'blocker', detail, remedy };
}

export function note(code: ReadinessCode, detail: string, remedy: string): ReadinessFinding {
  return { code, severity: 'note', detail, remedy };
}
