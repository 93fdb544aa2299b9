import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, once, type Schema } from '../../api/client.ts';
import { useChange } from '../../api/change.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';

type Ask = Schema<'OpenCase'>;
type Harm = Ask['harm_types'][number];
type Age = NonNullable<Ask['age_band']>;
type Requester = NonNullable<Ask['requester']>;
const harms: Harm[] = ['illegal_filming', 'dissemination', 'fear_of_dissemination', 'threat_to_disseminate', 'synthetic', 'child_exploitation', 'identity_leak', 'other'];
const ages: Age[] = ['unknown', 'under_14', 'teens', 'twenties', 'thirties', 'forties', 'fifties_and_over'];
const requesters: Requester[] = ['victim', 'spouse', 'lineal_kin', 'sibling', 'agent'];

/** Closing it keeps what was typed, until the page is left or the case is opened. */
export function OpenCase({ opened, close, done }: { opened: boolean; close: () => void; done: (id: string) => void }) {
  const { t } = useTranslation();
  const [pseudonym, setPseudonym] = useState('');
  const [harm, setHarm] = useState<string[]>([]);
  const [age, setAge] = useState<Age>('unknown');
  const [requester, setRequester] = useState<Requester>('victim');
  const [papers, setPapers] = useState(false);
  const [consent, setConsent] = useState<string[]>([]);
  const open = useChange((given: Ask, key) => ask(api.POST('/api/v1/cases', { params: once(key), body: given })), {
    done: ({ id }) => { setPseudonym(''); setHarm([]); setConsent([]); setPapers(false); done(id); },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate({ pseudonym: pseudonym.trim(), harm_types: harm as Harm[], age_band: age, requester, papers_checked: papers,
      consent: { removal: consent.includes('removal'), police: consent.includes('police'), other_centres: consent.includes('other_centres') } });
  };
  return (
    <Modal opened={opened} onClose={close} title={t('cases:open')} size="lg" closeButtonProps={{ 'aria-label': t('parts:close') }}>
      <form onSubmit={submit}>
        <Stack>
          {open.isError && <ProblemNote problem={open.error} what={t('cases:open_failed')} kept={t('parts:nothing_lost')} />}
          <TextInput data-autofocus required label={t('cases:pseudonym')} description={t('cases:pseudonym_why')} value={pseudonym} autoComplete="off" onChange={(event) => setPseudonym(event.currentTarget.value)} />
          <Checkbox.Group label={t('cases:harm')} description={t('cases:harm_why')} value={harm} onChange={setHarm}>
            <Group gap="sm" mt="xs">{harms.map((one) => <Checkbox key={one} value={one} label={t(`values:harm.${one}`)} />)}</Group>
          </Checkbox.Group>
          <Group grow align="flex-start">
            <Select label={t('cases:age')} value={age} allowDeselect={false} data={ages.map((one) => ({ value: one, label: t(`values:age.${one}`) }))} onChange={(value) => setAge(value as Age)} />
            <Select label={t('cases:requester')} value={requester} allowDeselect={false} data={requesters.map((one) => ({ value: one, label: t(`values:requester.${one}`) }))} onChange={(value) => setRequester(value as Requester)} />
          </Group>
          <Checkbox label={t('cases:papers_seen')} checked={papers} onChange={(event) => setPapers(event.currentTarget.checked)} />
          <Checkbox.Group label={t('cases:consent')} description={t('cases:consent_why')} value={consent} onChange={setConsent}>
            <Stack gap="xs" mt="xs">{(['removal', 'police', 'other_centres'] as const).map((one) => <Checkbox key={one} value={one} label={t(`cases:purpose_${one}`)} />)}</Stack>
          </Checkbox.Group>
          <Group justify="flex-end"><Button variant="default" onClick={close}>{t('parts:not_now')}</Button>
            <Button type="submit" loading={open.isPending} disabled={pseudonym.trim() === '' || harm.length === 0}>{t('cases:open')}</Button></Group>
        </Stack>
      </form>
    </Modal>
  );
}
