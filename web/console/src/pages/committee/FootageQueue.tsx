import { Button, Card, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { groundsFor, legalClasses } from './legal.ts';
import { useDecisionQueue } from './queries.ts';
import type { Awaiting } from './queue.ts';

/** Votes on footage: known here by its fingerprints' names and what the centre proposes. Nothing of it can be seen. */
export function FootageQueue() {
  const { t } = useTranslation('committee');
  const queue = useDecisionQueue();
  if (queue.error)
    return (
      <ProblemNote
        problem={queue.error}
        what={t('failed.load')}
        kept={t('kept.votes')}
        again={() => void queue.refetch()}
      />
    );
  if (queue.data?.length === 0) return <EmptyState title={t('footage.none')} words={t('footage.none_hint')} />;
  return (
    <Stack gap="xs" component="ul" className="plain-list">
      {(queue.data ?? []).map((footage) => (
        <li key={footage.footage}>
          <FootageCard footage={footage} />
        </li>
      ))}
    </Stack>
  );
}

function FootageCard({ footage }: { footage: Awaiting }) {
  const { t, i18n } = useTranslation('committee');
  const classes = legalClasses();
  const [legalClass, setLegalClass] = useState(footage.proposed?.code ?? classes[0]?.code ?? '');
  const grounds = groundsFor(new Date());
  const [ground, setGround] = useState(
    grounds.some((one) => one.code === footage.legal_basis) ? footage.legal_basis : (grounds[0]?.code ?? ''),
  );
  const vote = useChange(
    (verdict: 'illegal' | 'not_illegal', key) => {
      const chosen = classes.find((one) => one.code === legalClass);
      const body = {
        verdict,
        legal_class: chosen
          ? { scheme: chosen.scheme, version: chosen.version, code: chosen.code }
          : (footage.proposed ?? { scheme: '', version: '', code: '' }),
        grounds: ground,
      };
      return ask(
        api.POST('/api/v1/decisions/{footage}/vote', {
          params: { path: { footage: footage.footage }, ...once(key) },
          body,
        }),
      );
    },
    { touches: ['decision-queue'] },
  );
  const word = (one: { ko: string; en: string }) => (i18n.language.startsWith('ko') ? one.ko : one.en);
  return (
    <Card withBorder padding="sm" component="article" aria-label={footage.footage}>
      <Group justify="space-between">
        <Text fw={600} ff="monospace">
          {footage.footage}
        </Text>
        <Text size="xs" c="dimmed">
          <Time at={footage.submitted_at} relative />
        </Text>
      </Group>
      <Text size="sm">
        {t(`footage_kind.${footage.kind}`)} · {t(`source.${footage.source}`)} ·{' '}
        {t('footage.fingerprints', { count: footage.fingerprints.length })} ·{' '}
        {t('footage.votes', { count: footage.votes })}
        {footage.under_review && ` · ${t('footage.under_review')}`}
      </Text>
      {footage.voted ? (
        <Text size="sm">{t('footage.you_voted')}</Text>
      ) : (
        <Group align="end" mt="xs">
          <Select
            label={t('footage.class')}
            data={classes.map((one) => ({ value: one.code, label: word(one) }))}
            value={legalClass}
            allowDeselect={false}
            onChange={(value) => setLegalClass(value ?? '')}
          />
          <Select
            label={t('footage.grounds')}
            w={320}
            maw="100%"
            data={grounds.map((one) => ({ value: one.code, label: word(one) }))}
            value={ground}
            allowDeselect={false}
            onChange={(value) => setGround(value ?? '')}
          />
          <Button size="sm" loading={vote.isPending} onClick={() => vote.mutate('illegal')}>
            {t('footage.illegal')}
          </Button>
          <Button size="sm" variant="default" loading={vote.isPending} onClick={() => vote.mutate('not_illegal')}>
            {t('footage.not_illegal')}
          </Button>
        </Group>
      )}
      {vote.error && <ProblemNote problem={vote.error} what={t('failed.change')} kept={t('kept.choice')} />}
    </Card>
  );
}
