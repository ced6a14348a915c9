import { regionForm } from '../../shared/policy/model/arn.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * Puts the options into the environment, where every AWS SDK looks, and checks what is there.
 *
 * @throws CliError for a Region or endpoint that cannot be one.
 */
export function useAws({ profile, region }: { profile?: string; region?: string }): void {
  // CI often sets a variable to nothing, which the SDK takes for a name.
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_PROFILE']) {
    if (process.env[name] === '') delete process.env[name];
  }
  if (profile !== undefined) process.env.AWS_PROFILE = profile;
  if (region !== undefined) process.env.AWS_REGION = checkedRegion('--region is', region);
  else if (process.env.AWS_REGION !== undefined) checkedRegion('AWS_REGION is', process.env.AWS_REGION);
  // The AWS CLI reads this one, too, and the SDK does not.
  else if (process.env.AWS_DEFAULT_REGION !== undefined) {
    process.env.AWS_REGION = checkedRegion('AWS_DEFAULT_REGION is', process.env.AWS_DEFAULT_REGION);
  }
  checkEndpoint(process.env.AWS_ENDPOINT_URL);
}

function checkedRegion(source: string, region: string): string {
  if (regionForm.test(region)) return region;
  throw new CliError(`${source} "${region}", which is not a Region`, 'write for example eu-central-1');
}

/** `localhost:4566` is a URL too, of the scheme localhost. */
function checkEndpoint(endpoint = ''): void {
  if (endpoint === '' || /^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) return;
  const remedy = 'write for example http://127.0.0.1:4566, or unset it';
  throw new CliError(`AWS_ENDPOINT_URL is "${endpoint}", which is not a web address`, remedy);
}
