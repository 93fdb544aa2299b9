import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask } from '../../api/client.ts';
import { offerFile } from '../../parts/csv.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Verdict } from './Verdict.tsx';
import { Broken, type BrokenReason } from './proof/bytes.ts';
import { checkGrowth, checkSigned, keptCheckpoint } from './proof/growth.ts';
import { useCheckpoint } from './queries.ts';

/** What the log last signed about itself, its signature checked here; and whether it only grew since one that was kept. */
export function CheckpointPanel() {
  const { t } = useTranslation('audit');
  const checkpoint = useCheckpoint();
  const served = checkpoint.data;
  const signed = useQuery({
    queryKey: ['checkpoint-signed', served?.checkpoint],
    enabled: served !== undefined,
    queryFn: () => (served ? reasonOf(() => checkSigned(served)) : null),
    retry: false,
  });
  if (checkpoint.isPending) return <Text role="status">{t('frame:loading')}</Text>;
  if (checkpoint.error)
    return <ProblemNote problem={checkpoint.error} what={t('failed.load')} again={() => void checkpoint.refetch()} />;
  if (!served) return null;
  return (
    <Stack>
      <section aria-labelledby="signed">
        <Title order={2} id="signed">
          {t('checkpoint.title', { count: served.size })}
        </Title>
        <Text size="sm">{t('checkpoint.about')}</Text>
        <pre className="letter" tabIndex={0} aria-label={t('checkpoint.note')}>
          {served.checkpoint}
        </pre>
        <Text size="sm">
          {t('checkpoint.key')}: <span className="address">{served.key}</span>
        </Text>
        <div role="status">
          {signed.data !== undefined && <Verdict reason={signed.data} holds={t('checkpoint.holds')} />}
        </div>
        {signed.error && <Text size="sm">{t('proof.no_ed25519')}</Text>}
        <Group mt="xs">
          <Button
            size="xs"
            variant="default"
            onClick={() => offerFile(`jium-checkpoint-${served.size}.txt`, served.checkpoint, 'text/plain')}
          >
            {t('checkpoint.keep')}
          </Button>
        </Group>
      </section>
      <Growth />
    </Stack>
  );
}

function Growth() {
  const { t } = useTranslation('audit');
  const [text, setText] = useState('');
  const compare = useChange(
    (kept: string) =>
      reasonOf(async () => {
        const known = keptCheckpoint(kept);
        const served = await ask(
          api.GET('/api/v1/log/checkpoint', { params: { query: { since: String(known.size) } } }),
        );
        await checkGrowth(known, served);
      }),
    { touches: [] },
  );
  return (
    <section aria-labelledby="growth">
      <Title order={2} id="growth">
        {t('growth.title')}
      </Title>
      <Text size="sm">{t('growth.about')}</Text>
      <Textarea
        mt="xs"
        label={t('growth.kept')}
        autosize
        minRows={4}
        maxRows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
        styles={{ input: { fontFamily: 'monospace' } }}
      />
      <Group mt="xs">
        <Button
          size="xs"
          disabled={text.trim() === ''}
          loading={compare.isPending}
          onClick={() => compare.mutate(text)}
        >
          {t('growth.compare')}
        </Button>
      </Group>
      <div role="status">
        {compare.data !== undefined && <Verdict reason={compare.data} holds={t('growth.holds')} />}
      </div>
      {compare.error && <ProblemNote problem={compare.error} what={t('failed.load')} kept={t('parts:nothing_lost')} />}
    </section>
  );
}

/** Null when it holds, otherwise why it does not. What is not about the proof is thrown on. */
async function reasonOf(check: () => Promise<unknown>): Promise<BrokenReason | null> {
  try {
    await check();
    return null;
  } catch (problem) {
    if (problem instanceof Broken) return problem.reason;
    throw problem;
  }
}
