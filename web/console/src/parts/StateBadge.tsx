import { useTranslation } from 'react-i18next';

type Shape = 'waits' | 'moves' | 'done' | 'stands' | 'ended';
const marks: Record<Shape, string> = { waits: '○', moves: '◐', done: '●', stands: '▲', ended: '□' };

const shapes: Record<string, Shape> = {
  waiting: 'waits', drafted: 'waits', opened: 'waits', registered: 'waits', prepared: 'waits', open: 'waits', filed: 'waits', invited: 'waits', suggested: 'waits', offered: 'waits',
  confirmed: 'moves', sent: 'moves', acknowledged: 'moves', active: 'moves', climbing: 'moves', running: 'moves', served: 'moves', reachable: 'moves', taken_over: 'moves',
  removed: 'done', verified: 'done', gone: 'done', decided: 'done', done: 'done', settled: 'done', granted: 'done', upheld: 'done', accepted: 'done',
  live: 'stands', refused: 'stands', overdue: 'stands', refusing: 'stands', silent: 'stands', needs_more: 'stands', found: 'stands', halted: 'stands', exhausted: 'stands', dead: 'stands',
};

/** A state in words, with a shape before it: never by colour alone, and never red. `kind` names the words:
 *  values:KIND.STATE. */
export function StateBadge({ kind, state }: { kind: string; state: string }) {
  const { t } = useTranslation();
  return <span className="state"><span aria-hidden="true">{marks[shapes[state] ?? 'ended']}</span><span>{t(`values:${kind}.${state}`)}</span></span>;
}
