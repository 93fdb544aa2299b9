import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask } from '../../api/client.ts';
import { countReveal } from '../../frame/dose.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import type { Queued } from './queue.ts';

const shownMs = 60_000;

/** The place, folded. The whole of it needs a step-up, counts against the day's number, and the centre sees it. */
export function CommitteeAddress({ request }: { request: Queued }) {
  const { t } = useTranslation('committee');
  const [open, setOpen] = useState(false);
  const [whole, setWhole] = useState<string | null>(null);
  const reveal = useChange(
    (_: null) =>
      ask(api.POST('/api/v1/block-requests/{block}/reveal', { params: { path: { block: request.request } } })),
    {
      touches: ['reveals'],
      done: ({ address }) => {
        countReveal();
        setWhole(address);
        setOpen(false);
        setTimeout(() => setWhole(null), shownMs);
      },
    },
  );
  return (
    <Group gap="xs" wrap="nowrap">
      <span className="address">{whole ?? request.place}</span>
      {whole === null ? (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => setOpen(true)}
          aria-label={t('reveal.of', { place: request.place })}
        >
          {t('reveal.show')}
        </Button>
      ) : (
        <Button size="compact-xs" variant="default" onClick={() => setWhole(null)}>
          {t('reveal.fold')}
        </Button>
      )}
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('reveal.title')}
        closeButtonProps={{ 'aria-label': t('parts:close') }}
      >
        <Text size="sm">{t('reveal.why')}</Text>
        {reveal.error && <ProblemNote problem={reveal.error} what={t('reveal.failed')} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setOpen(false)}>
            {t('parts:not_now')}
          </Button>
          <Button loading={reveal.isPending} onClick={() => reveal.mutate(null)}>
            {t('reveal.minute')}
          </Button>
        </Group>
      </Modal>
    </Group>
  );
}
