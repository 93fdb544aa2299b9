// What an officer says about a link: offer, accept, decline with a reason, other fields. Both sides read only what
// both have ticked.
import { Button, Checkbox, Group, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import {
  type CaseLink,
  type DeclineReason,
  declineReasons,
  endOfDay,
  type SharedField,
  sharedFields,
  untilFault,
} from './links.ts';

interface FormProps {
  link: CaseLink;
  done: () => void;
}

function Fields({
  fields,
  setFields,
  offered,
}: {
  fields: SharedField[];
  setFields: (fields: SharedField[]) => void;
  offered?: readonly string[];
}) {
  const { t } = useTranslation('related');
  return (
    <Checkbox.Group
      label={t('field.title')}
      description={t('field.about')}
      value={fields}
      onChange={(values) => setFields(values as SharedField[])}
    >
      <Group mt="xs">
        {sharedFields.map((field) => (
          <Checkbox
            key={field}
            value={field}
            label={offered?.includes(field) ? t('field.both', { field: t(`field.${field}`) }) : t(`field.${field}`)}
          />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

interface SheetProps {
  label: string;
  send: () => void;
  busy: boolean;
  ready: boolean;
  problem: unknown;
  close: () => void;
  children: ReactNode;
}

function Sheet({ label, send, busy, ready, problem, close, children }: SheetProps) {
  const { t } = useTranslation('related');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit} aria-label={label}>
      <Stack gap="sm" mt="sm">
        {children}
        {problem !== null && <ProblemNote problem={problem} what={t('failed.change')} kept={t('parts:nothing_lost')} />}
        <Group>
          <Button type="submit" size="xs" disabled={!ready} loading={busy}>
            {label}
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            {t('parts:not_now')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Until({ day, setDay }: { day: string; setDay: (day: string) => void }) {
  const { t } = useTranslation('related');
  const fault = day === '' ? null : untilFault(day, new Date());
  return (
    <TextInput
      type="date"
      label={t('link.until')}
      description={t('link.until_hint')}
      value={day}
      error={fault && t(`until.${fault}`)}
      onChange={(event) => setDay(event.currentTarget.value)}
      maw={240}
    />
  );
}

export function OfferForm({ link, done }: FormProps) {
  const { t } = useTranslation('related');
  const [purpose, setPurpose] = useState<'removal' | 'investigation' | 'court'>('removal');
  const [day, setDay] = useState('');
  const [fields, setFields] = useState<SharedField[]>([]);
  const offer = useChange(
    (_: null, key) =>
      ask(
        api.POST('/api/v1/related/{related}/offer', {
          params: { path: { related: link.id }, ...once(key) },
          body: { purpose, until: endOfDay(day), fields },
        }),
      ),
    { touches: ['links'], done },
  );
  return (
    <Sheet
      label={t('act.offer')}
      send={() => offer.mutate(null)}
      busy={offer.isPending}
      ready={untilFault(day, new Date()) === null}
      problem={offer.error}
      close={done}
    >
      <Text size="sm">{t('act.offer_about')}</Text>
      <Select
        label={t('link.purpose')}
        data={(['removal', 'investigation', 'court'] as const).map((value) => ({
          value,
          label: t(`purpose.${value}`),
        }))}
        value={purpose}
        allowDeselect={false}
        onChange={(value) => setPurpose(value as typeof purpose)}
        maw={280}
      />
      <Until day={day} setDay={setDay} />
      <Fields fields={fields} setFields={setFields} />
    </Sheet>
  );
}

export function AcceptForm({ link, done }: FormProps) {
  const { t } = useTranslation('related');
  const [day, setDay] = useState('');
  const [fields, setFields] = useState<SharedField[]>([...link.offered_fields]);
  const accept = useChange(
    (_: null, key) =>
      ask(
        api.POST('/api/v1/related/{related}/accept', {
          params: { path: { related: link.id }, ...once(key) },
          body: { fields, ...(day === '' ? {} : { until: endOfDay(day) }) },
        }),
      ),
    { touches: ['links'], done },
  );
  return (
    <Sheet
      label={t('act.accept')}
      send={() => accept.mutate(null)}
      busy={accept.isPending}
      ready={day === '' || untilFault(day, new Date()) === null}
      problem={accept.error}
      close={done}
    >
      <Fields fields={fields} setFields={setFields} offered={link.offered_fields} />
      <Until day={day} setDay={setDay} />
    </Sheet>
  );
}

export function DeclineForm({ link, done }: FormProps) {
  const { t } = useTranslation('related');
  const [reason, setReason] = useState<DeclineReason | null>(null);
  const decline = useChange(
    (chosen: DeclineReason, key) =>
      ask(
        api.POST('/api/v1/related/{related}/decline', {
          params: { path: { related: link.id }, ...once(key) },
          body: { reason: chosen },
        }),
      ),
    { touches: ['links'], done },
  );
  return (
    <Sheet
      label={t('act.decline')}
      send={() => reason && decline.mutate(reason)}
      busy={decline.isPending}
      ready={reason !== null}
      problem={decline.error}
      close={done}
    >
      <Radio.Group
        label={t('reason.title')}
        description={t('reason.about')}
        value={reason}
        onChange={(value) => setReason(value as DeclineReason)}
      >
        <Stack gap={6} mt="xs">
          {declineReasons.map((one) => (
            <Radio key={one} value={one} label={t(`reason.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </Sheet>
  );
}

export function ChangeForm({ link, done }: FormProps) {
  const { t } = useTranslation('related');
  const [fields, setFields] = useState<SharedField[]>([...link.own_fields]);
  const change = useChange(
    (_: null, key) =>
      ask(
        api.POST('/api/v1/related/{related}/fields', {
          params: { path: { related: link.id }, ...once(key) },
          body: { fields },
        }),
      ),
    { touches: ['links'], done },
  );
  return (
    <Sheet
      label={t('act.change')}
      send={() => change.mutate(null)}
      busy={change.isPending}
      ready
      problem={change.error}
      close={done}
    >
      <Fields fields={fields} setFields={setFields} offered={link.offered_fields} />
    </Sheet>
  );
}
