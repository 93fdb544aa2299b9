import { Kbd, Modal, Switch, Table } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keep, kept } from '../parts/kept.ts';
import { useSession } from '../session/session.tsx';
import { useGo } from './go.ts';
import { isTyping, Sequence } from './keys.ts';
import { pagesFor } from './places.ts';

/** ? lists them; g and a letter goes to a page. */
export function Shortcuts() {
  const { t } = useTranslation();
  const { may } = useSession();
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [single, setSingle] = useState(kept<boolean>('single_keys') ?? true);
  const listed = pagesFor(may).filter((page) => page.letter);

  useEffect(() => {
    const sequence = new Sequence();
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]')) return;
      if (event.key === '?') { setOpen(true); return; }
      if (!single) return;
      // With a Korean keyboard the letter is that of the key, not what it writes.
      const key = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
      const letter = sequence.press(key, event.timeStamp);
      const page = letter === null ? undefined : pagesFor(may).find((one) => one.letter === letter);
      if (page) { event.preventDefault(); go(page.path); }
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [single, may, go]);

  return (
    <Modal opened={open} onClose={() => setOpen(false)} title={t('frame:shortcuts')} closeButtonProps={{ 'aria-label': t('parts:close') }}>
      <Table>
        <Table.Tbody>
          <Row keys={['Ctrl', 'K']} does={t('frame:palette')} />
          <Row keys={['?']} does={t('frame:shortcuts')} />
          {listed.map((page) => <Row key={page.name} keys={['g', page.letter!]} does={t(`${page.name}:title`)} />)}
          <Row keys={['↑', '↓']} does={t('frame:key_rows')} />
          <Row keys={['Enter']} does={t('frame:key_open')} />
          <Row keys={['Esc']} does={t('frame:key_close')} />
        </Table.Tbody>
      </Table>
      <Switch mt="md" label={t('frame:single_keys')} checked={single}
        onChange={(event) => { setSingle(event.currentTarget.checked); keep('single_keys', event.currentTarget.checked); }} />
    </Modal>
  );
}

function Row({ keys, does }: { keys: string[]; does: string }) {
  return <Table.Tr><Table.Td>{keys.map((key, at) => <span key={key}>{at > 0 && ' '}<Kbd>{key}</Kbd></span>)}</Table.Td><Table.Td>{does}</Table.Td></Table.Tr>;
}
