import { Button, Card, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/change.ts';
import { api, ask, once } from '../../api/client.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Marked, type Shape } from '../../parts/Marked.tsx';
import { ProblemNote } from '../../parts/ProblemNote.tsx';
import { Time } from '../../parts/Time.tsx';
import { AcceptForm, ChangeForm, DeclineForm, OfferForm } from './LinkForms.tsx';
import { actsOf, type CaseLink, type LinkGround, type Turn, turnOf } from './links.ts';
import { SharedView } from './SharedView.tsx';

const shapes: Record<Turn, Shape> = {
  ours_to_answer: 'stands',
  ours_to_offer: 'waits',
  theirs: 'moves',
  open: 'done',
  over: 'ended',
};
type Doing = 'offer' | 'accept' | 'decline' | 'change' | null;

export function LinkCard({ link }: { link: CaseLink }) {
  const { t } = useTranslation('related');
  const [doing, setDoing] = useState<Doing>(null);
  const turn = turnOf(link);
  const acts = actsOf(link);
  const done = () => setDoing(null);
  return (
    <Card withBorder padding="sm" component="article" aria-label={t('link.of', { id: link.id, case: link.case })}>
      <Group justify="space-between">
        <Text fw={600}>
          {link.case} ↔ {link.other_centre ?? t('another_centre')}
        </Text>
        <Group gap="xs">
          <Text size="sm">{t(`strength.${link.strength}`)}</Text>
          <Marked shape={shapes[turn]}>{t(`turn.${turn}`)}</Marked>
        </Group>
      </Group>
      <Grounds grounds={link.grounds} />
      <Facts link={link} />
      <Group mt="xs" gap="xs">
        {(['offer', 'accept', 'decline', 'change'] as const).map(
          (act) =>
            acts[act] && (
              <Button
                key={act}
                size="xs"
                variant={act === 'decline' ? 'default' : 'light'}
                aria-expanded={doing === act}
                onClick={() => setDoing(doing === act ? null : act)}
              >
                {t(`act.${act}`)}
              </Button>
            ),
        )}
        {acts.revoke && <Revoke link={link} />}
        {acts.read && <SharedView link={link} />}
      </Group>
      {doing === 'offer' && <OfferForm link={link} done={done} />}
      {doing === 'accept' && <AcceptForm link={link} done={done} />}
      {doing === 'decline' && <DeclineForm link={link} done={done} />}
      {doing === 'change' && <ChangeForm link={link} done={done} />}
    </Card>
  );
}

/** Why the two may belong together, each ground in words; never what the trace itself was. */
function Grounds({ grounds }: { grounds: readonly LinkGround[] }) {
  const { t } = useTranslation('related');
  return (
    <ul>
      {grounds.map((ground) => (
        <li key={`${ground.ground} ${ground.kind} ${ground.closeness} ${ground.since}`}>
          <Text size="sm">
            {t(`ground.${ground.ground}`)}
            {ground.kind ? `: ${t(`trace.${ground.kind}`)}` : ''}
            {ground.closeness ? `, ${t(`closeness.${ground.closeness}`)}` : ''} ({t('ground.since')}{' '}
            <Time at={ground.since} />){ground.capped ? ` · ${t('ground.capped')}` : ''}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function Facts({ link }: { link: CaseLink }) {
  const { t } = useTranslation('related');
  const fields = (names: readonly string[]) => names.map((name) => t(`field.${name}`)).join(', ') || t('field.none');
  return (
    <>
      {link.purpose && (
        <Text size="sm">
          {t('link.purpose')}: {t(`purpose.${link.purpose}`)}
          {link.until && (
            <>
              {' · '}
              {t('link.until')} <Time at={link.until} />
            </>
          )}
        </Text>
      )}
      {link.own_yes && (
        <Text size="sm">
          {t('link.own_fields')}: {fields(link.own_fields)}
        </Text>
      )}
      {link.state === 'offered' && !link.own_yes && (
        <Text size="sm">
          {t('link.offered_fields')}: {fields(link.offered_fields)}
        </Text>
      )}
      {link.own_decline && (
        <Text size="sm">
          {t('link.declined')}: {t(`reason.${link.own_decline}`)}
        </Text>
      )}
      {link.ended_by && <Text size="sm">{t(`ended.${link.ended_by}`)}</Text>}
    </>
  );
}

function Revoke({ link }: { link: CaseLink }) {
  const { t } = useTranslation('related');
  const revoke = useChange(
    (_: null, key) =>
      ask(api.POST('/api/v1/related/{related}/revoke', { params: { path: { related: link.id }, ...once(key) } })),
    { touches: ['links'] },
  );
  return (
    <>
      <Confirm label={t('act.revoke')} title={t('act.revoke_of')} size="xs" act={() => revoke.mutateAsync(null)}>
        {t('act.revoke_why')}
      </Confirm>
      {revoke.error && <ProblemNote problem={revoke.error} what={t('failed.change')} />}
    </>
  );
}
