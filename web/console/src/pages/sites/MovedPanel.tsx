import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Time } from '../../parts/Time.tsx';
import { useSites } from './queries.ts';

/** Sites that another network answers for now: the ladder stands still until somebody has looked. */
export function MovedPanel({ open }: { open: (site: string) => void }) {
  const { t } = useTranslation('sites');
  const moved = (useSites().data ?? []).filter((site) => site.host_changed_at !== null);
  if (moved.length === 0) return <EmptyState title={t('moved.none')} words={t('moved.none_hint')} />;
  return (
    <Stack gap="xs">
      <Text size="sm">{t('moved.about')}</Text>
      {moved.map((site) => (
        <Group key={site.id}>
          <Text fw={600}>{site.name}</Text>
          <Time at={site.host_changed_at ?? ''} />
          <Button size="xs" onClick={() => open(site.id)}>
            {t('moved.look')}
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
