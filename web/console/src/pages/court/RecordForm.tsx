import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { told } from '../../parts/Confirm.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { CaseChoice } from './CaseChoice.tsx';
import { offences } from './guideline.ts';
import { draftFaults, type OutcomeDraft, outcomeOf } from './papers.ts';

const empty: OutcomeDraft = {
  cases: [],
  charge: '',
  decidedOn: '',
  court: '',
  number: '',
  offence: '',
  judgement: 'imprisonment',
  appealed: 'no',
  demand: '',
  sentence: '',
  suspended: '',
  rangeFrom: '',
  rangeTo: '',
  employmentRestriction: '',
};

export function RecordForm() {
  const { t, i18n } = useTranslation('court');
  const [draft, setDraft] = useState(empty);
  const [tried, setTried] = useState(false);
  const record = useChange(
    (_: null, key) => ask(api.POST('/api/v1/outcomes', { params: once(key), body: outcomeOf(draft) })),
    {
      touches: ['outcomes', 'outcome-statistics'],
      done: () => {
        setDraft(empty);
        setTried(false);
        told(t('record.done'));
      },
    },
  );
  const faults = tried ? draftFaults(draft, today()) : [];
  const put = (part: Partial<OutcomeDraft>) => setDraft({ ...draft, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draftFaults(draft, today()).length === 0) record.mutate(null);
  };
  const text = (
    field: 'charge' | 'court' | 'number' | 'demand' | 'sentence' | 'suspended' | 'employmentRestriction',
    hint?: string,
  ) => (
    <TextInput
      label={t(`record.${field}`)}
      description={hint}
      value={draft[field]}
      error={faults.some((fault) => fault === field) ? t(`fault.${field}`) : null}
      onChange={(event) => put({ [field]: event.currentTarget.value })}
    />
  );
  return (
    <form onSubmit={send} aria-labelledby="record" noValidate>
      <Title order={2} id="record">
        {t('record.title')}
      </Title>
      <Stack gap="sm" mt="xs" maw={760}>
        <Text size="sm">{t('record.about')}</Text>
        <CaseChoice
          cases={[...draft.cases]}
          setCases={(cases) => put({ cases })}
          error={faults.includes('cases') ? t('fault.cases') : null}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          {text('charge', t('record.charge_hint'))}
          <TextInput
            type="date"
            label={t('record.decidedOn')}
            value={draft.decidedOn}
            max={today()}
            error={faults.includes('decidedOn') ? t('fault.decidedOn') : null}
            onChange={(event) => put({ decidedOn: event.currentTarget.value })}
          />
          {text('court')}
          {text('number')}
          <Select
            label={t('record.offence')}
            clearable
            clearButtonProps={{ 'aria-label': t('make.no_offence') }}
            data={offences.map((one) => ({ value: one.code, label: i18n.language.startsWith('ko') ? one.ko : one.en }))}
            value={draft.offence || null}
            onChange={(value) => put({ offence: value ?? '' })}
          />
          <Select
            label={t('record.judgement')}
            data={(['imprisonment', 'fine', 'acquittal', 'dismissal'] as const).map((value) => ({
              value,
              label: t(`judgement.${value}`),
            }))}
            value={draft.judgement}
            allowDeselect={false}
            onChange={(value) => put({ judgement: (value ?? 'imprisonment') as OutcomeDraft['judgement'] })}
          />
          {text('demand', t('record.months_hint'))}
          {text('sentence', t('record.months_hint'))}
          {text('suspended', t('record.months_hint'))}
          {text('employmentRestriction', t('record.months_hint'))}
          <TextInput
            label={t('record.rangeFrom')}
            description={t('record.range_hint')}
            value={draft.rangeFrom}
            error={faults.includes('range') ? t('fault.range') : null}
            onChange={(event) => put({ rangeFrom: event.currentTarget.value })}
          />
          <TextInput
            label={t('record.rangeTo')}
            description={t('record.range_hint')}
            value={draft.rangeTo}
            onChange={(event) => put({ rangeTo: event.currentTarget.value })}
          />
          <Select
            label={t('record.appealed')}
            data={(['no', 'by_defendant', 'by_prosecution', 'by_both'] as const).map((value) => ({
              value,
              label: t(`appealed.${value}`),
            }))}
            value={draft.appealed}
            allowDeselect={false}
            onChange={(value) => put({ appealed: (value ?? 'no') as OutcomeDraft['appealed'] })}
          />
        </SimpleGrid>
        {record.error && (
          <ProblemNote problem={record.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />
        )}
        <div role="status">
          {faults.length > 0 && <Text size="sm">{t('fault.some', { count: faults.length })}</Text>}
        </div>
        <Group>
          <Button type="submit" loading={record.isPending}>
            {t('record.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function today(): string {
  return new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
}
