// Where a request stands on its clock, for the board.
import type { Schema } from '../../api/client.ts';

export type Lane = 'to_confirm' | 'leaving' | 'clock_runs' | 'clock_near' | 'over' | 'proving' | 'done';
export const lanes: readonly Lane[] = ['to_confirm', 'leaving', 'clock_runs', 'clock_near', 'over', 'proving', 'done'];
const dayMs = 86_400_000;

export function laneOf(request: Pick<Schema<'RemovalRequest'>, 'state' | 'due_at'>, now: number): Lane {
  switch (request.state) {
    case 'drafted': return 'to_confirm';
    case 'confirmed': return 'leaving';
    case 'overdue': case 'refused': return 'over';
    case 'removed': return 'proving';
    case 'verified': return 'done';
    default: return request.due_at !== null && Date.parse(request.due_at) - now < dayMs ? 'clock_near' : 'clock_runs';
  }
}
