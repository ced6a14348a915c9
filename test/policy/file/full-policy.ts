/** A policy that uses every key there is. */
export const fullPolicy = `version: 1
mode: observe
timezone: Europe/Berlin
tagActions: true

targets:
  - account: "111122223333"
    role: arn:aws:iam::111122223333:role/dormouse
    readRole: arn:aws:iam::111122223333:role/dormouse-read
    externalId: dormouse-7f3a
    regions: [eu-central-1, us-east-1]
  - organization: o-a1b2c3d4e5
    units: [ou-ab12-cdef3456]
    exceptUnits: [ou-ab12-00000000]
    except: ["999988887777"]
    role: dormouse
    readRole: dormouse-read
    externalId: dormouse-7f3a
    listRole: arn:aws:iam::777788889999:role/dormouse-list
    regions: [eu-central-1]

calendars:
  holidays: ["2026-12-25", "2026-12-26", "2027-01-01"]

limits:
  stop: 50
  start: 50%
  createSnapshot: { cap: 10 }
  copySnapshot: { breaker: 20 }
  deleteSnapshot: { cap: 50, breaker: 50% }
  copiesInFlight: 5
  changeActivityStream: 5
  changeCapacity: { cap: 10%, breaker: 20 }

orphans: { expireAfter: 90d }

protect:
  - tags: { env: [prod, production] }
    from: [stop]
  - engines: [mysql, postgres]

rules:
  - name: developer databases
    match:
      engines: [aurora-postgresql, aurora-mysql, neptune]
      tags: { env: [dev, test], team: "*" }
      clusters: ["dev-*", "!dev-payments"]
      accounts: ["111122223333"]
      regions: [us-east-1]
    timezone: America/New_York
    power:
      hours: mon-fri 07:30-19:00, sat 10:00-14:00 except holidays
      start: true
      stagger: 10m
      startBefore: auto
      stop: whenIdle
      idleFor: 60m
      idle: { connections: 2, cpu: 20%, queries: 5, connectionAttempts: 100 }
      minUptime: 30m
      afterAwsRestart: stop
      maintenance: ignore
      snapshotFirst: false
      after: { tags: { tier: db } }
    notify: { before: 30m, of: [stop] }
    capacity:
      - { hours: mon-fri 07:30-19:00, min: 2, max: 16, whenBusy: apply }
      - { min: 0, max: 4, autoPauseAfter: 10m }
    snapshots:
      create: { cron: "0 3 * * *", keep: { hourly: 24, daily: 7, weekly: 4, yearly: 1 } }
      copy:
        sources: [automated, manual]
        to:
          - { region: us-west-2, kmsKey: alias/dormouse-dr, recoveryPointMaxAge: 26h, keep: { last: 3, daily: 14, monthly: 12 } }
  - name: audited
    mode: observe
    match: { tags: { audit: required } }
    activityStream: { mode: async, kmsKey: alias/das, hours: always, restart: maintenanceWindow, override: max 7d }
  - name: proven
    match: { engines: [aurora-postgresql] }
    recovery:
      drill: { every: 30d, hours: sat 02:00-08:00, from: [newest, oldest, pitr], where: [source, us-west-2], atMost: 2, ttl: 12h }
      network:
        eu-central-1: { subnetGroup: drills, securityGroups: [sg-0123456789abcdef0] }
        us-east-1: { subnetGroup: drills, securityGroups: [sg-01234567] }
        us-west-2: { subnetGroup: drills, securityGroups: [sg-0fedcba9876543210] }
      instance: { class: smallest }
      checks:
        - { sql: "select count(*) from orders", database: shop, atLeast: 1000, shrinkAtMost: 10% }
        - { sql: "select max(created_at) from orders", database: shop, freshness: 26h }
        - { function: "arn:aws:lambda:eu-central-1:111122223333:function:dormouse-drill-check-orders" }
      targets: { rto: 4h, rpo: 26h }
`;
