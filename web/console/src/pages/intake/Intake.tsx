import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, type Schema } from '../../api/client.ts';
import { whileAtWork } from '../../api/reads.ts';
import { useGo } from '../../frame/go.ts';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Loaded } from '../../parts/Loaded.tsx';
import { PageHead } from '../../parts/PageHead.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';

type Listed = Schema<'IntakeListed'>;

/** What people told through the intake page. Nothing of it was compared with anything before somebody accepts it. */
export default function Intake() {
  const { t } = useTranslation();
  const go = useGo();
  const reports = useQuery({ queryKey: ['intake'], refetchInterval: whileAtWork(), queryFn: async () => (await ask(api.GET('/api/v1/intake'))).reports });
  const columns = useMemo((): Column<Listed>[] => [
    { id: 'state', head: t('intake:state'), value: (one) => t(`values:intake.${one.state}`), show: (one) => <StateBadge kind="intake" state={one.state} />, width: 130 },
    { id: 'received', head: t('intake:received'), value: (one) => one.received_at, show: (one) => <Time at={one.received_at} />, width: 210 },
    { id: 'unread', head: t('intake:unread'), value: (one) => one.unread, show: (one) => one.unread || '', width: 110 },
    { id: 'age', head: t('cases:age'), value: (one) => t(`values:age.${one.age_band}`), width: 110 },
    { id: 'harm', head: t('cases:harm'), value: (one) => one.harm_types.map((harm) => t(`values:harm.${harm}`)).join(', '), width: 200 },
    { id: 'files', head: t('intake:files'), value: (one) => one.files, width: 90 },
    { id: 'places', head: t('intake:places'), value: (one) => one.places, width: 90 },
    { id: 'id', head: t('cases:id'), value: (one) => one.id, width: 170, hidden: true },
  ], [t]);
  return <>
    <PageHead title={t('intake:title')} words={t('intake:words')} />
    <Loaded query={reports}>{(rows) => <DataTable name="intake" label={t('intake:title')} rows={rows} columns={columns} id={(one) => one.id} open={(one) => go(`/intake/${one.id}`)}
      empty={<EmptyState title={t('intake:empty')} words={t('intake:empty_why')} />} />}</Loaded>
  </>;
}
