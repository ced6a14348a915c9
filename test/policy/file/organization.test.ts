import { describe, expect, test } from 'vitest';
import { fileWith, policyOf, ruleWith, said, unmark } from './policy-text.ts';

const org = (keys = '') => `targets: { organization: o-a1b2c3d4e5, regions: [eu-central-1]${keys} }`;

describe('an organization as target', () => {
  test('has defaults, and stands in the list or alone', () => {
    const target = {
      organization: 'o-a1b2c3d4e5',
      except: [],
      role: 'dormouse',
      regions: ['eu-central-1'],
    };

    expect(policyOf(fileWith(org()))).toMatchObject({ targets: [], organizations: [target] });
    const list = `targets:
  - { account: "111122223333", regions: [us-east-1] }
  - { organization: o-a1b2c3d4e5, regions: [eu-central-1], units: [ou-ab12-cdef3456], exceptUnits: [ou-ab12-00000000], except: ["444455556666"], readRole: ops/look, externalId: x1, listRole: "arn:aws:iam::999988887777:role/dormouse-list" }`;
    expect(policyOf(fileWith(list))).toMatchObject({
      targets: [{ account: '111122223333', regions: ['us-east-1'] }],
      organizations: [
        {
          ...target,
          position: 1,
          units: ['ou-ab12-cdef3456'],
          exceptUnits: ['ou-ab12-00000000'],
          except: ['444455556666'],
          readRole: 'ops/look',
          externalId: 'x1',
          listRole: 'arn:aws:iam::999988887777:role/dormouse-list',
        },
      ],
    });
  });

  test('leaves policies without one as they were', () => {
    const text = fileWith('targets: [{ account: "111122223333", regions: [us-east-1] }]');

    expect(Object.keys(policyOf(text))).not.toContain('organizations');
    expect(Object.keys(policyOf(fileWith()))).not.toContain('organizations');
  });

  test.each([
    [
      'targets: { organization: ¦ou-ab12-cdef3456, regions: [us-east-1] }',
      'targets.organization: "ou-ab12-cdef3456" is an organizational unit; write the organization here, o-…, and this under units',
    ],
    [
      'targets: { organization: ¦r-ab12, regions: [us-east-1] }',
      'targets.organization: "r-ab12" is the root of an organization; write the organization here, o-…, without units',
    ],
    [
      'targets: { organization: ¦acme, regions: [us-east-1] }',
      'targets.organization: "acme" is not the id of an organization; write for example o-a1b2c3d4e5; aws organizations describe-organization shows it',
    ],
    ['targets: ¦{ organization: o-a1b2c3d4e5 }', 'targets.regions: is missing; add regions'],
    [
      'targets: [¦{ regions: [us-east-1] }]',
      'targets[0].account: is missing; add account, or organization for all of its accounts',
    ],
    [
      'targets: [{ account: "111122223333", organization: ¦o-a1b2c3d4e5, regions: [us-east-1] }]',
      'targets[0].organization: "o-a1b2c3d4e5" cannot stand beside account; make it an entry of its own',
    ],
    [
      'targets: [{ account: "111122223333", except: ¦["444455556666"], regions: [us-east-1] }]',
      'targets[0].except: belongs to an organization, and account names one account; take except out',
    ],
    [org(', ¦unit: [ou-ab12-cdef3456]'), 'targets.unit: is not a known key; did you mean units?'],
    [
      org(', units: [¦r-ab12]'),
      'targets.units[0]: "r-ab12" is not the id of an organizational unit; write for example ou-ab12-cdef3456',
    ],
    [
      org(', except: [¦4444]'),
      'targets.except[0]: 4444 is not an account id of 12 digits; write for example "111122223333"',
    ],
    [
      org(', role: ¦"arn:aws:iam::111122223333:role/ops/dormouse"'),
      'targets.role: "arn:aws:iam::111122223333:role/ops/dormouse" is not the name of an IAM role, which each account of the organization has; write ops/dormouse',
    ],
    [
      org(', listRole: ¦dormouse-list'),
      'targets.listRole: "dormouse-list" is not an IAM role\'s ARN; write for example arn:aws:iam::111122223333:role/dormouse',
    ],
    [
      'targets: [{ organization: o-a1b2c3d4e5, regions: [us-east-1] }, { organization: o-a1b2c3d4e5, regions: [¦us-east-1] }]',
      'targets[1].regions[0]: "us-east-1" of organization o-a1b2c3d4e5 is already a target; keep one entry for each organization and Region',
    ],
    [
      'targets: [{ account: "111122223333", regions: [us-east-1] }, { organization: o-a1b2c3d4e5, regions: [¦cn-north-1] }]',
      'targets[1].regions[0]: "cn-north-1" is in partition aws-cn, but us-east-1 is in aws; keep a policy to one partition; deploy once more for the other',
    ],
    [
      'targets: [{ organization: o-a1b2c3d4e5, regions: [us-east-1] }, { account: "111122223333", regions: [¦cn-north-1] }]',
      'targets[1].regions[0]: "cn-north-1" is in partition aws-cn, but us-east-1 is in aws; keep a policy to one partition; deploy once more for the other',
    ],
  ])('%s', (line, message) => {
    const { text, places } = unmark(fileWith(line));

    expect(said(text)).toEqual([`${places[0]} ${message}`]);
  });
});

describe('rules beside an organization', () => {
  const inFile = (line: string, match: string) => `${line}\n${ruleWith(`match: ${match}`, 'power: {}')}`;

  test.each([
    ['any account may belong to it', org(), '{ accounts: ["999999999999"] }', []],
    [
      'its Regions are known',
      org(),
      '{ regions: [¦us-east-1] }',
      ['rules[0].match.regions[0]: "us-east-1" is not in any target; write one of eu-central-1'],
    ],
    [
      'and so are the accounts that it leaves out',
      org(', except: ["999999999999"]'),
      '{ accounts: [¦"999999999999"] }',
      [
        'rules[0].match.accounts[0]: "999999999999" is left out of the organization; take it out of except, or out of here',
      ],
    ],
    [
      'one of several accounts that is left out is a warning',
      org(', except: ["999999999999"]'),
      '{ accounts: ["111111111111", ¦"999999999999"] }',
      [
        'warning: rules[0].match.accounts[1]: "999999999999" is left out of the organization; take it out of except, or out of here',
      ],
    ],
    [
      'an account that is left out may be a target of its own',
      'targets: [{ organization: o-a1b2c3d4e5, regions: [eu-central-1], except: ["999999999999"] }, { account: "999999999999", regions: [us-east-1] }]',
      '{ accounts: ["999999999999"] }',
      [],
    ],
  ])('%s', (_, line, match, expected) => {
    const { text, places } = unmark(inFile(line, match));

    expect(said(text)).toEqual(expected.map((message) => `${places[0]} ${message}`));
  });
});
