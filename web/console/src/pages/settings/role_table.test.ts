import { describe, expect, it } from 'vitest';
import { abilitiesOf, areaOf, mayCall, readTable, roles, rolesFor, rules } from './role_table.ts';

describe('the table that the server decides by', () => {
  it('is read whole: every line has a route and somebody who may', () => {
    expect(rules.length).toBeGreaterThan(150);
    expect(rules.every((rule) => rule.route.startsWith('/') && rule.roles.every((role) => role !== ''))).toBe(true);
    const known = new Set<string>([...roles, 'any_key', 'anyone']);
    expect([...new Set(rules.flatMap((rule) => rule.roles))].filter((role) => !known.has(role))).toEqual([]);
  });

  it('is read as it is written', () => {
    const [first, second, ...more] = readTable(
      '# words\n\nGET\t/api/v1/log\tauditor\town\tlog_shown\t-\nPOST\t/api/v1/x\ta,b\tnone\t-\tstep_up\n',
    );
    expect(first).toEqual({
      method: 'GET',
      route: '/api/v1/log',
      roles: ['auditor'],
      relation: 'own',
      act: 'log_shown',
      stepUp: false,
    });
    expect(second).toMatchObject({ roles: ['a', 'b'], act: null, stepUp: true });
    expect(more).toEqual([]);
  });

  it('says who may call what', () => {
    expect(mayCall('auditor', 'GET', '/api/v1/log')).toBe(true);
    expect(mayCall('deletion_officer', 'GET', '/api/v1/log')).toBe(false);
    expect(mayCall('deletion_officer', 'GET', '/api/v1/log/checkpoint')).toBe(true);
    expect(mayCall('auditor', 'POST', '/api/v1/log')).toBe(false);
  });
});

describe("a role's abilities", () => {
  it('are counted by area', () => {
    const table = readTable(
      'GET\t/api/v1/log\tauditor\town\ta\tstep_up\nGET\t/api/v1/statistics\tauditor,x\town\tb\t-\nPOST\t/api/v1/cases\tx\town\tc\t-\n',
    );
    expect(abilitiesOf('auditor', table)).toEqual([{ area: 'log', sees: 2, changes: 0, stepUps: 1, reach: ['own'] }]);
    expect(abilitiesOf('monitor', table)).toEqual([]);
  });

  it("of a reviewer name no case, and of an auditor change nothing but the log's cosignatures and decisions of two", () => {
    expect(abilitiesOf('committee_reviewer').map((ability) => ability.area)).not.toContain('cases');
    expect(abilitiesOf('auditor').every((ability) => ability.changes === 0 || ability.area !== 'people')).toBe(true);
  });

  it('have an area for every route but health, its own description and metrics', () => {
    const other = rules.map((rule) => rule.route).filter((route) => areaOf(route) === 'other');
    expect(
      other.every((route) => /health|openapi|metrics/u.test(route)),
      other.join(' '),
    ).toBe(true);
  });
});

it('roles fit the kind of organisation', () => {
  expect(rolesFor('committee')).toContain('committee_reviewer');
  expect(rolesFor('centre')).not.toContain('committee_reviewer');
  expect(rolesFor('unheard of')).toEqual(['auditor']);
});
