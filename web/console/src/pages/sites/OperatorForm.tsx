import { Button, Group, MultiSelect, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { useRules } from './queries.ts';
import type { Operator } from './record.ts';

export const languages = ['ko', 'en', 'ja', 'zh', 'ru', 'es', 'vi'] as const;
type Language = (typeof languages)[number];
const byJurisdiction = 'by_jurisdiction';

/** Adds an operator, or changes one. What was typed stays when the server refuses. */
export function OperatorForm({ operator, done }: { operator?: Operator; done: () => void }) {
  const { t } = useTranslation('sites');
  const [name, setName] = useState(operator?.name ?? '');
  const [mail, setMail] = useState(operator?.mail ?? '');
  const [language, setLanguage] = useState<Language>(operator?.language ?? 'en');
  const [reads, setReads] = useState<Language[]>(operator?.languages ?? []);
  const [jurisdiction, setJurisdiction] = useState(operator?.jurisdiction ?? '');
  const [rule, setRule] = useState(operator?.rule ?? byJurisdiction);
  const [state, setState] = useState<Operator['state']>(operator?.state ?? 'reachable');
  const rules = useRules();
  const keep = useChange(
    (_: null, key) => {
      const given = {
        name,
        mail: mail || null,
        language,
        languages: reads,
        jurisdiction: jurisdiction.toUpperCase() || null,
      };
      if (!operator) {
        const body = { ...given, rule: rule === byJurisdiction ? null : rule };
        return ask(api.POST('/api/v1/operators', { params: once(key), body }));
      }
      const body = { ...given, rule: rule === byJurisdiction ? 'none' : rule, state };
      return ask(
        api.POST('/api/v1/operators/{operator}', { params: { path: { operator: operator.id }, ...once(key) }, body }),
      );
    },
    { touches: ['operators', 'operator-record'], done },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    keep.mutate(null);
  };
  const named = languages.map((code) => ({ value: code, label: t(`language.${code}`) }));
  return (
    <form onSubmit={send} aria-label={operator ? t('operator.change') : t('operator.add')}>
      <Stack gap="xs">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
          <TextInput
            label={t('operator.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
          />
          <TextInput
            label={t('operator.mail')}
            description={t('operator.mail_hint')}
            type="email"
            value={mail}
            onChange={(event) => setMail(event.currentTarget.value)}
          />
          <Select
            label={t('operator.language')}
            data={named}
            value={language}
            allowDeselect={false}
            onChange={(value) => setLanguage((value ?? 'en') as Language)}
          />
          <MultiSelect
            label={t('operator.reads')}
            data={named}
            value={reads}
            onChange={(values) => setReads(values as Language[])}
          />
          <TextInput
            label={t('operator.jurisdiction')}
            description={t('operator.jurisdiction_hint')}
            value={jurisdiction}
            maxLength={2}
            onChange={(event) => setJurisdiction(event.currentTarget.value)}
          />
          <Select
            label={t('operator.rule')}
            data={[
              { value: byJurisdiction, label: t('operator.rule_by_jurisdiction') },
              ...(rules.data ?? []).filter((one) => !one.planned).map((one) => ({ value: one.id, label: one.id })),
            ]}
            value={rule}
            allowDeselect={false}
            onChange={(value) => setRule(value ?? byJurisdiction)}
          />
          {operator && (
            <Select
              label={t('operator.state')}
              data={(['reachable', 'silent', 'refusing'] as const).map((value) => ({
                value,
                label: t(`state.${value}`),
              }))}
              value={state}
              allowDeselect={false}
              onChange={(value) => setState((value ?? 'reachable') as Operator['state'])}
            />
          )}
        </SimpleGrid>
        {keep.error && <ProblemNote what={t('failed.change')} problem={keep.error} kept={t('kept.typed')} />}
        <Group>
          <Button type="submit" size="xs" loading={keep.isPending} disabled={name.trim() === ''}>
            {operator ? t('operator.save') : t('operator.add')}
          </Button>
          <Button variant="default" size="xs" onClick={done}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
