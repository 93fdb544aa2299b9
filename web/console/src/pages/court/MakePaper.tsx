import { Button, Checkbox, Group, NumberInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask } from '../../api/client.ts';
import { offerFile } from '../../parts/csv.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { CaseChoice } from './CaseChoice.tsx';
import { offences } from './guideline.ts';
import { type PaperKind, paperKinds, pdfOf } from './papers.ts';

export function MakePaper() {
  const { t, i18n } = useTranslation('court');
  const korean = i18n.language.startsWith('ko');
  const [cases, setCases] = useState<string[]>([]);
  const [kind, setKind] = useState<PaperKind>('support_performance');
  const [language, setLanguage] = useState<'ko' | 'en'>('ko');
  const [offence, setOffence] = useState<string | null>(null);
  const [reference, setReference] = useState('');
  const [perHour, setPerHour] = useState<number | string>('');
  const [cosigned, setCosigned] = useState(false);
  const costs = {
    ...(reference.trim() ? { reference: reference.trim() } : {}),
    ...(perHour === '' ? {} : { per_hour: Number(perHour) }),
  };
  const make = useChange(
    async (_: null) => {
      const body = { cases, kind, language, cosigned, ...costs, ...(offence ? { offence } : {}) };
      const made = await ask(api.POST('/api/v1/court-papers', { body }));
      offerFile(`${kind}-${made.paper.id}.pdf`, new Blob([pdfOf(made.pdf)], { type: 'application/pdf' }));
      return made;
    },
    { touches: ['court-papers'] },
  );
  const claim = useChange(
    async (_: null) => {
      const statement = await ask(api.POST('/api/v1/recovery', { body: { cases, language, ...costs } }));
      offerFile(`cost-recovery-${statement.written_at.slice(0, 10)}.txt`, statement.text, 'text/plain;charset=utf-8');
      return statement;
    },
    { touches: [] },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(null);
  };
  return (
    <form onSubmit={send} aria-labelledby="make">
      <Title order={2} id="make">
        {t('make.title')}
      </Title>
      <Stack gap="sm" mt="xs">
        <Text size="sm">{t('make.about')}</Text>
        <CaseChoice cases={cases} setCases={setCases} />
        <Group align="end">
          <Select
            label={t('make.kind')}
            data={paperKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            allowDeselect={false}
            onChange={(value) => setKind((value ?? 'support_performance') as PaperKind)}
          />
          <Select
            label={t('make.language')}
            data={(['ko', 'en'] as const).map((value) => ({ value, label: t(`values:language.${value}`) }))}
            value={language}
            allowDeselect={false}
            onChange={(value) => setLanguage((value ?? 'ko') as 'ko' | 'en')}
          />
          <Select
            label={t('make.offence')}
            clearable
            clearButtonProps={{ 'aria-label': t('make.no_offence') }}
            data={offences.map((one) => ({ value: one.code, label: korean ? one.ko : one.en }))}
            value={offence}
            onChange={setOffence}
          />
        </Group>
        <Group align="end">
          <TextInput
            label={t('make.reference')}
            description={t('make.reference_hint')}
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
          <NumberInput
            label={t('make.per_hour')}
            description={t('make.per_hour_hint')}
            min={0}
            value={perHour}
            onChange={setPerHour}
          />
        </Group>
        <Checkbox
          label={t('make.cosigned')}
          checked={cosigned}
          onChange={(event) => setCosigned(event.currentTarget.checked)}
        />
        <Group>
          <Button type="submit" disabled={cases.length === 0} loading={make.isPending}>
            {t('make.do')}
          </Button>
          <Button
            variant="default"
            disabled={cases.length === 0}
            loading={claim.isPending}
            onClick={() => claim.mutate(null)}
          >
            {t('make.claim')}
          </Button>
        </Group>
        <Text size="xs">{t('make.read_first')}</Text>
        <div role="status">
          {make.data && <Text size="sm">{t('make.done', { digest: make.data.paper.digest })}</Text>}
          {claim.data && <Text size="sm">{t('make.claimed', { day: claim.data.pay_by.slice(0, 10) })}</Text>}
        </div>
        {(make.error ?? claim.error) && (
          <ProblemNote problem={make.error ?? claim.error} what={t('failed.make')} kept={t('parts:nothing_lost')} />
        )}
      </Stack>
    </form>
  );
}
