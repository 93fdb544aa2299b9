import { Button, Card, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Marked } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useWebhooks } from './queries.ts';

export default function WebhooksPanel() {
  const { t } = useTranslation('settings');
  const webhooks = useWebhooks();
  const [address, setAddress] = useState('');
  const set = useChange(
    (_: null, key) => ask(api.POST('/api/v1/webhooks', { params: once(key), body: { address: address.trim() } })),
    { touches: ['webhooks'], done: () => setAddress('') },
  );
  const remove = useChange(
    (webhook: string, key) =>
      ask(api.POST('/api/v1/webhooks/{webhook}/remove', { params: { path: { webhook }, ...once(key) } })),
    { touches: ['webhooks'] },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(null);
  };
  const standing = (webhooks.data ?? []).filter((one) => one.state !== 'removed');
  return (
    <Stack>
      <Text size="sm">{t('webhook.about')}</Text>
      <form onSubmit={send} aria-label={t('webhook.set')}>
        <Group align="end">
          <TextInput
            label={t('webhook.address')}
            description={t('webhook.address_hint')}
            type="url"
            w={420}
            maw="100%"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            spellCheck={false}
          />
          <Button type="submit" disabled={!address.trim().startsWith('https://')} loading={set.isPending}>
            {t('webhook.set')}
          </Button>
        </Group>
        {set.error && <ProblemNote problem={set.error} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
      </form>
      {webhooks.error && (
        <ProblemNote problem={webhooks.error} what={t('failed.load')} again={() => void webhooks.refetch()} />
      )}
      {webhooks.data && standing.length === 0 && (
        <EmptyState title={t('webhook.none')} words={t('webhook.none_hint')} />
      )}
      {standing.map((one) => (
        <Card key={one.id} withBorder padding="sm" component="article" aria-label={one.place}>
          <Group justify="space-between">
            <Text className="address">{one.place}</Text>
            <Marked shape={one.state === 'dead' ? 'stands' : one.failing_since ? 'waits' : 'done'}>
              {t(one.state === 'dead' ? 'webhook.dead' : one.failing_since ? 'webhook.failing' : 'webhook.works')}
            </Marked>
          </Group>
          <Text size="sm">
            {t('webhook.delivered', { count: one.delivered_seq })} <Time at={one.delivered_at} />
            {one.failing_since && (
              <>
                {' · '}
                {t('webhook.failing_since')} <Time at={one.failing_since} />
              </>
            )}
          </Text>
          <Text size="xs">
            {t('webhook.key')}: <span className="address">{one.public_key}</span>
          </Text>
          <Group mt="xs">
            <Confirm
              label={t('webhook.remove')}
              title={t('webhook.remove_of', { place: one.place })}
              size="xs"
              act={() => remove.mutateAsync(one.id)}
            >
              {t('webhook.remove_why')}
            </Confirm>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
