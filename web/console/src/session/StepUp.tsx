import { Button, Divider, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attend } from '../api/gates.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/ProblemNote.tsx';
import { stepUpByCode, stepUpByPasskey } from './entry.ts';
import { passkeysWork } from './passkey.ts';

/** Opens when the server wants to know anew who sits here; what was asked goes on by itself afterwards. */
export function StepUp() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const settle = useRef<(through: boolean) => void>(undefined);

  useEffect(() => attend('step_up', () => new Promise<boolean>((resolve) => {
    settle.current = resolve;
    setProblem(null);
    setOpen(true);
  })), []);
  const end = useCallback((through: boolean) => {
    setOpen(false);
    setCode('');
    settle.current?.(through);
  }, []);
  async function prove(way: () => Promise<unknown>) {
    setBusy(true);
    setProblem(null);
    try {
      await way();
      end(true);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'NotAllowedError')) setProblem(asProblem(error));
      setCode('');
    }
    setBusy(false);
  }
  const submit = (event: FormEvent) => { event.preventDefault(); void prove(() => stepUpByCode(code.replace(/\s/g, ''))); };

  return (
    <Modal opened={open} onClose={() => end(false)} title={t('session:step_up')} closeButtonProps={{ 'aria-label': t('parts:close') }} centered zIndex={400}>
      <Stack>
        <Text size="sm">{t('session:step_up_why')}</Text>
        {problem && <ProblemNote problem={problem} what={t('session:step_up_failed')} />}
        {passkeysWork() && <>
          <Button loading={busy} onClick={() => void prove(stepUpByPasskey)}>{t('session:with_passkey')}</Button>
          <Divider label={t('session:or')} labelPosition="center" />
        </>}
        <form onSubmit={submit}>
          <TextInput data-autofocus label={t('session:code')} description={t('session:code_why')} required value={code} inputMode="numeric"
            autoComplete="one-time-code" onChange={(event) => setCode(event.currentTarget.value)} />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={() => end(false)}>{t('parts:not_now')}</Button>
            <Button type="submit" loading={busy}>{t('session:prove')}</Button>
          </Group>
        </form>
      </Stack>
    </Modal>
  );
}
