import type { TFunction } from 'i18next';
import type { Schema } from '../../api/client.ts';
import type { Column } from '../../parts/DataTable.tsx';
import { StateBadge } from '../../parts/StateBadge.tsx';
import { Time } from '../../parts/Time.tsx';

export type Request = Schema<'RemovalRequest'>;

export function requestColumns(t: TFunction): Column<Request>[] {
  return [
    { id: 'state', head: t('requests:state'), value: (one) => t(`values:request.${one.state}`), show: (one) => <StateBadge kind="request" state={one.state} />, width: 140 },
    { id: 'rung', head: t('requests:rung'), value: (one) => t(`values:rung.${one.rung}`), width: 130 },
    { id: 'channel', head: t('requests:channel'), value: (one) => t(`values:channel.${one.channel}`), width: 110 },
    { id: 'due', head: t('requests:due'), value: (one) => one.due_at, show: (one) => one.due_at ? <Time at={one.due_at} relative /> : '', width: 120 },
    { id: 'sent', head: t('requests:sent'), value: (one) => one.sent_at, show: (one) => one.sent_at ? <Time at={one.sent_at} /> : '', width: 210 },
    { id: 'lies', head: t('requests:false_claims'), value: (one) => one.false_claims, show: (one) => one.false_claims || '', width: 100, hidden: true },
    { id: 'rule', head: t('requests:rule'), value: (one) => one.rule, width: 200, hidden: true },
    { id: 'id', head: t('requests:id'), value: (one) => one.id, width: 170, hidden: true },
  ];
}
