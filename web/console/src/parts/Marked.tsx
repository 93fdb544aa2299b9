import type { ReactNode } from 'react';

export type Shape = 'waits' | 'moves' | 'done' | 'stands' | 'ended';
const marks: Record<Shape, string> = { waits: '○', moves: '◐', done: '●', stands: '▲', ended: '□' };

/** Words with a shape before them, where StateBadge has no words of its own: never by colour alone, and never red. */
export function Marked({ shape, children }: { shape: Shape; children: ReactNode }) {
  return (
    <span className="state">
      <span aria-hidden="true">{marks[shape]}</span>
      <span>{children}</span>
    </span>
  );
}
