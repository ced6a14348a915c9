import type { Issue } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';
import { allMatches, withNot } from './places.ts';

const absent = /^(absent|missing|none|null|undefined|unset|not[ -]?set)$/i;

/** Values of tags that read as if they meant that the tag is not there. */
export function checkTagValues(policy: Policy): Issue[] {
  return allMatches(policy)
    .flatMap(withNot)
    .flatMap(({ path, value: { tags = {} } }) =>
      Object.entries(tags).flatMap(([key, values]) =>
        values
          .filter((value) => absent.test(value))
          .map(
            (value): Issue => ({
              path: [...path, 'tags', key],
              severity: 'warning',
              value,
              message: `matches clusters whose tag ${key} has just this value, not those without the tag`,
              remedy: `for clusters without it, write ${key}: "!*"`,
            }),
          ),
      ),
    );
}
