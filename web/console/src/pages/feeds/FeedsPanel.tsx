import { Button, Checkbox, Group, Progress, Select, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked, type Shape } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useFeeds, useOrganisations } from './queries.ts';
import { type FeedStanding, shareHeld, type Standing, standingOf, toCallFirst } from './standing.ts';

export const shapeOf: Record<Standing, Shape> = { up_to_date: 'done', behind: 'moves', late: 'stands', never: 'waits' };

/** Platforms' feeds: what each has been given, has acknowledged, and since when it is behind. */
export function FeedsPanel() {
  const { t } = useTranslation('feeds');
  const feeds = useFeeds();
  const organisations = useOrganisations(true);
  const names = useMemo(
    () => new Map((organisations.data ?? []).map((one) => [one.id, one.name])),
    [organisations.data],
  );
  const rows = useMemo(() => toCallFirst(feeds.data ?? [], new Date()), [feeds.data]);
  const columns = useMemo(
    () => [
      {
        id: 'platform',
        head: t('feed.platform'),
        value: (feed: FeedStanding) => names.get(feed.organisation) ?? feed.organisation,
        width: 200,
      },
      {
        id: 'standing',
        head: t('feed.standing'),
        value: (feed: FeedStanding) => t(`standing.${standingOf(feed, new Date())}`),
        show: (feed: FeedStanding) => {
          const standing = standingOf(feed, new Date());
          return <Marked shape={shapeOf[standing]}>{t(`standing.${standing}`)}</Marked>;
        },
        width: 150,
      },
      {
        id: 'held',
        head: t('feed.held'),
        value: (feed: FeedStanding) => feed.acknowledged_seq,
        show: (feed: FeedStanding) => (
          <Group gap="xs" wrap="nowrap">
            <Progress value={shareHeld(feed) * 100} w={70} aria-hidden="true" />
            {t('feed.held_of', { held: feed.acknowledged_seq, all: feed.last_seq })}
          </Group>
        ),
        width: 210,
      },
      { id: 'waiting', head: t('feed.waiting'), value: (feed: FeedStanding) => feed.waiting, width: 100 },
      {
        id: 'since',
        head: t('feed.since'),
        value: (feed: FeedStanding) => feed.waiting_since,
        show: (feed: FeedStanding) => <Time at={feed.waiting_since} relative />,
        width: 140,
      },
      {
        id: 'acknowledged',
        head: t('feed.acknowledged'),
        value: (feed: FeedStanding) => feed.acknowledged_at,
        show: (feed: FeedStanding) => <Time at={feed.acknowledged_at} />,
        width: 200,
      },
      {
        id: 'device',
        head: t('feed.on_device'),
        value: (feed: FeedStanding) => t(feed.accepts_on_device ? 'yes' : 'no'),
        width: 130,
      },
      {
        id: 'named',
        head: t('feed.named'),
        value: (feed: FeedStanding) => feed.named_percent,
        width: 150,
        hidden: true,
      },
    ],
    [t, names],
  );
  if (feeds.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (feeds.error)
    return <ProblemNote problem={feeds.error} what={t('failed.load')} again={() => void feeds.refetch()} />;
  return (
    <div>
      <Title order={2}>{t('feed.title')}</Title>
      <Stack gap="sm">
        <Text size="sm">{t('feed.about')}</Text>
        <OpenFor kind="feed" taken={rows.map((feed) => feed.organisation)} />
        <DataTable
          name="feeds"
          label={t('feed.title')}
          rows={rows}
          columns={columns}
          id={(feed) => feed.feed}
          empty={<EmptyState title={t('feed.none')} words={t('feed.none_hint')} />}
        />
      </Stack>
    </div>
  );
}

/** Opens a feed or a block list for a platform that has none. */
export function OpenFor({ kind, taken }: { kind: 'feed' | 'list'; taken: readonly string[] }) {
  const { t } = useTranslation('feeds');
  const [organisation, setOrganisation] = useState<string | null>(null);
  const [onDevice, setOnDevice] = useState(false);
  const platforms = (useOrganisations(true).data ?? []).filter(
    (one) => one.kind === 'platform' && !one.suspended_at && !taken.includes(one.id),
  );
  const open = useChange(
    async (chosen: string, key) => {
      if (kind === 'feed')
        await ask(
          api.POST('/api/v1/feeds', { params: once(key), body: { organisation: chosen, accepts_on_device: onDevice } }),
        );
      else await ask(api.POST('/api/v1/block-lists', { params: once(key), body: { organisation: chosen } }));
    },
    { touches: [kind === 'feed' ? 'feeds' : 'block-lists'], done: () => setOrganisation(null) },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (organisation) open.mutate(organisation);
  };
  if (platforms.length === 0) return null;
  return (
    <form onSubmit={send} aria-label={t(`open.${kind}`)} className="no-print">
      <Group align="end">
        <Select
          label={t('open.platform')}
          data={platforms.map((one) => ({ value: one.id, label: one.name }))}
          value={organisation}
          onChange={setOrganisation}
          searchable
        />
        {kind === 'feed' && (
          <Checkbox
            label={t('open.on_device')}
            checked={onDevice}
            onChange={(event) => setOnDevice(event.currentTarget.checked)}
            pb={8}
          />
        )}
        <Button type="submit" disabled={!organisation} loading={open.isPending}>
          {t(`open.${kind}`)}
        </Button>
      </Group>
      {open.error && <ProblemNote problem={open.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
    </form>
  );
}
