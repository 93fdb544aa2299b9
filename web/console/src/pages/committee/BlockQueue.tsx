import { Button, Checkbox, Group, Kbd, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { CommitteeAddress } from './CommitteeAddress.tsx';
import { useBlockQueue } from './queries.ts';
import { about, type Queued, type Told, told, type Verdict, verdicts, waitedHours } from './queue.ts';
import { useDesk } from './use_desk.ts';

const nothing: readonly Queued[] = [];

export function BlockQueue() {
  const { t } = useTranslation('committee');
  const queue = useBlockQueue();
  const [result, setResult] = useState<Told | null>(null);
  const decide = useChange(
    (given: { ids: readonly string[]; verdict: Verdict }, key) =>
      ask(
        api.POST('/api/v1/block-requests/decide', {
          params: once(key),
          body: { votes: given.ids.map((request) => ({ request, verdict: given.verdict })) },
        }),
      ),
    { touches: ['block-queue'], done: (answer) => setResult(told(answer.votes)) },
  );
  const give = (verdict: Verdict) => {
    const ids = about(desk);
    if (ids.length > 0 && !decide.isPending) decide.mutate({ ids, verdict });
  };
  const { desk, step, onKeyDown, rowRef } = useDesk(queue.data ?? nothing, give);
  if (queue.error)
    return (
      <ProblemNote
        problem={queue.error}
        what={t('failed.load')}
        kept={t('kept.votes')}
        again={() => void queue.refetch()}
      />
    );
  if (queue.data?.length === 0) return <EmptyState title={t('blocks.none')} words={t('blocks.none_hint')} />;
  return (
    <Stack gap="sm">
      <Verdicts many={about(desk).length} busy={decide.isPending} give={give} />
      <div role="status">{result && <Came result={result} />}</div>
      {decide.error && <ProblemNote problem={decide.error} what={t('failed.change')} kept={t('kept.choice')} />}
      <Table.ScrollContainer minWidth={760}>
        <Table aria-label={t('tab.blocks', { count: desk.ids.length })} onKeyDown={onKeyDown}>
          <QueueHead
            all={desk.chosen.size > 0 && desk.chosen.size === desk.ids.length - desk.voted.size}
            some={desk.chosen.size > 0}
            choose={(every) => step({ do: every ? 'choose_all' : 'choose_none' })}
          />
          <Table.Tbody>
            {(queue.data ?? nothing).map((request) => (
              <QueueRow
                key={request.request}
                request={request}
                here={desk.cursor === request.request}
                chosen={desk.chosen.has(request.request)}
                go={() => step({ do: 'go', request: request.request })}
                pick={() => step({ do: 'pick', request: request.request })}
                rowRef={rowRef(request.request)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

function Verdicts({ many, busy, give }: { many: number; busy: boolean; give: (verdict: Verdict) => void }) {
  const { t } = useTranslation('committee');
  return (
    <section aria-label={t('verdict.title')} className="sticky-acts">
      <Text size="sm" mb={4}>
        {t('verdict.about', { count: many })} <VisuallyHidden>{t('keys.heard')}</VisuallyHidden>
        <span aria-hidden="true">
          <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> {t('keys.move')} · <Kbd size="xs">x</Kbd> {t('keys.choose')} ·{' '}
          <Kbd size="xs">1</Kbd>–<Kbd size="xs">4</Kbd> {t('keys.decide')}
        </span>
      </Text>
      <Group gap="xs">
        {verdicts.map((verdict, i) => (
          <Button
            key={verdict}
            size="xs"
            variant={verdict === 'none' ? 'default' : 'light'}
            disabled={many === 0}
            loading={busy}
            onClick={() => give(verdict)}
            leftSection={<Kbd size="xs">{i + 1}</Kbd>}
          >
            {t(`verdict.${verdict}`)}
          </Button>
        ))}
      </Group>
    </section>
  );
}

function Came({ result }: { result: Told }) {
  const { t } = useTranslation('committee');
  return (
    <>
      <Text size="sm">{t('came.counted', { count: result.counted, decided: result.decided })}</Text>
      {result.refused.length > 0 && (
        <ul>
          {result.refused.map((vote) => (
            <li key={vote.request}>
              <Text size="sm">
                {vote.request}: <span lang="en">{vote.refusal}</span>
              </Text>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function QueueHead({ all, some, choose }: { all: boolean; some: boolean; choose: (every: boolean) => void }) {
  const { t } = useTranslation('committee');
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>
          <Checkbox
            aria-label={t('blocks.choose_all')}
            checked={all}
            indeterminate={some && !all}
            onChange={(event) => choose(event.currentTarget.checked)}
          />
        </Table.Th>
        {(['place', 'kind', 'class', 'basis', 'waited', 'votes'] as const).map((column) => (
          <Table.Th key={column} scope="col">
            {t(`blocks.${column}`)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

interface QueueRowProps {
  request: Queued;
  here: boolean;
  chosen: boolean;
  go: () => void;
  pick: () => void;
  rowRef: (element: HTMLElement | null) => void;
}

function QueueRow({ request, here, chosen, go, pick, rowRef }: QueueRowProps) {
  const { t } = useTranslation('committee');
  const hours = useMemo(() => waitedHours(request.filed_at, new Date()), [request.filed_at]);
  return (
    <Table.Tr
      ref={rowRef}
      tabIndex={here ? 0 : -1}
      className="walked"
      data-here={here || undefined}
      aria-selected={chosen}
      data-chosen={chosen || undefined}
      onFocus={go}
    >
      <Table.Td>
        <Checkbox
          aria-label={t('blocks.choose', { request: request.request })}
          checked={chosen}
          disabled={request.voted}
          onChange={pick}
        />
      </Table.Td>
      <Table.Td>
        <CommitteeAddress request={request} />
        <Text size="xs" c="dimmed">
          {t(`kind.${request.site_kind}`)}
        </Text>
      </Table.Td>
      <Table.Td>{t(`footage_kind.${request.kind}`)}</Table.Td>
      <Table.Td>
        {request.legal_class
          ? t(`class.${request.legal_class.code}`, { defaultValue: request.legal_class.code })
          : t('blocks.no_class')}
        <Text size="xs" c="dimmed">
          {t(request.decided ? 'blocks.decided' : 'blocks.not_decided')}
        </Text>
      </Table.Td>
      <Table.Td>{t(`basis.${request.legal_basis}`, { defaultValue: request.legal_basis })}</Table.Td>
      <Table.Td>
        {hours === null ? t('blocks.not_filed') : t('blocks.hours', { count: hours })}
        <Text size="xs" c="dimmed" component="div">
          {t('blocks.last_seen')} <Time at={request.last_seen} relative />
        </Text>
      </Table.Td>
      <Table.Td>{request.voted ? t('blocks.you_voted', { count: request.votes }) : request.votes}</Table.Td>
    </Table.Tr>
  );
}
