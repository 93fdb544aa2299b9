import { Button, Drawer, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { ContactList } from './ContactList.tsx';
import { OperatorForm } from './OperatorForm.tsx';
import { useOperatorRecord, useOperators } from './queries.ts';
import { likelyTwins, type Operator } from './record.ts';
import { RecordFigures } from './RecordFigures.tsx';

export function OperatorDrawer({ operator, close }: { operator: string | null; close: () => void }) {
  const { t } = useTranslation('sites');
  const shown = useOperators().data?.find((one) => one.id === operator);
  return (
    <Drawer
      opened={operator !== null}
      onClose={close}
      position="right"
      size="xl"
      title={shown?.name ?? t('operator.one')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {shown && <OperatorView key={shown.id} operator={shown} />}
    </Drawer>
  );
}

function OperatorView({ operator }: { operator: Operator }) {
  const { t } = useTranslation('sites');
  const history = useOperatorRecord(operator.id);
  const [changing, setChanging] = useState(false);
  return (
    <Stack>
      {history.error && <ProblemNote what={t('failed.load')} problem={history.error} kept={t('kept.nothing_lost')} />}
      {history.data && <RecordFigures record={history.data.record} />}
      <section aria-labelledby="channels">
        <Title order={3} id="channels">
          {t('channel.title')}
        </Title>
        {operator.channels.length === 0 && <Text size="sm">{t('channel.none')}</Text>}
        <ol>
          {operator.channels.map((channel) => (
            <li key={`${channel.kind} ${channel.address}`}>
              {t(`channel.${channel.kind}`)}: <span className="address">{channel.address}</span> (
              {t(`language.${channel.language}`)})
            </li>
          ))}
        </ol>
      </section>
      {changing ? (
        <OperatorForm operator={operator} done={() => setChanging(false)} />
      ) : (
        <Group>
          <Button size="xs" variant="default" onClick={() => setChanging(true)}>
            {t('operator.change')}
          </Button>
        </Group>
      )}
      {history.data && <ContactList contacts={history.data.contacts} />}
      <Merging operator={operator} />
    </Stack>
  );
}

function Merging({ operator }: { operator: Operator }) {
  const { t } = useTranslation('sites');
  const operators = useOperators().data;
  const [into, setInto] = useState<string | null>(null);
  const likely = useMemo(
    () => likelyTwins(operators ?? []).find(({ older, newer }) => older.id === operator.id || newer.id === operator.id),
    [operators, operator.id],
  );
  const twin = likely && (likely.newer.id === operator.id ? likely.older : likely.newer);
  const merge = useChange((kept: string, key) =>
    ask(
      api.POST('/api/v1/operators/{operator}/merge', {
        params: { path: { operator: operator.id }, ...once(key) },
        body: { into: kept },
      }),
    ),
  );
  const undo = useChange((_: null, key) =>
    ask(
      api.POST('/api/v1/operators/{operator}/unmerge', { params: { path: { operator: operator.id }, ...once(key) } }),
    ),
  );
  return (
    <section aria-labelledby="merging">
      <Title order={3} id="merging">
        {t('merge.title')}
      </Title>
      <Text size="sm">{t('merge.about')}</Text>
      {twin && <Text size="sm">{t('merge.likely', { name: twin.name })}</Text>}
      <Group align="end" mt="xs">
        <Select
          label={t('merge.into')}
          searchable
          data={(operators ?? [])
            .filter((one) => one.id !== operator.id)
            .map((one) => ({ value: one.id, label: `${one.name} (${one.id})` }))}
          value={into ?? twin?.id ?? null}
          onChange={setInto}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!(into ?? twin)}
          loading={merge.isPending}
          onClick={() => merge.mutate(into ?? twin?.id ?? '')}
        >
          {t('merge.do')}
        </Button>
        {merge.isSuccess && (
          <Button size="xs" variant="subtle" loading={undo.isPending} onClick={() => undo.mutate(null)}>
            {t('merge.undo')}
          </Button>
        )}
      </Group>
      {(merge.error ?? undo.error) && (
        <ProblemNote what={t('failed.change')} problem={merge.error ?? undo.error} kept={t('kept.directory')} />
      )}
    </section>
  );
}
