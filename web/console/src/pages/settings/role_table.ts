// What each role may do, from the one table by which the server decides (src/jium/desk/authz.tsv), read when the
// console is built. The page explains; the server decides.
import table from '../../../../../src/jium/desk/authz.tsv?raw';

export const roles = [
  'system_administrator',
  'deletion_officer',
  'auditor',
  'counsellor',
  'centre_administrator',
  'police_liaison',
  'committee_reviewer',
  'monitor',
  'platform_engineer',
] as const;
export type Role = (typeof roles)[number];

export interface Rule {
  readonly method: string;
  readonly route: string;
  readonly roles: readonly string[];
  readonly relation: string;
  readonly act: string | null;
  readonly stepUp: boolean;
}

export function readTable(text: string): Rule[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [method = '', route = '', who = '', relation = '', act = '-', guard = '-'] = line.split('\t');
      return {
        method,
        route,
        roles: who.split(','),
        relation,
        act: act === '-' ? null : act,
        stepUp: guard === 'step_up',
      };
    });
}

export const rules: readonly Rule[] = readTable(table);

export type Area =
  'cases' | 'footage' | 'places' | 'requests' | 'sites' | 'committee' | 'platforms' | 'people' | 'log' | 'other';

const areas: readonly (readonly [Area, RegExp])[] = [
  [
    'cases',
    /^(today|cases|caseload|identity|decoys|retention|erasures|related|traces|trace-tokens|intake|series(?!-counts)|court-papers|guideline|outcomes|recovery|report)/,
  ],
  ['footage', /^(footage|match|groups)/],
  ['places', /^(sightings|inspections|inspection-lists|vigils|reveals|alarms)/],
  ['requests', /^(requests|batches|replies|tasks|ladders|letter|rules|undo-window|form-recipes)/],
  ['sites', /^(operators|operator-records|sites|directory|suggestions)/],
  ['committee', /^(decisions|block-requests|appeals|changes|events)/],
  ['platforms', /^(feed|feeds|block-list|block-lists|platform|platform-links|partners|from-partners|signer|webhooks)/],
  ['people', /^(people|organisations|keys|me|join|sign-in|sign-out|step-up)/],
  ['log', /^(log|statistics|series-counts)/],
];

export function areaOf(route: string): Area {
  const path = route.replace(/^\/api\/v1\//, '');
  return areas.find(([, shape]) => shape.test(path))?.[0] ?? 'other';
}

export interface Ability {
  readonly area: Area;
  readonly sees: number; // routes that show something
  readonly changes: number;
  readonly stepUps: number; // of these, how many ask for a proof of the last minutes
  readonly reach: readonly string[]; // relations: assigned, own, shared, none
}

/** What a role reaches, by area; areas without a route are left out. */
export function abilitiesOf(role: Role, table: readonly Rule[] = rules): Ability[] {
  const found = new Map<Area, { sees: number; changes: number; stepUps: number; reach: Set<string> }>();
  for (const rule of table.filter((one) => one.roles.includes(role))) {
    const area = areaOf(rule.route);
    const ability = found.get(area) ?? { sees: 0, changes: 0, stepUps: 0, reach: new Set<string>() };
    if (rule.method === 'GET') ability.sees += 1;
    else ability.changes += 1;
    if (rule.stepUp) ability.stepUps += 1;
    ability.reach.add(rule.relation);
    found.set(area, ability);
  }
  const order = [...areas.map(([area]) => area), 'other' as const];
  return order.flatMap((area) => {
    const ability = found.get(area);
    return ability ? [{ area, ...ability, reach: [...ability.reach].sort() }] : [];
  });
}

export function mayCall(role: string, method: string, route: string, table: readonly Rule[] = rules): boolean {
  return table.some(
    (rule) =>
      rule.method === method && rule.route === route && (rule.roles.includes(role) || rule.roles.includes('any_key')),
  );
}

/** docs/operating/people.md, "What an administrator does". */
const rolesOfKind: Readonly<Record<string, readonly Role[]>> = {
  centre: ['centre_administrator', 'counsellor', 'deletion_officer', 'auditor'],
  police: ['centre_administrator', 'police_liaison', 'auditor'],
  committee: ['centre_administrator', 'committee_reviewer', 'auditor'],
  monitor: ['centre_administrator', 'monitor', 'auditor'],
  platform: ['centre_administrator', 'platform_engineer', 'auditor'],
  foreign_partner: ['centre_administrator', 'auditor'],
  auditor: ['centre_administrator', 'auditor'],
  operations: ['system_administrator', 'auditor'],
};

export function rolesFor(kind: string): readonly Role[] {
  return rolesOfKind[kind] ?? ['auditor'];
}
