import { Button, Group, Modal, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './ProblemNote.tsx';

/** A button that asks once more before it does something. While it does, and when it fails, the dialog stays, so
 *  that nothing that stands in it is lost. */
export function Confirm({ label, title, children, confirm, act, disabled, variant = 'default', size = 'sm' }: {
  label: string; title: string; children?: ReactNode; confirm?: string; act: () => Promise<unknown>; disabled?: boolean;
  variant?: string; size?: string;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  async function go() {
    setBusy(true);
    setProblem(null);
    try { await act(); setOpen(false); } catch (error) { setProblem(error); }
    setBusy(false);
  }
  return <>
    <Button variant={variant} size={size} disabled={disabled ?? false} onClick={() => setOpen(true)}>{label}</Button>
    <Modal opened={open} onClose={() => { if (!busy) setOpen(false); }} title={title} closeButtonProps={{ 'aria-label': t('parts:close') }}>
      {typeof children === 'string' ? <Text size="sm">{children}</Text> : children}
      {problem !== null && <ProblemNote problem={problem} what={t('parts:not_done')} kept={t('parts:nothing_lost')} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => setOpen(false)} disabled={busy}>{t('parts:not_now')}</Button>
        <Button data-autofocus onClick={() => void go()} loading={busy}>{confirm ?? label}</Button>
      </Group>
    </Modal>
  </>;
}

/** Says that something was done, with the way back where there is one. */
export function told(message: string, undo?: { label: string; act: () => void; ms?: number }): void {
  const id = notifications.show({
    message: undo ? <Group justify="space-between" wrap="nowrap"><Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="default" onClick={() => { undo.act(); notifications.hide(id); }}>{undo.label}</Button></Group> : message,
    color: 'calm', autoClose: undo?.ms ?? 8000, withCloseButton: true, closeButtonProps: { 'aria-label': i18next.t('parts:close') },
  });
}
