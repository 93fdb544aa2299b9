import { Affix, Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { changeDose, currentDose, onDose, pauseIsDue } from './dose.ts';
import { pageAt } from './places.ts';

const minuteMs = 60_000;
const pauseMinutes = 10;

/** Counts the minutes in which somebody is really at work on a page that weighs; after fifty it offers a pause, which
 *  may be put off and never locks anybody out. */
export function Pause() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const hard = pageAt(path)?.hard === true;
  const dose = useSyncExternalStore(onDose, currentDose);
  const [resting, setResting] = useState(false);
  const [left, setLeft] = useState(pauseMinutes);

  useEffect(() => {
    if (!hard || resting) return;
    let active = true;
    const moved = () => { active = true; };
    const events = ['pointermove', 'keydown', 'scroll'] as const;
    for (const event of events) document.addEventListener(event, moved, { passive: true });
    const timer = setInterval(() => {
      if (active && document.visibilityState === 'visible') changeDose((now) => ({ ...now, minutes: now.minutes + 1 }));
      active = false;
    }, minuteMs);
    return () => { clearInterval(timer); for (const event of events) document.removeEventListener(event, moved); };
  }, [hard, resting]);

  useEffect(() => {
    if (!resting) return;
    const timer = setInterval(() => setLeft((minutes) => minutes - 1), minuteMs);
    return () => clearInterval(timer);
  }, [resting]);
  useEffect(() => { if (left <= 0) setResting(false); }, [left]);

  const rest = () => { changeDose((now) => ({ ...now, pausedAt: now.minutes })); setLeft(pauseMinutes); setResting(true); };
  const later = () => changeDose((now) => ({ ...now, pausedAt: now.minutes - 40 }));
  return <>
    {pauseIsDue(dose) && !resting && (
      <Affix position={{ bottom: 16, left: 16 }}>
        <Paper withBorder shadow="sm" p="md" maw={360} role="status">
          <Text fw={600}>{t('frame:pause_offer')}</Text>
          <Text size="sm" mt={4}>{t('frame:pause_offer_why')}</Text>
          <Group mt="sm"><Button onClick={rest}>{t('frame:pause_take')}</Button><Button variant="default" onClick={later}>{t('frame:pause_later')}</Button></Group>
        </Paper>
      </Affix>
    )}
    <Modal opened={resting} onClose={() => setResting(false)} fullScreen withCloseButton={false} title={t('frame:pause')} zIndex={390}>
      <Stack align="center" justify="center" mih="80vh" ta="center">
        <Text maw={420}>{t('frame:pause_words')}</Text>
        <Text c="dimmed">{t('frame:pause_left', { count: left })}</Text>
        <Button variant="default" onClick={() => setResting(false)}>{t('frame:pause_end')}</Button>
      </Stack>
    </Modal>
  </>;
}
