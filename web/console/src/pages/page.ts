import type { ComponentType } from 'react';

export interface Page {
  /** Also the name of its file of words: `${name}:title` is the page's title. */
  name: string;
  /** Under /console; parts with $ are read with usePlace(). */
  path: string;
  /** Who may call this may open the page: "GET /api/v1/cases". */
  opens: string;
  /** g and then this letter opens it. Without one it is a page within another and not in the navigation. */
  letter?: string;
  /** Material that weighs: the minutes here count towards the pause. */
  hard?: true;
  load: () => Promise<{ default: ComponentType }>;
}
