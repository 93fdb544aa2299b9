import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/ProblemNote.tsx';
import { byLink } from './entry.ts';
import { SignInForm } from './SignInForm.tsx';
import { Threshold } from './Threshold.tsx';

/** A one-time link carries its secret in the fragment, which never reaches a server; it is taken out of the address
 *  at once, so that it stays in no history. */
function takeFragment(prefix: string): string | null {
  if (!location.hash.startsWith(`#${prefix}`)) return null;
  const link = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return link;
}
const linkAtStart = takeFragment('once_');

export function SignIn({ done }: { done: () => Promise<void> }) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [usingLink, setUsingLink] = useState(linkAtStart !== null);
  useEffect(() => {
    if (!linkAtStart) return;
    usedLink ??= byLink(linkAtStart);
    usedLink.then(done, (error: unknown) => { setProblem(asProblem(error)); setUsingLink(false); });
  }, [done]);
  return (
    <Threshold title={t('session:sign_in')}>
      {problem && <ProblemNote problem={problem} what={t('session:link_failed')} />}
      {usingLink ? <Text role="status">{t('session:using_link')}</Text> : <SignInForm done={done} />}
    </Threshold>
  );
}
let usedLink: Promise<unknown> | undefined;  // it works once
