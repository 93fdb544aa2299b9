import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schema } from '../api/client.ts';
import { useChange } from '../api/change.ts';
import { countReveal } from '../frame/dose.ts';
import { useSession } from '../session/session.tsx';
import { ProblemNote } from './ProblemNote.tsx';

type Task = Schema<'RevealAddress'>['task'];
const tasks: readonly Task[] = ['send_request', 'check_place', 'answer_operator', 'police_referral', 'court'];
const shownMs = 60_000;

/** A place, folded by the server, and never a link. With a sighting there is a button that shows the whole address
 *  for a task: that asks for a step-up, counts against the day's number and is kept. It folds again after a minute. */
export function FoldedAddress({ place, sighting }: { place: string; sighting?: string }) {
  const { t } = useTranslation();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  const [task, setTask] = useState<Task | null>(null);
  const [whole, setWhole] = useState<string | null>(null);
  const reveal = useChange((wanted: Task) =>
    ask(api.POST('/api/v1/sightings/{sighting}/reveal', { params: { path: { sighting: sighting! } }, body: { task: wanted } })), {
    touches: ['reveals'],
    done: ({ address }) => {
      countReveal();
      setWhole(address);
      setOpen(false);
      setTimeout(() => setWhole(null), shownMs);
    },
  });
  if (whole !== null) return <Group gap="xs"><span className="address">{whole}</span>
    <Button size="compact-xs" variant="default" onClick={() => void navigator.clipboard.writeText(whole)}>{t('parts:copy')}</Button>
    <Button size="compact-xs" variant="default" onClick={() => setWhole(null)}>{t('parts:fold')}</Button></Group>;
  return <Group gap="xs" component="span" wrap="nowrap">
    <span className="address">{place}</span>
    {sighting && may('POST /api/v1/sightings/{sighting}/reveal') && <>
      <Button size="compact-xs" variant="subtle" onClick={() => { setTask(null); reveal.reset(); setOpen(true); }}>{t('parts:show_address')}</Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t('parts:show_address')} closeButtonProps={{ 'aria-label': t('parts:close') }}>
        <Stack>
          <Text size="sm">{t('parts:reveal_why')}</Text>
          <Radio.Group label={t('parts:reveal_task')} value={task} onChange={(value) => setTask(value as Task)}>
            <Stack gap="xs" mt="xs">{tasks.map((one) => <Radio key={one} value={one} label={t(`values:task.${one}`)} />)}</Stack>
          </Radio.Group>
          {reveal.isError && <ProblemNote problem={reveal.error} what={t('parts:reveal_failed')} />}
          <Group justify="flex-end"><Button variant="default" onClick={() => setOpen(false)}>{t('parts:not_now')}</Button>
            <Button disabled={task === null} loading={reveal.isPending} onClick={() => reveal.mutate(task!)}>{t('parts:show_for_minute')}</Button></Group>
        </Stack>
      </Modal>
    </>}
  </Group>;
}
