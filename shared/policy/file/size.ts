import type { PolicySource } from './source.ts';

/** Whether the text of a policy fits where it should lie. */
export type Fit =
  | { readonly fits: true /** A hint for whoever puts it there. Absent: none. */; readonly note?: string }
  | { readonly fits: false; readonly problem: string; readonly remedy: string };

/**
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 * https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-free-form-configurations-creating.html
 */
const KB = 1_024;
const STANDARD = 4 * KB;
const ADVANCED = 8 * KB;
/** The most that AppConfig keeps itself without a raised quota; the same for S3, because nothing larger is a policy. */
const LARGE = 1_024 * KB;

/** Whether a policy of this size, in bytes, fits into its source. */
export function fitOf(bytes: number, { kind }: PolicySource): Fit {
  const size = `${bytes.toLocaleString('en')} bytes`;
  if (kind === 'ssm') {
    if (bytes <= STANDARD) return { fits: true };
    if (bytes <= ADVANCED) {
      const note = `${size} are more than the ${STANDARD.toLocaleString('en')} of a standard parameter: put it with --tier Advanced`;
      return { fits: true, note };
    }
    const problem = `${size} are more than the ${ADVANCED.toLocaleString('en')} of an advanced parameter`;
    return { fits: false, problem, remedy: 'put the policy into AppConfig or S3, or leave out comments' };
  }
  if (kind === 'file' || bytes <= LARGE) return { fits: true };
  const where = kind === 's3' ? 'S3' : 'AppConfig';
  return {
    fits: false,
    problem: `${size} are more than the ${LARGE.toLocaleString('en')} that a policy in ${where} may have`,
    remedy: 'leave out what it does not need',
  };
}
