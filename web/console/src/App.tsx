import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './api/problem.ts';
import { makeRouter } from './frame/router.tsx';
import { nonce } from './nonce.ts';
import { SessionProvider } from './session/session.tsx';
import { theme, variables } from './theme.ts';

// What the server refused stays refused; only what had no answer, or "try again", is asked for again.
function worthAsking(failures: number, error: Error): boolean {
  return failures < 2 && (!(error instanceof Problem) || error.status === 503);
}

function Said() {
  const { t } = useTranslation();
  return <section aria-label={t('frame:said')}><Notifications position="bottom-right" autoClose={8000} withinPortal={false} /></section>;
}

export function App() {
  const [queries] = useState(() => new QueryClient({
    defaultOptions: { queries: { retry: worthAsking, staleTime: 15_000, refetchOnWindowFocus: true } },
  }));
  const [router] = useState(makeRouter);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Said />
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
