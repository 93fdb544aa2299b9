import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useCases } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';
import { useMay } from '../../session/session.tsx';
import { OpenCase } from './OpenCase.tsx';

type Case = Schema<'Case'>;

export default function Cases() {
  const { t } = useTranslation();
  const go = useGo();
  const cases = useCases();
  const mayOpen = useMay('POST /api/v1/cases');
  const [opening, setOpening] = useState(false);
  const columns = useMemo((): Column<Case>[] => [
    { id: 'pseudonym', head: t('cases:pseudonym'), value: (one) => one.pseudonym, width: 160 },
    { id: 'state', head: t('cases:state'), value: (one) => t(`values:case.${one.state}`), show: (one) => <StateBadge kind="case" state={one.state} />, width: 120 },
    { id: 'harm', head: t('cases:harm'), value: (one) => one.harm_types.map((harm) => t(`values:harm.${harm}`)).join(', '), width: 200 },
    { id: 'age', head: t('cases:age'), value: (one) => t(`values:age.${one.age_band}`), width: 100 },
    { id: 'consent', head: t('cases:consent'), value: (one) => consented(one).map((purpose) => t(`cases:purpose_${purpose}`)).join(', ') || t('parts:none'), width: 180 },
    { id: 'papers', head: t('cases:papers'), value: (one) => one.papers_checked_at ? t('cases:checked') : t('cases:not_checked'), width: 110 },
    { id: 'opened', head: t('cases:opened'), value: (one) => one.opened_at, show: (one) => <Time at={one.opened_at} />, width: 210 },
    { id: 'id', head: t('cases:id'), value: (one) => one.id, width: 170, hidden: true },
  ], [t]);
  return <>
    <PageHead title={t('cases:title')} words={t('cases:words')}>
      {mayOpen && <Button onClick={() => setOpening(true)}>{t('cases:open')}</Button>}
    </PageHead>
    <Loaded query={cases}>{(rows) =>
      <DataTable name="cases" label={t('cases:title')} rows={rows} columns={columns} id={(one) => one.id} open={(one) => go(`/cases/${one.id}`)} sortedBy="-opened"
        empty={<EmptyState title={t('cases:empty')} words={t('cases:empty_why')}>{mayOpen && <Button onClick={() => setOpening(true)}>{t('cases:open')}</Button>}</EmptyState>} />}
    </Loaded>
    <OpenCase opened={opening} close={() => setOpening(false)} done={(id) => { setOpening(false); go(`/cases/${id}`); }} />
  </>;
}

export function consented(one: Case): ('removal' | 'police' | 'other_centres')[] {
  return (['removal', 'police', 'other_centres'] as const).filter((purpose) => one.consent[purpose]);
}
