import { Button, List, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, type Schema } from '../../api/client.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import type { CaseLink } from './links.ts';

/** What the other centre shares. Reading asks for a step-up, and both centres' logs say when it was read. */
export function SharedView({ link }: { link: CaseLink }) {
  const { t } = useTranslation('related');
  const [open, setOpen] = useState(false);
  const read = useChange(
    (_: null) => ask(api.GET('/api/v1/related/{related}/shared', { params: { path: { related: link.id } } })),
    { touches: [], done: () => setOpen(true) },
  );
  const close = () => {
    setOpen(false);
    read.reset();
  };
  return (
    <>
      <Button size="xs" variant="light" loading={read.isPending} onClick={() => read.mutate(null)}>
        {t('act.read')}
      </Button>
      {read.error && <ProblemNote problem={read.error} what={t('failed.read')} />}
      <Modal
        opened={open && read.data !== undefined}
        onClose={close}
        title={t('shared.title', { centre: read.data?.centre ?? '' })}
        size="lg"
        closeButtonProps={{ 'aria-label': t('parts:close') }}
      >
        {read.data && <Shared view={read.data} />}
      </Modal>
    </>
  );
}

function Shared({ view }: { view: Schema<'LinkedView'> }) {
  const { t } = useTranslation('related');
  return (
    <List spacing="xs" size="sm">
      {view.officer_contact && <List.Item>{`${t('field.officer_contact')}: ${view.officer_contact}`}</List.Item>}
      {view.investigation_number && (
        <List.Item>{`${t('field.investigation_number')}: ${view.investigation_number}`}</List.Item>
      )}
      {view.footage && <List.Item>{t('shared.footage', { ...view.footage })}</List.Item>}
      {view.sightings && (
        <List.Item>
          {t('shared.sightings', { live: view.sightings.live, gone: view.sightings.gone })} (
          <Time at={view.sightings.first_seen} /> – <Time at={view.sightings.last_seen} />)
        </List.Item>
      )}
      {view.removals && <List.Item>{t('shared.removals', { ...view.removals })}</List.Item>}
      {view.sites?.map((site) => (
        <List.Item key={site.site}>
          <span className="address">{site.site}</span>: {t('shared.site', { count: site.sightings })}
        </List.Item>
      ))}
      {view.traces?.map((trace) => (
        <List.Item key={trace.kind}>
          {t(`trace.${trace.kind}`)}: {trace.traces}
        </List.Item>
      ))}
      {view.fields.length === 0 && <Text size="sm">{t('shared.nothing')}</Text>}
    </List>
  );
}
