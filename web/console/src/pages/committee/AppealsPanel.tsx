import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useAppeals } from './queries.ts';

/** What platforms say against an entry of their feed: the committee upholds it or withdraws the entry. */
export function AppealsPanel() {
  const { t } = useTranslation('committee');
  const appeals = useAppeals();
  const waiting = (appeals.data ?? []).filter((one) => one.state === 'filed');
  if (appeals.error)
    return <ProblemNote problem={appeals.error} what={t('failed.load')} again={() => void appeals.refetch()} />;
  if (appeals.data && waiting.length === 0)
    return <EmptyState title={t('appeals.none')} words={t('appeals.none_hint')} />;
  return (
    <Stack gap="xs">
      {waiting.map((appeal) => (
        <AppealCard key={appeal.id} appeal={appeal} />
      ))}
    </Stack>
  );
}

function AppealCard({ appeal }: { appeal: Schema<'Appeal'> }) {
  const { t } = useTranslation('committee');
  const decide = useChange(
    (outcome: 'upheld' | 'withdrawn', key) =>
      ask(
        api.POST('/api/v1/appeals/{appeal}/decide', {
          params: { path: { appeal: appeal.id }, ...once(key) },
          body: { outcome },
        }),
      ),
    { touches: ['appeals'] },
  );
  return (
    <Card withBorder padding="sm" component="article" aria-label={appeal.id}>
      <Text fw={600}>{t(`appeal_code.${appeal.code}`)}</Text>
      <Text size="xs" c="dimmed">
        {appeal.id} · {appeal.footage ?? t('appeals.footage_gone')} · <Time at={appeal.filed_at} />
      </Text>
      {appeal.words && <Text size="sm">{appeal.words}</Text>}
      <Group mt="xs">
        <Button size="xs" variant="default" loading={decide.isPending} onClick={() => decide.mutate('upheld')}>
          {t('appeals.uphold')}
        </Button>
        <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate('withdrawn')}>
          {t('appeals.withdraw')}
        </Button>
      </Group>
      {decide.data && (
        <Text size="sm">{t('appeals.counted', { count: decide.data.votes, needed: decide.data.needed })}</Text>
      )}
      {decide.error && <ProblemNote problem={decide.error} what={t('failed.change')} />}
    </Card>
  );
}
