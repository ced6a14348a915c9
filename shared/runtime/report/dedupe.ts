/** Remembers what a warm function has reported, so that it does not report the same in every sweep. */
export interface Dedupe {
  /** Begins one report. Reports of several accounts and Regions may be under way at the same time. */
  report(): ReportDedupe;
}

export interface ReportDedupe {
  /** Whether `state` differs from the subject's last one. Undefined, nothing worth saying, is never new. */
  isNew(subject: string, state: string | undefined): boolean;
  /** The subject's last state. */
  last(subject: string): string | undefined;
  /** Remembers the new notifications once all are delivered: until then they are new again next time. */
  delivered(): void;
}

/** Memory of one execution environment, nothing more: after a cold start everything is said once more. */
export function createDedupe(): Dedupe {
  const last = new Map<string, string>();
  return {
    report() {
      const news = new Map<string, string>();
      return {
        isNew(subject, state) {
          if (state === undefined) last.delete(subject);
          // Several targets of one report may be about the same subject.
          if (state === undefined || state === (news.get(subject) ?? last.get(subject))) return false;
          news.set(subject, state);
          return true;
        },
        last: (subject) => last.get(subject),
        delivered() {
          for (const [subject, state] of news) last.set(subject, state);
        },
      };
    },
  };
}
