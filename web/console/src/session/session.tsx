import { Center, Loader } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleMay } from '../api/may.ts';
import { leave, type Me, whoAmI } from './entry.ts';
import { Join } from './Join.tsx';
import { SessionEnded } from './SessionEnded.tsx';
import { SignIn } from './SignIn.tsx';
import { StepUp } from './StepUp.tsx';

interface Session { me: Me; may(operation: string): boolean; signOut(): Promise<void> }
const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('there is a session on every page');
  return session;
}

/** May I call "POST /api/v1/cases"? For showing and hiding; the server decides. */
export function useMay(operation: string): boolean {
  return useSession().may(operation);
}

export type Provider = (props: { me: Me; children: ReactNode }) => ReactNode;

export function SessionProvider({ children }: { children: ReactNode }) {
  const [me, setMe] = useState<Me | null | undefined>(undefined);
  const queries = useQueryClient();
  const { t } = useTranslation();
  const look = useCallback(async () => { setMe(await whoAmI().catch(() => null)); }, []);
  // A link is used before anything is asked about who sits here.
  const joining = location.pathname.endsWith('/join');
  useEffect(() => { if (!joining) void look(); }, [look, joining]);

  const session = useMemo<Session | null>(() => me ? {
    me,
    may: (operation) => roleMay(me.role, operation),
    async signOut() {
      await leave().catch(() => undefined);
      queries.clear();
      setMe(null);
    },
  } : null, [me, queries]);

  if (joining) return <Join />;
  if (me === undefined) return <Center h="100vh"><Loader aria-label={t('frame:loading')} /></Center>;
  if (!session) return <SignIn done={look} />;
  return (
    <SessionContext value={session}>
      {children}
      <StepUp />
      <SessionEnded me={session.me} leave={() => { queries.clear(); setMe(null); }} />
    </SessionContext>
  );
}
