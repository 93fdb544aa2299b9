import { Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { useOperators, useSuggestions } from './queries.ts';
import { partiesOf, type Site, type Suggestion, suggestionNeeds } from './record.ts';

/** What places say about themselves: nothing of it comes into the directory, and nobody is written to, by itself. */
export function SuggestionList({ site }: { site: Site }) {
  const { t } = useTranslation('sites');
  const suggestions = useSuggestions(site.id);
  const open = (suggestions.data ?? []).filter((one) => one.state === 'open');
  const discover = useChange(
    (_: null, key) =>
      ask(api.POST('/api/v1/sites/{site}/discover', { params: { path: { site: site.id }, ...once(key) } })),
    {
      touches: ['suggestions'],
    },
  );
  return (
    <section aria-labelledby="suggestions">
      <Title order={3} id="suggestions">
        {t('suggestion.title')}
      </Title>
      <Stack gap="xs" mt="xs">
        {open.length === 0 && <Text size="sm">{t('suggestion.none')}</Text>}
        {open.map((suggestion) => (
          <SuggestionCard key={suggestion.id} suggestion={suggestion} site={site} />
        ))}
        <Group>
          <Button size="xs" variant="default" loading={discover.isPending} onClick={() => discover.mutate(null)}>
            {t('suggestion.discover')}
          </Button>
          <Text size="xs" c="dimmed">
            {discover.isSuccess ? t('suggestion.asked') : t('suggestion.discover_hint')}
          </Text>
        </Group>
        {(suggestions.error ?? discover.error) && (
          <ProblemNote
            what={t('failed.change')}
            problem={suggestions.error ?? discover.error}
            kept={t('kept.directory')}
          />
        )}
      </Stack>
    </section>
  );
}

function SuggestionCard({ suggestion, site }: { suggestion: Suggestion; site: Site }) {
  const { t } = useTranslation('sites');
  const operators = useOperators().data ?? [];
  const [operator, setOperator] = useState<string | null>(null);
  const [name, setName] = useState('');
  const known = partiesOf(site).find(({ party }) => party === suggestion.party)?.operator;
  const decide = useChange(
    (accept: boolean, key) =>
      ask(
        api.POST('/api/v1/suggestions/decide', {
          params: once(key),
          body: {
            suggestion: suggestion.id,
            accept,
            ...(accept && operator ? { operator } : {}),
            ...(accept && name.trim() ? { name: name.trim() } : {}),
          },
        }),
      ),
    { touches: ['suggestions', 'operators', 'sites'] },
  );
  const needs = suggestionNeeds(suggestion, site, { operator, name });
  return (
    <Card withBorder padding="sm">
      <Text size="sm">
        {t(`party.${suggestion.party}`)}: {t(`channel.${suggestion.channel.kind}`)}{' '}
        <span className="address">{suggestion.channel.address}</span>
      </Text>
      <Text size="xs" c="dimmed">
        {t(`source.${suggestion.source}`)}, <Time at={suggestion.found_at} />
        {suggestion.name ? `, ${suggestion.name}` : ''}
      </Text>
      {!known && (
        <Group align="end" mt="xs">
          <Select
            label={t('suggestion.operator')}
            searchable
            clearable
            data={operators.map((one) => ({ value: one.id, label: one.name }))}
            value={operator}
            onChange={setOperator}
          />
          <TextInput
            label={t('suggestion.new_name')}
            placeholder={suggestion.name ?? ''}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Group>
      )}
      <Group mt="xs">
        <Button size="xs" disabled={needs !== null} loading={decide.isPending} onClick={() => decide.mutate(true)}>
          {t('suggestion.accept')}
        </Button>
        <Button size="xs" variant="default" disabled={decide.isPending} onClick={() => decide.mutate(false)}>
          {t('suggestion.decline')}
        </Button>
        {needs && <Text size="xs">{t('suggestion.needs')}</Text>}
      </Group>
      {decide.error && <ProblemNote what={t('failed.change')} problem={decide.error} kept={t('kept.typed')} />}
    </Card>
  );
}
