// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { letterRules, retentionRules, standingOf } from './dated_rules.ts';
import { type Preview, previewOf, readWording, rungs } from './letter_preview.ts';

const data = (name: string): string => readFileSync(new URL(`../../../../../data/${name}`, import.meta.url), 'utf-8');
const languages = ['ko', 'en', 'ja', 'zh', 'ru', 'es', 'vi'];
const removal = data('rules/removal.toml');

const about = (given: Partial<Preview> = {}): Preview => {
  const rule = letterRules(removal, 'en').get('us-take-it-down');
  if (!rule) throw new Error('no rule');
  return {
    rung: 'site_operator',
    rule,
    centre: 'Model Centre',
    centreMail: 'help@centre.example',
    operator: 'Example Ltd',
    signatory: 'Seo Ji-won',
    onBehalf: true,
    investigation: '',
    items: 1,
    ...given,
  };
};

describe('a previewed letter', () => {
  it('leaves no name unfilled, in any language, for any rung, rule and number of items', () => {
    for (const language of languages) {
      const wording = readWording(data(`letters/${language}.toml`));
      for (const rule of letterRules(removal, language).values()) {
        for (const rung of rungs) {
          for (const items of [1, 2] as const) {
            const letter = previewOf(wording, about({ rung, rule, items, investigation: '2026-4711' }));
            expect(letter.unfilled, `${language} ${rung} ${rule.title}`).toEqual([]);
            expect(letter.body).not.toMatch(/[{}]/u);
            expect(letter.body).toContain('Model Centre');
            expect(letter.body.split('\n\n').length).toBeGreaterThan(7);
          }
        }
      }
    }
  });

  it('changes with what is typed', () => {
    const wording = readWording(data('letters/en.toml'));
    expect(previewOf(wording, about({ signatory: 'Kim Ha-neul' })).body).toContain('/s/ Kim Ha-neul, Model Centre');
    expect(previewOf(wording, about()).body).not.toContain('investigating');
    expect(previewOf(wording, about({ investigation: '2026-4711' })).body).toContain('2026-4711');
    expect(previewOf(wording, about({ items: 2 })).subject).toContain('2 items');
    expect(previewOf(wording, about({ rung: 'host' })).body).toContain('that you host');
  });

  it('says what a rule that needs a signature still lacks', () => {
    const wording = readWording(data('letters/en.toml'));
    expect(previewOf(wording, about()).lacks).toBeNull();
    expect(previewOf(wording, about({ signatory: ' ' })).lacks).toBe('signatory');
    expect(previewOf(wording, about({ onBehalf: false })).lacks).toBe('authority');
    const korean = letterRules(removal, 'ko').get('kr-without-delay');
    expect(korean && previewOf(wording, about({ rule: korean, signatory: '' })).lacks).toBeNull();
    expect(previewOf(wording, about({ onBehalf: false })).body).not.toContain('On behalf of');
  });

  it('names the clock of its rule', () => {
    const wording = readWording(data('letters/en.toml'));
    expect(previewOf(wording, about()).body).toContain('within 48 hours of receiving this notice');
    const rules = [...letterRules(removal, 'en').values()];
    const days = rules.find((rule) => rule.workingDays !== null);
    expect(days && previewOf(wording, about({ rule: days })).body).toContain(
      `within ${days?.workingDays} working days`,
    );
    expect(rules.every((rule) => rule.hours !== null || rule.workingDays !== null)).toBe(true);
  });

  it('knows whose wording nobody has read', () => {
    expect(readWording(data('letters/ko.toml')).needsNativeReader).toBe(false);
    expect(readWording(data('letters/vi.toml')).needsNativeReader).toBe(true);
  });
});

describe('rules of retention', () => {
  const rules = retentionRules(data('rules/retention.toml'));

  it('are read whole', () => {
    expect(rules.length).toBeGreaterThanOrEqual(4);
    expect(rules.every((rule) => rule.id && rule.record && rule.article && rule.source)).toBe(true);
    expect(rules.every((rule) => /^\d{4}-\d{2}-\d{2}$/u.test(rule.inForceFrom))).toBe(true);
    expect(rules.find((rule) => rule.id === 'kr-child-material')?.years).toBeNull();
    expect(rules.find((rule) => rule.id === 'kr-other')).toMatchObject({
      years: 5,
      onRequest: 'destroy',
      whenOver: 'destroy',
    });
  });

  it('come into force on a Korean morning', () => {
    const rule = { inForceFrom: '2026-10-02', inForceUntil: '2030-01-01' };
    expect(standingOf(rule, new Date('2026-10-01T14:59:59Z'))).toBe('planned');
    expect(standingOf(rule, new Date('2026-10-01T15:00:00Z'))).toBe('in_force');
    expect(standingOf(rule, new Date('2029-12-31T15:00:00Z'))).toBe('over');
    expect(standingOf({ inForceFrom: null, inForceUntil: null }, new Date())).toBe('planned');
  });
});
