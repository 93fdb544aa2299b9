import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attend } from '../api/gates.ts';
import { type Me, whoAmI } from './entry.ts';
import { SignInForm } from './SignInForm.tsx';

/** The session has ended, and the page stays as it is: whoever signs in again, as the same person in the same role,
 *  goes on where they were. Anybody else begins on a fresh page. */
export function SessionEnded({ me, leave }: { me: Me; leave: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const settle = useRef<(through: boolean) => void>(undefined);
  useEffect(() => attend('session', () => new Promise<boolean>((resolve) => {
    settle.current = resolve;
    setOpen(true);
  })), []);
  const back = useCallback(async () => {
    const now = await whoAmI();
    if (now.person !== me.person || now.role !== me.role) { location.reload(); return; }
    setOpen(false);
    settle.current?.(true);
  }, [me]);
  const away = () => { setOpen(false); settle.current?.(false); leave(); };
  return (
    <Modal opened={open} onClose={() => undefined} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false}
      title={t('session:ended')} centered zIndex={410}>
      <Stack>
        <Text size="sm">{t('session:ended_why')}</Text>
        <SignInForm done={back} person={me.person} />
        <Group justify="flex-end"><Button variant="subtle" onClick={away}>{t('session:leave_anyway')}</Button></Group>
      </Stack>
    </Modal>
  );
}
